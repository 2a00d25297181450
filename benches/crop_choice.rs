//! Which crop about the detector's box suits the emotion model best: accuracy and mean log-likelihood on labelled
//! photographs over a grid of `crop.scale` and `crop.offset_y`.
//!
//! ```text
//! cargo bench --bench crop_choice -- DIR
//! ```
//!
//! `DIR` holds a folder for each emotion. The choice goes into `models/emotion.toml`.

use std::error::Error;
use std::path::Path;
use std::thread;

use mien::emotion::Emotion;
use mien::frame::{FaceBox, Frame};
use mien::picture;
use mien::settings;
use mien::vision::detector::{Search, open};
use mien::vision::model::EmotionModel;

const SCALES: [f32; 8] = [0.75, 0.8, 0.85, 0.9, 0.95, 1.0, 1.08, 1.16];
const OFFSETS: [f32; 6] = [-0.08, -0.04, 0.0, 0.04, 0.08, 0.12];

struct Labelled {
    frame: Frame,
    face: FaceBox,
    label: Emotion,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os()
        .skip(1)
        .find(|word| word != "--bench")
        .ok_or("name a folder with a folder for each emotion")?;
    let model = EmotionModel::open()?;
    let faces = labelled(Path::new(&folder))?;
    println!("{} faces; accuracy in %, mean log-likelihood", faces.len());
    println!("scale  {}", OFFSETS.map(|offset| format!("{offset:>15.2}")).concat());
    for scale in SCALES {
        let cells = thread::scope(|scope| {
            let work = OFFSETS.map(|offset| {
                scope.spawn({
                    let (model, faces) = (&model, &faces);
                    move || cell(model, faces, scale, offset)
                })
            });
            work.map(|worker| worker.join().unwrap_or_else(|_| "failed".to_owned())).concat()
        });
        println!("{scale:.2}   {cells}");
    }
    Ok(())
}

fn labelled(folder: &Path) -> Result<Vec<Labelled>, Box<dyn Error>> {
    let mut detector = open(settings::Detector::default())?;
    let mut faces = Vec::new();
    for label in Emotion::ALL {
        let mut paths: Vec<_> = std::fs::read_dir(folder.join(label.name()))?
            .map(|entry| entry.map(|e| e.path()))
            .collect::<Result<_, _>>()?;
        paths.sort();
        for path in paths {
            let frame = picture::load(&path)?;
            if let Some(face) = detector.detect(&frame, Search::Quick)?.first() {
                faces.push(Labelled { face: face.bounds, frame, label });
            }
        }
    }
    Ok(faces)
}

fn cell(model: &EmotionModel, faces: &[Labelled], scale: f32, offset: f32) -> String {
    let (mut right, mut likelihood) = (0, 0.0);
    for Labelled { frame, face, label } in faces {
        let side = face.width * scale;
        let (x, y) = face.center();
        let y = y + face.width * offset;
        let crop = FaceBox { x: x - side / 2.0, y: y - side / 2.0, width: side, height: side };
        let Ok(scores) = model.read_crop(frame, &crop) else { return "          error".to_owned() };
        right += usize::from(scores.emotion.leading().0 == *label);
        likelihood += f64::from(scores.emotion.get(*label).max(1e-6)).ln();
    }
    let count = faces.len() as f64;
    format!("{:>8.1} {:>6.3}", 100.0 * right as f64 / count, likelihood / count)
}
