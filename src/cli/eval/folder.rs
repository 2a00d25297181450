//! Pictures in folders named after emotions.

use std::path::{Path, PathBuf};
use std::time::Instant;

use walkdir::WalkDir;

use super::groups::{Groups, by_group};
use super::report::{Answer, Measured};
use super::{parallel, unusable};
use crate::cli::{CliError, Context, Outcome};
use crate::emotion::{Emotion, EmotionScores};
use crate::frame::{FaceBox, Frame};
use crate::picture;
use crate::settings::Settings;
use crate::vision::model::EmotionModel;
use crate::vision::{Analyzer, Face};

const PICTURES: [&str; 6] = ["jpg", "jpeg", "png", "webp", "gif", "bmp"];

/// Measures on a folder; with `detect`, the face is found first, as in the app; with groups, each of them as well.
pub fn run(folder: &Path, detect: bool, by: Option<&Groups>, context: &Context) -> Result<Outcome, CliError> {
    let pictures = labelled(folder)?;
    let start = Instant::now();
    let results = if detect { found_and_read(&pictures, context) } else { read(&pictures)? };
    let pictures_per_second = pictures.len() as f64 / start.elapsed().as_secs_f64();
    let (mut looked_at, mut failures) = (Vec::new(), 0);
    for ((path, label), result) in pictures.iter().zip(results) {
        match result {
            Ok(scores) => looked_at.push((path, *label, scores)),
            Err(error) => {
                failures += 1;
                context.out.error(&error);
            }
        }
    }
    let scored: Vec<_> =
        looked_at.iter().filter_map(|(_, label, scores)| Some((*label, (*scores)?))).collect();
    let undetected = looked_at.len() - scored.len();
    let groups = by.map(|groups| {
        by_group(
            looked_at.iter().map(|(path, label, scores)| (groups.of_picture(folder, path), *label, *scores)),
        )
    });
    let Some(emotion) = Measured::of(&scored, pictures_per_second) else {
        return Ok(if failures > 0 { Outcome::SomeFailed } else { Outcome::NothingFound });
    };
    let undetected = detect.then_some(undetected);
    Answer { emotion: Some(emotion), undetected, groups, ..Answer::default() }.tell(context)?;
    Ok(if failures > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

/// Scores of each picture; `None` where no face was found.
type Results = Vec<Result<Option<EmotionScores>, CliError>>;

fn read(pictures: &[(PathBuf, Emotion)]) -> Result<Results, CliError> {
    let model = EmotionModel::open().map_err(|e| unusable(&e))?;
    let work = |model: &mut EmotionModel, (path, _): &(PathBuf, Emotion)| {
        let frame = load(path)?;
        let scores = model.read_crop(&frame, &central_square(&frame)).map_err(|e| about(path, e))?;
        Ok(Some(scores.emotion))
    };
    Ok(parallel::map(pictures, || Ok(model.clone()), work))
}

fn found_and_read(pictures: &[(PathBuf, Emotion)], context: &Context) -> Results {
    let (settings, _told_by_the_app) = Settings::load(&context.paths.settings());
    let open = || Analyzer::new(settings.detector, settings.affect).map_err(|e| unusable(&e));
    parallel::map(pictures, open, |analyzer, (path, _)| {
        let faces = analyzer.analyze(&load(path)?).map_err(|e| about(path, e))?;
        let area = |face: &Face| face.bounds.width * face.bounds.height * face.confidence;
        let largest = faces.iter().max_by(|a, b| area(a).total_cmp(&area(b)));
        Ok(largest.and_then(|face| face.reading).map(|reading| reading.scores))
    })
}

fn load(path: &Path) -> Result<Frame, CliError> {
    picture::load(path).map_err(|e| about(path, e))
}

fn about(path: &Path, reason: impl std::fmt::Display) -> CliError {
    CliError::new(format!("{}: {reason}", path.display()))
}

/// The largest square in the middle: pictures without `--detect` are face crops.
fn central_square(frame: &Frame) -> FaceBox {
    let (width, height) = (frame.width() as f32, frame.height() as f32);
    let side = width.min(height);
    FaceBox { x: (width - side) / 2.0, y: (height - side) / 2.0, width: side, height: side }
}

/// Pictures below the folder with the emotion of the nearest folder named after one. Others do not count.
fn labelled(folder: &Path) -> Result<Vec<(PathBuf, Emotion)>, CliError> {
    let mut pictures = Vec::new();
    for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
        let entry = entry
            .map_err(|e| CliError::new(format!("{} cannot be read.", folder.display())).with_detail(e))?;
        if entry.file_type().is_file() && is_picture(entry.path()) {
            pictures.extend(label_of(folder, entry.path()).map(|label| (entry.into_path(), label)));
        }
    }
    if pictures.is_empty() {
        return Err(CliError::new(format!(
            "{} holds no pictures in folders named angry, disgust, fear, happy, sad, surprise or neutral.",
            folder.display()
        )));
    }
    Ok(pictures)
}

fn label_of(top: &Path, picture: &Path) -> Option<Emotion> {
    let folders = picture.strip_prefix(top).ok()?.parent()?;
    folders.iter().rev().find_map(|name| Emotion::from_synonym(name.to_str()?).ok())
}

fn is_picture(path: &Path) -> bool {
    path.extension().is_some_and(|ending| PICTURES.iter().any(|e| ending.eq_ignore_ascii_case(e)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_folder_named_after_an_emotion_is_the_label() {
        let label = |path: &str| label_of(Path::new("/d/happy"), &Path::new("/d/happy").join(path));
        assert_eq!(label("Test/Sadness/a.png"), Some(Emotion::Sad));
        assert_eq!(label("surprise/anger/b.png"), Some(Emotion::Angry));
        assert_eq!(label("contempt/c.png"), None);
        assert_eq!(label("d.png"), None, "the folder that was named is no label");
    }

    #[test]
    fn a_folder_without_labels_says_which_are_meant() {
        let folder = tempfile::tempdir().unwrap();
        assert!(labelled(folder.path()).unwrap_err().error.contains("surprise"));
        assert!(labelled(&folder.path().join("none")).is_err());
    }

    #[test]
    fn a_picture_that_is_no_square_gives_its_middle() {
        let frame = Frame::new(10, 4, vec![0; 120]).unwrap();
        assert_eq!(central_square(&frame), FaceBox { x: 3.0, y: 0.0, width: 4.0, height: 4.0 });
    }
}
