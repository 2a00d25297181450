//! How many faces the detector finds when pictures get harder, and what it takes for one.
//!
//! ```text
//! cargo bench --bench detection_recall -- FACES [NO_FACES]
//! ```
//!
//! `FACES` is a folder of photographs with one upright face each, `NO_FACES` one of pictures without any; both are searched
//! with their subfolders. Every eighth photograph is used. A face counts as found when a box lies where the untouched
//! photograph has its face, other boxes count as false.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use mien::frame::{FaceBox, Frame};
use mien::picture;
use mien::settings;
use mien::vision::detector::{Detection, Detector, Search, open};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A name and what it does to a frame with a face at a place.
type Variation = (&'static str, fn(&Frame, &FaceBox) -> Result<Frame>);

const VARIATIONS: [Variation; 14] = [
    ("upright", |frame, _| Ok(frame.clone())),
    ("rolled 20", |frame, face| rolled(frame, face, 20.0)),
    ("rolled 30", |frame, face| rolled(frame, face, 30.0)),
    ("rolled -45", |frame, face| rolled(frame, face, -45.0)),
    ("rolled 45", |frame, face| rolled(frame, face, 45.0)),
    ("light 1/4", |frame, _| light(frame, 0.25)),
    ("light 1/8", |frame, _| light(frame, 0.125)),
    ("light 1/16", |frame, _| light(frame, 0.0625)),
    ("backlit 1/8", |frame, face| backlit(frame, face)),
    ("over-exposed x2", |frame, _| light(frame, 2.0)),
    ("blurred, 3 px", |frame, _| blurred(frame, 3.0)),
    ("blurred, 6 px", |frame, _| blurred(frame, 6.0)),
    ("small, 1/4 size", |frame, _| on_canvas(frame, 0.25)),
    ("tight crop", tight),
];

fn main() -> Result<()> {
    let mut folders = std::env::args_os().skip(1).filter(|word| word != "--bench").map(PathBuf::from);
    let faces = pictures(&folders.next().ok_or("name a folder of photographs with one face each")?);
    let mut detector = open(settings::Detector::default())?;
    let faces: Vec<_> = faces.iter().step_by(8).collect();
    for search in [Search::Thorough, Search::Quick, Search::Distant] {
        println!("\n{search:?}, {} photographs", faces.len());
        println!("{:<18} {:>6} {:>6} {:>8} {:>10}", "variation", "found", "false", "ms", "confidence");
        for (name, vary) in VARIATIONS {
            let mut row = Row::default();
            for path in &faces {
                row.add(detector.as_mut(), path, search, vary)?;
            }
            println!("{name:<18} {row}");
        }
    }
    if let Some(folder) = folders.next() {
        no_faces(detector.as_mut(), &pictures(&folder))?;
    }
    Ok(())
}

#[derive(Default)]
struct Row {
    found: usize,
    wrong: usize,
    count: u32,
    time: Duration,
    confidences: Vec<f32>,
}

impl Row {
    fn add(
        &mut self,
        detector: &mut dyn Detector,
        path: &Path,
        search: Search,
        vary: fn(&Frame, &FaceBox) -> Result<Frame>,
    ) -> Result<()> {
        let original = picture::load(path)?;
        let face = detector.detect(&original, Search::Thorough)?;
        let Some(face) = face.first() else { return Ok(()) };
        let frame = vary(&original, &face.bounds)?;
        let moved = place_after(&original, &frame, &face.bounds);
        let start = Instant::now();
        let found = detector.detect(&frame, search)?;
        self.time += start.elapsed();
        self.count += 1;
        let (right, wrong): (Vec<&Detection>, Vec<_>) = found.iter().partition(|f| same(&f.bounds, &moved));
        self.found += usize::from(!right.is_empty());
        self.wrong += wrong.len();
        self.confidences.extend(right.first().map(|f| f.confidence));
        Ok(())
    }
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut sorted = self.confidences.clone();
        sorted.sort_by(f32::total_cmp);
        let at = |part: f32| sorted.get((sorted.len() as f32 * part) as usize).copied().unwrap_or(f32::NAN);
        let ms = self.time.as_secs_f64() * 1000.0 / f64::from(self.count.max(1));
        write!(f, "{:>6} {:>6} {ms:>8.1}   {:.2}..{:.2}", self.found, self.wrong, at(0.05), at(0.5))
    }
}

/// Where the face lies on a frame that is the original or has it in its middle at another size.
fn place_after(original: &Frame, frame: &Frame, face: &FaceBox) -> FaceBox {
    if frame.id == 0 {
        return *face;
    }
    let scale = frame.time_secs as f32;
    let (x, y) = face.center();
    let x = frame.width() as f32 / 2.0 + (x - original.width() as f32 / 2.0) * scale;
    let y = frame.height() as f32 / 2.0 + (y - original.height() as f32 / 2.0) * scale;
    let side = face.width * scale;
    if frame.id == 2 {
        let side = face.width;
        return FaceBox {
            x: (frame.width() as f32 - side) / 2.0,
            y: (frame.height() as f32 - side) / 2.0,
            width: side,
            height: side,
        };
    }
    FaceBox { x: x - side / 2.0, y: y - side / 2.0, width: side, height: side }
}

fn same(found: &FaceBox, expected: &FaceBox) -> bool {
    let ((ax, ay), (bx, by)) = (found.center(), expected.center());
    let ratio = found.width / expected.width;
    (ax - bx).hypot(ay - by) < 0.4 * expected.width && (0.55..1.8).contains(&ratio)
}

fn pictures(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(std::result::Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|path| {
            path.extension()
                .is_some_and(|e| ["jpg", "jpeg", "png", "webp"].iter().any(|x| e.eq_ignore_ascii_case(x)))
        })
        .collect();
    paths.sort();
    paths
}

fn no_faces(detector: &mut dyn Detector, paths: &[PathBuf]) -> Result<()> {
    println!("\nfalse boxes on {} pictures without faces", paths.len());
    for path in paths {
        let frame = picture::load(path)?;
        for face in detector.detect(&frame, Search::Thorough)? {
            println!("{:.2} {:?} {}", face.confidence, face.bounds, path.display());
        }
    }
    Ok(())
}

/// The frame with each pixel taken from elsewhere, between pixels by linear interpolation, the edge repeated.
fn remapped(frame: &Frame, width: u32, height: u32, from: impl Fn(f32, f32) -> (f32, f32)) -> Result<Frame> {
    let pixel = |x: f32, y: f32, c: usize| {
        let x = x.clamp(0.0, frame.width() as f32 - 1.0) as usize;
        let y = y.clamp(0.0, frame.height() as f32 - 1.0) as usize;
        f32::from(frame.rgb()[(y * frame.width() as usize + x) * 3 + c])
    };
    let mut rgb = Vec::with_capacity(width as usize * height as usize * 3);
    for row in 0..height {
        for column in 0..width {
            let (x, y) = from(column as f32, row as f32);
            let (fx, fy) = (x - x.floor(), y - y.floor());
            for c in 0..3 {
                let top = pixel(x, y, c) * (1.0 - fx) + pixel(x + 1.0, y, c) * fx;
                let bottom = pixel(x, y + 1.0, c) * (1.0 - fx) + pixel(x + 1.0, y + 1.0, c) * fx;
                rgb.push((top * (1.0 - fy) + bottom * fy).round() as u8);
            }
        }
    }
    Ok(Frame::new(width, height, rgb)?)
}

fn rolled(frame: &Frame, face: &FaceBox, degrees: f32) -> Result<Frame> {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (cx, cy) = face.center();
    remapped(frame, frame.width(), frame.height(), |x, y| {
        let (dx, dy) = (x - cx, y - cy);
        (cx + dx * cos - dy * sin, cy + dx * sin + dy * cos)
    })
}

fn light(frame: &Frame, gain: f32) -> Result<Frame> {
    let rgb: Vec<u8> = frame.rgb().iter().map(|&p| (f32::from(p) * gain).round().min(255.0) as u8).collect();
    Ok(Frame::new(frame.width(), frame.height(), rgb)?)
}

/// An eighth of the light on the face and its surroundings, a white window beside.
fn backlit(frame: &Frame, face: &FaceBox) -> Result<Frame> {
    let dark = light(frame, 0.125)?;
    let mut rgb = dark.rgb().to_vec();
    for (at, pixel) in rgb.chunks_exact_mut(3).enumerate() {
        let x = (at % frame.width() as usize) as f32;
        if x < face.x - face.width * 0.25 || x > face.x + face.width * 1.25 {
            pixel.fill(250);
        }
    }
    Ok(Frame::new(frame.width(), frame.height(), rgb)?)
}

fn blurred(frame: &Frame, sigma: f32) -> Result<Frame> {
    let buffer = image::RgbImage::from_raw(frame.width(), frame.height(), frame.rgb().to_vec());
    let buffer = image::imageops::blur(&buffer.ok_or("no picture")?, sigma);
    Ok(Frame::new(frame.width(), frame.height(), buffer.into_raw())?)
}

/// The photograph shrunk, in the middle of a gray frame of the same size.
fn on_canvas(frame: &Frame, scale: f32) -> Result<Frame> {
    let (width, height) = (frame.width(), frame.height());
    let small = image::RgbImage::from_raw(width, height, frame.rgb().to_vec()).ok_or("no picture")?;
    let (w, h) = ((width as f32 * scale) as u32, (height as f32 * scale) as u32);
    let small = image::imageops::resize(&small, w, h, image::imageops::FilterType::Triangle);
    let mut canvas = image::RgbImage::from_pixel(width * 2, height * 2, image::Rgb([128, 120, 110]));
    image::imageops::replace(&mut canvas, &small, i64::from(width - w / 2), i64::from(height - h / 2));
    Ok(Frame::new(width * 2, height * 2, canvas.into_raw())?.at(0, 1, f64::from(scale)))
}

/// Nothing but the detector's box.
fn tight(frame: &Frame, face: &FaceBox) -> Result<Frame> {
    let side = face.width as u32;
    Ok(remapped(frame, side, side, |x, y| (face.x + x, face.y + y))?.at(0, 2, 1.0))
}
