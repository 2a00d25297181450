//! What `ffprobe` says about the pictures of a video, and the size and speed we ask them in.

use serde::Deserialize;

use super::clip::ClipError;

/// The longest side of a decoded picture, in pixels: faces are found on far less.
pub(super) const LONGEST_SIDE: u32 = 1280;

/// Size and speed of the decoded pictures.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shape {
    pub width: u32,
    pub height: u32,
    /// As ffmpeg reads it, a number or a fraction.
    pub rate: String,
    /// The same, in frames a second.
    pub fps: f32,
    /// Length in seconds where the file says it.
    pub length_secs: Option<f64>,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    streams: Vec<Stream>,
    #[serde(default)]
    format: Format,
}

#[derive(Default, Deserialize)]
struct Format {
    duration: Option<String>,
}

#[derive(Deserialize)]
struct Stream {
    width: Option<u32>,
    height: Option<u32>,
    sample_aspect_ratio: Option<String>,
    avg_frame_rate: Option<String>,
    r_frame_rate: Option<String>,
    #[serde(default)]
    tags: Tags,
    #[serde(default)]
    side_data_list: Vec<SideData>,
}

#[derive(Default, Deserialize)]
struct Tags {
    rotate: Option<String>,
}

#[derive(Deserialize)]
struct SideData {
    rotation: Option<f64>,
}

/// Reads the answer of `ffprobe` in JSON.
pub(super) fn shape(json: &[u8], max_fps: f32) -> Result<Shape, ClipError> {
    let answer: Answer =
        serde_json::from_slice(json).map_err(|error| ClipError::Unreadable(error.to_string()))?;
    let stream = answer.streams.first().ok_or(ClipError::NoPictures)?;
    let (Some(width @ 1..), Some(height @ 1..)) = (stream.width, stream.height) else {
        return Err(ClipError::NoPictures);
    };
    let (width, height) = shown_size(f64::from(width), f64::from(height), stream);
    let (rate, fps) = speed(stream, max_fps);
    let length_secs = answer.format.duration.and_then(|text| text.parse().ok());
    Ok(Shape { width, height, rate, fps, length_secs })
}

/// The size after turning, square pixels and the limit on the longest side.
fn shown_size(width: f64, height: f64, stream: &Stream) -> (u32, u32) {
    let pixel_aspect = stream.sample_aspect_ratio.as_deref().and_then(|text| fraction(text, ':'));
    let width = width * pixel_aspect.filter(|ratio| (0.1..=10.0).contains(ratio)).unwrap_or(1.0);
    let degrees = stream
        .side_data_list
        .iter()
        .find_map(|side| side.rotation)
        .or_else(|| stream.tags.rotate.as_deref()?.parse().ok())
        .unwrap_or(0.0);
    let lying = (degrees.rem_euclid(180.0) - 90.0).abs() < 1.0;
    let (width, height) = if lying { (height, width) } else { (width, height) };
    let scale = (f64::from(LONGEST_SIDE) / width.max(height)).min(1.0);
    let pixels = |side: f64| ((side * scale).round() as u32).max(1);
    (pixels(width), pixels(height))
}

/// The file's own speed when it is not above the limit, else the limit.
fn speed(stream: &Stream, max_fps: f32) -> (String, f32) {
    let own = [&stream.avg_frame_rate, &stream.r_frame_rate].into_iter().flatten().find_map(|text| {
        let fps = fraction(text, '/').filter(|fps| (0.01..=1000.0).contains(fps))? as f32;
        Some((text.clone(), fps))
    });
    own.filter(|(_, fps)| *fps <= max_fps).unwrap_or_else(|| (max_fps.to_string(), max_fps))
}

/// A fraction such as `30000/1001`.
fn fraction(text: &str, bar: char) -> Option<f64> {
    let (top, bottom) = text.split_once(bar)?;
    let ratio = top.parse::<f64>().ok()? / bottom.parse::<f64>().ok()?;
    ratio.is_finite().then_some(ratio)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sized(stream: &str) -> (u32, u32) {
        let json = format!("{{\"streams\":[{{{stream}}}]}}");
        let shape = shape(json.as_bytes(), 30.0).unwrap();
        (shape.width, shape.height)
    }

    #[test]
    fn a_turned_phone_video_stands_upright() {
        assert_eq!(
            sized("\"width\":640,\"height\":480,\"side_data_list\":[{},{\"rotation\":-90}]"),
            (480, 640)
        );
        assert_eq!(sized("\"width\":640,\"height\":480,\"tags\":{\"rotate\":\"180\"}"), (640, 480));
    }

    #[test]
    fn large_pictures_are_asked_for_smaller() {
        assert_eq!(sized("\"width\":3840,\"height\":2160"), (1280, 720));
        assert_eq!(sized("\"width\":1,\"height\":60000"), (1, 1280));
    }

    #[test]
    fn pixels_become_square() {
        assert_eq!(sized("\"width\":720,\"height\":576,\"sample_aspect_ratio\":\"16:15\""), (768, 576));
        assert_eq!(sized("\"width\":720,\"height\":576,\"sample_aspect_ratio\":\"0:1\""), (720, 576));
    }

    #[test]
    fn the_speed_is_the_files_own_up_to_the_limit() {
        let with = |rate: &str, max| {
            let json =
                format!("{{\"streams\":[{{\"width\":4,\"height\":4,\"avg_frame_rate\":\"{rate}\"}}]}}");
            shape(json.as_bytes(), max).unwrap().rate
        };
        assert_eq!(with("30000/1001", 30.0), "30000/1001");
        assert_eq!(with("60/1", 10.0), "10");
        assert_eq!(with("0/0", 12.5), "12.5");
    }

    #[test]
    fn a_file_without_pictures_says_so() {
        assert!(matches!(shape(b"{\"streams\":[]}", 30.0), Err(ClipError::NoPictures)));
        assert!(matches!(shape(b"", 30.0), Err(ClipError::Unreadable(_))));
    }
}
