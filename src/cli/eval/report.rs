//! What is said about the measurements.

use serde::Serialize;

use super::groups::{self, ByGroup};
use crate::cli::{CliError, Context};
use crate::emotion::{Emotion, EmotionScores};
use crate::vision::metrics::Figures;

/// The figures of each output that was measured.
#[derive(Debug, Default, Serialize)]
pub struct Answer {
    /// The FER2013 output against the original labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fer2013: Option<Measured>,
    /// The FER+ output against the majority of the votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ferplus: Option<Measured>,
    /// The output for people, against the majority of the votes or the folders' names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emotion: Option<Measured>,
    /// Pictures in which no face was found; they are in none of the figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undetected: Option<usize>,
    /// The output for people by group, against the majority of the votes, or the original labels where there are no votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<ByGroup>,
}

/// Figures and speed.
#[derive(Debug, Serialize)]
pub struct Measured {
    #[serde(flatten)]
    figures: Figures,
    /// All outputs are computed at once, on all cores.
    pictures_per_second: f64,
}

impl Measured {
    /// `None` without pictures.
    pub fn of(scored: &[(Emotion, EmotionScores)], pictures_per_second: f64) -> Option<Self> {
        Some(Self { figures: Figures::of(scored)?, pictures_per_second })
    }
}

impl Answer {
    /// Says it, as JSON or for people.
    pub fn tell(&self, context: &Context) -> Result<(), CliError> {
        if context.out.is_json() {
            return context.out.json(self);
        }
        let parts = [
            ("FER2013 output, original labels", &self.fer2013),
            ("FER+ output, majority of votes", &self.ferplus),
            ("Output for people", &self.emotion),
        ];
        for (title, measured) in parts {
            if let Some(measured) = measured {
                context.out.line(measured.text(title))?;
            }
        }
        if let Some(undetected) = self.undetected {
            context.out.line(format!("Pictures without a face found: {undetected}"))?;
        }
        self.groups.as_ref().map_or(Ok(()), |found| context.out.line(groups::text(found)))
    }
}

impl Measured {
    fn text(&self, title: &str) -> String {
        let f = &self.figures;
        let pair = f.happy_vs_sad.map_or_else(|| "-".to_owned(), |part| format!("{:.1} %", part * 100.0));
        let mut lines = vec![
            title.to_owned(),
            format!(
                "  {} pictures, accuracy {:.1} % ({:.1} to {:.1}), macro-F1 {:.3}, calibration error {:.3}, happy against sad {pair}, {:.0} pictures a second",
                f.pictures,
                f.accuracy * 100.0,
                f.accuracy_95[0] * 100.0,
                f.accuracy_95[1] * 100.0,
                f.macro_f1,
                f.ece,
                self.pictures_per_second
            ),
            format!(
                "  {:<10}{:>10}{:>8}{:>8}{:>9}   said:{}",
                "",
                "precision",
                "recall",
                "F1",
                "pictures",
                names()
            ),
        ];
        for emotion in Emotion::ALL {
            let class = f.classes.0[emotion.index()];
            let said = f.confusion[emotion.index()].map(|n| format!("{n:>9}")).concat();
            lines.push(format!(
                "  {:<10}{:>10.3}{:>8.3}{:>8.3}{:>9}        {said}",
                emotion.name(),
                class.precision,
                class.recall,
                class.f1,
                class.support
            ));
        }
        lines.join("\n")
    }
}

fn names() -> String {
    Emotion::ALL.map(|emotion| format!("{:>9}", emotion.name())).concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_has_the_figures_beside_the_speed_and_nothing_that_was_not_measured() {
        let measured = Measured::of(&[(Emotion::Sad, EmotionScores::certain(Emotion::Sad))], 12.0);
        let json = serde_json::to_value(Answer { emotion: measured, ..Answer::default() }).unwrap();
        let emotion = &json["emotion"];
        assert_eq!((&emotion["accuracy"], &emotion["pictures_per_second"]), (&1.0.into(), &12.0.into()));
        assert_eq!(json.as_object().unwrap().len(), 1);
    }
}
