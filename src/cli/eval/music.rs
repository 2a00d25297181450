//! `mien eval music`: the mood model on clips with labels.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde::Serialize;
use walkdir::WalkDir;

use super::parallel;
use crate::affect::Affect;
use crate::audio::features::{Features, Scale};
use crate::audio::mood::{HearError, Heard, MoodModel, features_of};
use crate::cli::args::EvalMusicArgs;
use crate::cli::{CliError, Context, Outcome};
use crate::library::genre_mood;

mod figures;
mod labels;

use figures::{Axis, Figures, Judged};
use labels::{Label, Labels};

/// Runs the command.
pub fn run(args: &EvalMusicArgs, context: &Context) -> Result<Outcome, CliError> {
    let labels = Labels::read(&args.labels)?;
    let files = files_below(&args.audio)?;
    let clips: Vec<(&Label, &PathBuf)> =
        labels.rows.iter().filter_map(|label| Some((label, files.get(&label.clip)?))).collect();
    if clips.is_empty() {
        return Err(CliError::new(format!(
            "No clip of {} has a sound file of its name in {}.",
            args.labels.display(),
            args.audio.display()
        )));
    }
    let model = MoodModel::open().map_err(|e| CliError::new(e.to_string()))?;
    let heard = parallel::map(&clips, || Ok(model.clone()), |model, (_, path)| hear(path, model));
    let mut measured = Vec::new();
    let mut failed = 0;
    for ((label, path), result) in clips.iter().zip(heard) {
        match result {
            Ok((features, heard)) => measured.push(Clip { label, features, heard }),
            Err(error) => {
                failed += 1;
                context.out.error(&CliError::new(format!("{}: {error}.", path.display())));
            }
        }
    }
    if measured.is_empty() {
        return Err(CliError::new("No clip could be heard."));
    }
    let report = Report::of(&measured, labels.rows.len(), &labels);
    if context.out.is_json() {
        context.out.json(&report)?;
    } else {
        context.out.line(report.text())?;
    }
    Ok(if failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

struct Clip<'a> {
    label: &'a Label,
    features: Features,
    heard: Heard,
}

fn hear(path: &Path, model: &MoodModel) -> Result<(Features, Heard), HearError> {
    let features = features_of(path, model.patches(), |_, _| true)?.ok_or(HearError::Silent)?;
    let heard = model.hear(&features)?;
    Ok((features, heard))
}

/// Files by their name without ending, and by their whole name and path below the folder.
pub fn files_below(folder: &Path) -> Result<HashMap<String, PathBuf>, CliError> {
    let mut files = HashMap::new();
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        let entry = entry
            .map_err(|e| CliError::new(format!("{} cannot be read.", folder.display())).with_detail(e))?;
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.into_path();
        let below = path.strip_prefix(folder).ok().map(|p| p.to_string_lossy().into_owned());
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
        let stem = path.file_stem().map(|n| n.to_string_lossy().into_owned());
        for key in [below, name, stem].into_iter().flatten() {
            files.entry(key).or_insert_with(|| path.clone());
        }
    }
    Ok(files)
}

/// What is printed.
#[derive(Serialize)]
struct Report {
    clips: usize,
    /// Labelled clips without a file, or that could not be heard.
    missing: usize,
    /// What valence and arousal were compared with.
    targets: &'static str,
    #[serde(flatten)]
    figures: Figures,
    baselines: Baselines,
}

/// Rules that need no model, on the same clips.
#[derive(Serialize)]
struct Baselines {
    /// The place of the genre in Mien's table; the middle where it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<Short>,
    /// The textbook: major is pleasant, fast is excited (over 110 beats a minute).
    fast_and_major: Short,
    /// Loud is excited (louder than the middle clip); pleasant by the more frequent label.
    loudness: Short,
    /// Always the most frequent quarter.
    most_frequent: Short,
}

#[derive(Serialize)]
struct Short {
    accuracy: f64,
    macro_f1: f64,
    valence: Axis,
    arousal: Axis,
}

impl From<Figures> for Short {
    fn from(f: Figures) -> Self {
        Self { accuracy: f.accuracy, macro_f1: f.macro_f1, valence: f.valence, arousal: f.arousal }
    }
}

impl Report {
    fn of(clips: &[Clip<'_>], labelled: usize, labels: &Labels) -> Self {
        let judged = |place: &dyn Fn(&Clip<'_>) -> (Affect, f32)| -> Figures {
            let judged: Vec<Judged> = clips
                .iter()
                .map(|clip| {
                    let (affect, confidence) = place(clip);
                    Judged { affect, confidence, label: clip.label.affect }
                })
                .collect();
            Figures::of(&judged)
        };
        let sign = |positive: bool| if positive { 0.5 } else { -0.5 };
        let mut loudness: Vec<f32> = clips.iter().map(|c| c.features.loudness_lufs).collect();
        loudness.sort_by(f32::total_cmp);
        let middle = loudness[loudness.len() / 2];
        let share = |test: fn(&Affect) -> bool| {
            clips.iter().filter(|c| test(&c.label.affect)).count() * 2 >= clips.len()
        };
        let pleasant = sign(share(|a| a.valence >= 0.0));
        let excited = sign(share(|a| a.arousal >= 0.0));
        let rule = |clip: &Clip<'_>| {
            let major = clip.features.key.is_none_or(|key| key.scale == Scale::Major);
            Affect::new(sign(major), sign(clip.features.bpm.is_some_and(|bpm| bpm > 110.0)))
        };
        let genre = clips.iter().any(|c| c.label.genre.is_some()).then(|| {
            judged(&|clip| (clip.label.genre.as_deref().and_then(genre_mood).unwrap_or_default(), 0.0)).into()
        });
        Self {
            clips: clips.len(),
            missing: labelled - clips.len(),
            targets: labels.targets,
            figures: judged(&|clip| (clip.heard.affect, clip.heard.confidence)),
            baselines: Baselines {
                genre,
                fast_and_major: judged(&|clip| (rule(clip), 0.0)).into(),
                loudness: judged(&|c| (Affect::new(pleasant, sign(c.features.loudness_lufs > middle)), 0.0))
                    .into(),
                most_frequent: judged(&|_| (Affect::new(pleasant, excited), 0.0)).into(),
            },
        }
    }

    fn text(&self) -> String {
        let f = &self.figures;
        let mut lines = vec![
            format!(
                "{} clips ({} labelled ones missing), targets: {}",
                self.clips, self.missing, self.targets
            ),
            format!("quadrant accuracy {:.3}, macro-F1 {:.3}", f.accuracy, f.macro_f1),
            format!(
                "valence r {:.3}, R2 {:.3}   arousal r {:.3}, R2 {:.3}",
                f.valence.r, f.valence.r2, f.arousal.r, f.arousal.r2
            ),
            "said:     Q1   Q2   Q3   Q4".to_owned(),
        ];
        for (row, counts) in f.confusion.iter().enumerate() {
            let counts = counts.map(|n| format!("{n:>5}")).concat();
            lines.push(format!("is Q{} {counts}", row + 1));
        }
        for point in &f.risk_coverage {
            lines.push(format!(
                "the {:>3.0} % most confident: accuracy {:.3}",
                100.0 * point.coverage,
                point.accuracy
            ));
        }
        let b = &self.baselines;
        let named = [
            ("genre", b.genre.as_ref()),
            ("fast and major", Some(&b.fast_and_major)),
            ("loudness", Some(&b.loudness)),
            ("most frequent", Some(&b.most_frequent)),
        ];
        for (name, short) in named.into_iter().filter_map(|(name, short)| Some((name, short?))) {
            lines.push(format!(
                "baseline {name:<15} accuracy {:.3}, valence r {:.3}, arousal r {:.3}",
                short.accuracy, short.valence.r, short.arousal.r
            ));
        }
        lines.join("\n")
    }
}
