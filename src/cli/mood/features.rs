//! `mien mood features`: what training reads, measured by the code that is shipped.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::audio::features::{Features, Scale};
use crate::audio::mood::{HearError, MoodModel, features_of};
use crate::cli::eval::{music, parallel};
use crate::cli::{CliError, Context, Outcome};

/// Runs the command.
pub fn run(folder: &Path, context: &Context) -> Result<Outcome, CliError> {
    let mut files: Vec<PathBuf> = music::files_below(folder)?.into_values().collect();
    files.sort();
    files.dedup();
    let model = MoodModel::open().map_err(|e| CliError::new(e.to_string()))?;
    let measured = parallel::map(&files, || Ok(model.clone()), |model, path| measure(path, model));
    let mut failed = 0;
    let mut headed = false;
    for (path, result) in files.iter().zip(measured) {
        match result {
            Ok((features, numbers)) => {
                if !headed {
                    context.out.line(heading(&features, &model))?;
                    headed = true;
                }
                context.out.line(row(path, &features, &numbers))?;
            }
            Err(error) => {
                failed += 1;
                context.out.error(&CliError::new(format!("{}: {error}.", path.display())));
            }
        }
    }
    Ok(match (headed, failed) {
        (false, _) => Outcome::NothingFound,
        (true, 0) => Outcome::Done,
        (true, _) => Outcome::SomeFailed,
    })
}

fn measure(path: &Path, model: &MoodModel) -> Result<(Features, Vec<f32>), HearError> {
    let features = features_of(path, model.patches(), |_, _| true)?.ok_or(HearError::Silent)?;
    let numbers = model.embed(&features)?;
    Ok((features, numbers))
}

fn heading(features: &Features, model: &MoodModel) -> String {
    let mut line = "clip,told.bpm,told.major,told.lufs".to_owned();
    for name in features.sheet.names() {
        line.push(',');
        line.push_str(name);
    }
    for (output, size) in model.outputs() {
        for i in 0..size {
            let _infallible = write!(line, ",{output}.{i}");
        }
    }
    line
}

fn row(path: &Path, features: &Features, numbers: &[f32]) -> String {
    let clip = path.file_stem().unwrap_or_default().to_string_lossy();
    let major = features.key.is_none_or(|key| key.scale == Scale::Major);
    let mut line = format!(
        "\"{}\",{},{},{}",
        clip.replace('"', "\"\""),
        features.bpm.unwrap_or(0.0),
        u8::from(major),
        features.loudness_lufs
    );
    for value in features.sheet.values().iter().chain(numbers) {
        let _infallible = write!(line, ",{value}");
    }
    line
}
