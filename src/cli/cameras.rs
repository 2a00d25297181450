//! `mien cameras`: what there is, without switching any of it on.

use serde_json::{Value, json};

use super::{CliError, Context, Outcome};
use crate::capture::{self, CameraInfo, CaptureProblem, Mode};

/// Runs the command.
pub fn run(context: &Context) -> Result<Outcome, CliError> {
    let cameras = capture::cameras();
    if context.out.is_json() {
        let list: Vec<Value> = cameras.iter().map(document).collect();
        context.out.json(&json!({ "cameras": list }))?;
    } else if cameras.is_empty() {
        context.out.line(CaptureProblem::NoCamera.to_string())?;
    } else {
        for camera in &cameras {
            context.out.line(describe(camera))?;
        }
    }
    Ok(if cameras.is_empty() { Outcome::NothingFound } else { Outcome::Done })
}

fn document(camera: &CameraInfo) -> Value {
    let format = |mode: &Mode| {
        json!({
            "encoding": mode.encoding.name(),
            "width": mode.width,
            "height": mode.height,
            "fps": mode.rates.iter().map(|rate| rate.fps()).collect::<Vec<_>>(),
        })
    };
    json!({
        "index": camera.index,
        "source": format!("camera:{}", camera.index),
        "name": camera.name,
        "formats": camera.modes.iter().map(format).collect::<Vec<_>>(),
        "problem": camera.problem.as_ref().map(ToString::to_string),
    })
}

fn describe(camera: &CameraInfo) -> String {
    let name = if camera.name.is_empty() { "a camera" } else { &camera.name };
    let mut lines = vec![format!("camera:{}  {name}", camera.index)];
    for mode in &camera.modes {
        let rates: Vec<String> = mode.rates.iter().map(|rate| rate.fps().to_string()).collect();
        let rates = if rates.is_empty() { "?".to_owned() } else { rates.join(", ") };
        lines.push(format!("{:5} {}x{} at {rates} fps", mode.encoding.name(), mode.width, mode.height));
    }
    lines.extend(camera.problem.as_ref().map(ToString::to_string));
    lines.join("\n    ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{Encoding, Rate};

    fn camera() -> CameraInfo {
        let rates = vec![Rate { frames: 30, seconds: 1 }, Rate { frames: 15, seconds: 2 }];
        let mode = Mode { encoding: Encoding::Mjpeg, width: 640, height: 480, rates };
        let problem = Some(CaptureProblem::Busy);
        CameraInfo { index: 2, name: "HD Cam".to_owned(), modes: vec![mode], problem }
    }

    #[test]
    fn a_camera_is_described_with_its_modes_and_its_problem() {
        let text = describe(&camera());
        assert!(text.starts_with("camera:2  HD Cam\n    MJPEG 640x480 at 30, 7.5 fps\n"), "{text}");
        assert!(text.contains("another program"));
    }

    #[test]
    fn the_document_names_what_a_program_needs() {
        let document = document(&camera());
        assert_eq!(document["source"], "camera:2");
        assert_eq!(document["formats"][0]["fps"], json!([30.0, 7.5]));
    }
}
