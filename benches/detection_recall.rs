//! How many faces each detector finds when pictures get harder, what else it takes for one, and how long it looks.
//!
//! ```text
//! cargo bench --bench detection_recall -- FACES [NO_FACES]
//! ```
//!
//! `FACES` is a folder of photographs with one upright face each, `NO_FACES` one of pictures without any; both are searched
//! with their subfolders. Every sixteenth photograph is used, as a frame of 640 by 480. A face counts as found when a box lies
//! where the untouched photograph has its face; other boxes count as false. Prints the tables of `models/BLAZEFACE.md`. With
//! `SHOW=FOLDER` in the environment the first photograph is written there in each of its variations, for a look at them.

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

const VARIATIONS: [Variation; 22] = [
    ("upright", |frame, _| Ok(frame.clone())),
    ("rolled 20°", |frame, face| rolled(frame, face, 20.0)),
    ("rolled 30°", |frame, face| rolled(frame, face, 30.0)),
    ("rolled 45°", |frame, face| rolled(frame, face, 45.0)),
    ("rolled -45°", |frame, face| rolled(frame, face, -45.0)),
    ("half the face in shadow", side_lit),
    ("1/4 of the light", |frame, _| light(frame, 0.25)),
    ("1/8 of the light", |frame, _| light(frame, 0.125)),
    ("1/16 of the light", |frame, _| light(frame, 0.0625)),
    ("before a window, 1/8 of the light", |frame, face| backlit(frame, face)),
    ("over-exposed, twice the light", |frame, _| light(frame, 2.0)),
    ("blurred, sigma 3 px", |frame, _| blurred(frame, 3.0)),
    ("blurred, sigma 6 px", |frame, _| blurred(frame, 6.0)),
    ("face of 120 px", |frame, face| of_size(frame, face, 120.0)),
    ("face of 60 px", |frame, face| of_size(frame, face, 60.0)),
    ("turned 30°", |frame, face| turned(frame, face, 30.0)),
    ("turned 45°, half profile", |frame, face| turned(frame, face, 45.0)),
    ("turned -45°, half profile", |frame, face| turned(frame, face, -45.0)),
    ("half as wide", narrowed),
    ("glasses with dark frames", |frame, face| glasses(frame, face, 0.0)),
    ("sunglasses", |frame, face| glasses(frame, face, 0.9)),
    ("nothing but the face", tight),
];

/// Where the face is on a varied frame is told by the frame's own numbers; see [`place_after`].
const MOVED: u64 = 1;
const FILLED: u64 = 2;

const SEARCHES: [Search; 3] = [Search::Thorough, Search::Quick, Search::Distant];
const DETECTORS: [settings::Detector; 2] = [settings::Detector::Blaze, settings::Detector::Seeta];

fn main() -> Result<()> {
    let mut folders = std::env::args_os().skip(1).filter(|word| word != "--bench").map(PathBuf::from);
    let faces = pictures(&folders.next().ok_or("name a folder of photographs with one face each")?);
    let faces = faces.iter().step_by(16).map(|path| webcam(path)).collect::<Result<Vec<_>>>()?;
    let mut detectors = Vec::new();
    for kind in DETECTORS {
        detectors.push((format!("{kind:?}"), open(kind)?));
    }
    let places = places(detectors[0].1.as_mut(), &faces)?;
    if let (Some(folder), Some((frame, face))) = (std::env::var_os("SHOW"), places.first()) {
        return show(Path::new(&folder), frame, face);
    }
    for search in SEARCHES {
        println!("\n{search:?} search, {} photographs: found, false boxes, ms a frame\n", places.len());
        println!("| | {} |", DETECTORS.map(|kind| format!("{kind:?}")).join(" | "));
        println!("|---|{}", "---|".repeat(DETECTORS.len()));
        for (name, vary) in VARIATIONS {
            let mut cells = Vec::new();
            for (_, detector) in &mut detectors {
                let mut row = Row::default();
                for (frame, face) in &places {
                    row.add(detector.as_mut(), frame, face, search, vary)?;
                }
                cells.push(row.to_string());
            }
            println!("| {name} | {} |", cells.join(" | "));
        }
    }
    if let Some(folder) = folders.next() {
        let paths = pictures(&folder);
        for (name, detector) in &mut detectors {
            no_faces(name, detector.as_mut(), &paths)?;
        }
    }
    Ok(())
}

fn show(folder: &Path, frame: &Frame, face: &FaceBox) -> Result<()> {
    for (number, (_, vary)) in VARIATIONS.iter().enumerate() {
        let varied = vary(frame, face)?;
        let picture = image::RgbImage::from_raw(varied.width(), varied.height(), varied.rgb().to_vec());
        picture.ok_or("no picture")?.save(folder.join(format!("{number:02}.png")))?;
    }
    Ok(())
}

/// A photograph as a webcam would give it: 640 by 480, the photograph in its middle.
fn webcam(path: &Path) -> Result<Frame> {
    let frame = picture::load(path)?;
    let scale = (640.0 / frame.width() as f32).min(480.0 / frame.height() as f32);
    on_canvas(&frame, scale)
}

/// Each frame with its face; frames on which none is found are left out.
fn places(detector: &mut dyn Detector, faces: &[Frame]) -> Result<Vec<(Frame, FaceBox)>> {
    let mut places = Vec::new();
    for frame in faces {
        let frame = frame.clone().at(0, 0, 0.0);
        if let Some(face) = detector.detect(&frame, Search::Thorough)?.first() {
            places.push((frame, face.bounds));
        }
    }
    Ok(places)
}

#[derive(Default)]
struct Row {
    found: usize,
    wrong: usize,
    count: u32,
    time: Duration,
}

impl Row {
    fn add(
        &mut self,
        detector: &mut dyn Detector,
        original: &Frame,
        face: &FaceBox,
        search: Search,
        vary: fn(&Frame, &FaceBox) -> Result<Frame>,
    ) -> Result<()> {
        let frame = vary(original, face)?;
        let moved = place_after(original, &frame, face);
        let start = Instant::now();
        let found = detector.detect(&frame, search)?;
        self.time += start.elapsed();
        self.count += 1;
        let (right, wrong): (Vec<&Detection>, Vec<_>) = found.iter().partition(|f| same(&f.bounds, &moved));
        self.found += usize::from(!right.is_empty());
        self.wrong += wrong.len();
        Ok(())
    }
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ms = self.time.as_secs_f64() * 1000.0 / f64::from(self.count.max(1));
        write!(f, "{}/{}, {}, {ms:.1}", self.found, self.count, self.wrong)
    }
}

/// Where the face lies on a frame that is the original or has it in its middle at another size.
fn place_after(original: &Frame, frame: &Frame, face: &FaceBox) -> FaceBox {
    if frame.id == 0 {
        return *face;
    }
    // What `at` was given: the scale.
    let scale = frame.time_secs as f32;
    let (x, y) = face.center();
    let x = frame.width() as f32 / 2.0 + (x - original.width() as f32 / 2.0) * scale;
    let y = frame.height() as f32 / 2.0 + (y - original.height() as f32 / 2.0) * scale;
    let side = face.width * scale;
    if frame.id == FILLED {
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

fn no_faces(name: &str, detector: &mut dyn Detector, paths: &[PathBuf]) -> Result<()> {
    let mut boxes = 0;
    for path in paths {
        for face in detector.detect(&picture::load(path)?, Search::Thorough)? {
            boxes += 1;
            println!("  {:.2} {:?} {}", face.confidence, face.bounds, path.display());
        }
    }
    println!("\n{name}: {boxes} false boxes on {} pictures without faces", paths.len());
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

/// A shadow from the nose outwards: a tenth of the light on the right.
fn side_lit(frame: &Frame, face: &FaceBox) -> Result<Frame> {
    let (middle, soft) = (face.center().0, face.width * 0.2);
    let mut rgb = frame.rgb().to_vec();
    for (at, pixel) in rgb.as_chunks_mut::<3>().0.iter_mut().enumerate() {
        let x = (at % frame.width() as usize) as f32;
        let shadow = ((x - middle) / soft).clamp(0.0, 1.0);
        *pixel = pixel.map(|p| (f32::from(p) * (1.0 - 0.9 * shadow)) as u8);
    }
    Ok(Frame::new(frame.width(), frame.height(), rgb)?)
}

/// The head turned about its upright axis: the photograph is laid on a head, an ellipsoid with a nose, which is turned and looked
/// at again. What the photograph does not show of the far side is the photograph's own edge of the face, stretched.
fn turned(frame: &Frame, face: &FaceBox, degrees: f32) -> Result<Frame> {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (cx, cy) = (face.center().0, face.center().1);
    // Half the head's width, height and depth, from the square between brows and chin.
    let (a, b, c) = (face.width * 0.62, face.height * 0.95, face.width * 0.7);
    let (width, height) = (frame.width() as usize, frame.height() as usize);
    let mut rgb = frame.rgb().to_vec();
    let mut nearest = vec![f32::NEG_INFINITY; width * height];
    // Points of the head closer than pixels, so that none is left out where the surface is stretched.
    let steps = 4.0;
    let across = (a * 2.0 * steps) as i32;
    for (row, column) in
        (0..(b * 2.0 * steps) as i32).flat_map(|row| (0..across).map(move |column| (row, column)))
    {
        let (x, y) = (column as f32 / steps - a, row as f32 / steps - b);
        let inside = 1.0 - (x / a).powi(2) - (y / b).powi(2);
        if inside <= 0.0 {
            continue;
        }
        let (nose_x, nose_y) = (x / (face.width * 0.09), (y - face.height * 0.08) / (face.height * 0.2));
        let z = c * inside.sqrt() + face.width * 0.16 * (-nose_x * nose_x - nose_y * nose_y).exp();
        let (to_x, depth) = (cx + x * cos + z * sin - c * 0.45 * sin, z * cos - x * sin);
        let (to_x, to_y) = (to_x.round(), (cy + y).round());
        let (from_x, from_y) = ((cx + x).round(), (cy + y).round());
        let inside = |x: f32, y: f32| (0.0..width as f32).contains(&x) && (0.0..height as f32).contains(&y);
        if !inside(to_x, to_y) || !inside(from_x, from_y) {
            continue;
        }
        let (to, from) = (to_y as usize * width + to_x as usize, from_y as usize * width + from_x as usize);
        if depth > nearest[to] {
            nearest[to] = depth;
            let pixel = &frame.rgb()[from * 3..from * 3 + 3];
            rgb[to * 3..to * 3 + 3].copy_from_slice(pixel);
        }
    }
    Ok(Frame::new(frame.width(), frame.height(), rgb)?)
}

/// Two dark rings and a bridge where the eyes are, their glass as dark as told.
fn glasses(frame: &Frame, face: &FaceBox, dark: f32) -> Result<Frame> {
    let (radius, thick) = (face.width * 0.19, face.width * 0.025);
    let (cx, eyes_y) = (face.center().0, face.y + face.height * 0.22);
    let mut rgb = frame.rgb().to_vec();
    for (at, pixel) in rgb.as_chunks_mut::<3>().0.iter_mut().enumerate() {
        let (x, y) = ((at % frame.width() as usize) as f32, (at / frame.width() as usize) as f32);
        let from_eye = ((x - cx).abs() - face.width * 0.24).hypot(y - eyes_y) - radius;
        let bridge = (x - cx).abs() < face.width * 0.06 && (y - eyes_y + radius * 0.3).abs() < thick;
        let bow =
            (y - eyes_y).abs() < thick && (face.width * 0.43..face.width * 0.6).contains(&(x - cx).abs());
        if from_eye.abs() < thick || bridge || bow {
            *pixel = [24, 22, 20];
        } else if from_eye < 0.0 {
            *pixel = pixel.map(|p| (f32::from(p) * (1.0 - dark)) as u8);
        }
    }
    Ok(Frame::new(frame.width(), frame.height(), rgb)?)
}

/// The face as narrow as one turned by sixty degrees.
fn narrowed(frame: &Frame, face: &FaceBox) -> Result<Frame> {
    let middle = face.center().0;
    remapped(frame, frame.width(), frame.height(), |x, y| (middle + (x - middle) * 2.0, y))
}

/// The frame shrunk, in the middle of a gray one of the same size, its face of the given side.
fn of_size(frame: &Frame, face: &FaceBox, side: f32) -> Result<Frame> {
    on_canvas(frame, side / face.width)
}

/// The picture at a scale, in the middle of a gray frame of 640 by 480.
fn on_canvas(frame: &Frame, scale: f32) -> Result<Frame> {
    let picture = image::RgbImage::from_raw(frame.width(), frame.height(), frame.rgb().to_vec());
    let picture = picture.ok_or("no picture")?;
    let (w, h) = ((frame.width() as f32 * scale) as u32, (frame.height() as f32 * scale) as u32);
    let picture =
        image::imageops::resize(&picture, w.max(1), h.max(1), image::imageops::FilterType::Triangle);
    let mut canvas = image::RgbImage::from_pixel(640, 480, image::Rgb([128, 120, 110]));
    image::imageops::replace(&mut canvas, &picture, (640 - i64::from(w)) / 2, (480 - i64::from(h)) / 2);
    Ok(Frame::new(640, 480, canvas.into_raw())?.at(0, MOVED, f64::from(scale)))
}

/// Nothing but the detector's box.
fn tight(frame: &Frame, face: &FaceBox) -> Result<Frame> {
    let side = face.width as u32;
    Ok(remapped(frame, side, side, |x, y| (face.x + x, face.y + y))?.at(0, FILLED, 1.0))
}
