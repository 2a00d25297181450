//! `mien eval`: how good the models are on labelled data.

mod csv;
mod fer2013;
mod ferplus;
mod folder;
mod groups;
pub mod music;
pub mod parallel;
mod report;

use std::path::Path;
use std::time::Instant;

use super::args::{EvalArgs, EvalFacesArgs, EvalWhat};
use super::{CliError, Context, Outcome};
use crate::emotion::{Emotion, EmotionScores};
use crate::vision::VisionError;
use crate::vision::gray::Gray;
use crate::vision::model::{EmotionModel, HeadScores};
use groups::{Groups, by_group};
use report::{Answer, Measured};

/// Runs the command.
pub fn run(args: &EvalArgs, context: &Context) -> Result<Outcome, CliError> {
    match &args.what {
        EvalWhat::Faces(args) => faces(args, context),
        EvalWhat::Music(args) => music::run(args, context),
    }
}

fn faces(args: &EvalFacesArgs, context: &Context) -> Result<Outcome, CliError> {
    let groups = args.by.as_deref().map(Groups::read).transpose()?;
    if let Some(folder) = &args.folder {
        return folder::run(folder, args.detect, groups.as_ref(), context);
    }
    let Some(csv) = &args.fer2013 else {
        return Err(CliError::new("Name the labelled data: --fer2013 CSV or --folder DIR."));
    };
    let answer = tables(csv, args.ferplus.as_deref(), args.usage.as_deref(), groups.as_ref())?;
    answer.tell(context)?;
    Ok(Outcome::Done)
}

/// FER2013's pictures against its own labels and, where there are votes, against the FER+ majority.
fn tables(
    csv: &Path,
    votes: Option<&Path>,
    usage: Option<&str>,
    groups: Option<&Groups>,
) -> Result<Answer, CliError> {
    let rows = fer2013::read(csv, usage)?;
    let majority = votes.map(|votes| ferplus::read(votes)?.labels_for(&rows)).transpose()?;
    let model = EmotionModel::open().map_err(|e| unusable(&e))?;
    let start = Instant::now();
    let scores = parallel::map(&rows, || Ok(model.clone()), |model, row| score(model, &row.pixels))
        .into_iter()
        .collect::<Result<Vec<HeadScores>, VisionError>>()
        .map_err(|e| unusable(&e))?;
    let pictures_per_second = rows.len() as f64 / start.elapsed().as_secs_f64();
    let original: Vec<_> = rows.iter().map(|row| Some(row.label)).collect();
    let against = |labels: &[Option<Emotion>], head: fn(&HeadScores) -> EmotionScores| {
        let scored: Vec<_> = labels
            .iter()
            .zip(&scores)
            .filter_map(|(label, scores)| Some(((*label)?, head(scores))))
            .collect();
        Measured::of(&scored, pictures_per_second)
            .ok_or_else(|| CliError::new("No picture has a label that counts."))
    };
    let fer2013 = Some(against(&original, |s| s.fer2013)?);
    let groups =
        groups.map(|groups| {
            let labels = majority.as_ref().unwrap_or(&original);
            let results = rows.iter().zip(labels).zip(&scores);
            by_group(results.filter_map(|((row, label), s)| {
                Some((groups.of_row(row.number), (*label)?, Some(s.emotion)))
            }))
        });
    let Some(majority) = majority else { return Ok(Answer { fer2013, groups, ..Answer::default() }) };
    Ok(Answer {
        fer2013,
        ferplus: Some(against(&majority, |s| s.ferplus)?),
        emotion: Some(against(&majority, |s| s.emotion)?),
        undetected: None,
        groups,
    })
}

fn score(model: &EmotionModel, pixels: &[u8]) -> Result<HeadScores, VisionError> {
    let gray = Gray::new(fer2013::SIDE, fer2013::SIDE, pixels.to_vec())
        .ok_or_else(|| VisionError::Resize("a row is no picture".to_owned()))?;
    model.read_gray(&gray)
}

fn unusable(error: &VisionError) -> CliError {
    CliError::new(error.to_string())
}
