//! Lyrics with times in `ID3v2` (SYLT).

use std::time::Duration;

use lofty::id3::v2::{
    Frame, FrameFlags, Id3v2Tag, SyncTextContentType, SynchronizedTextFrame, TimestampFormat,
};

/// The lines of the first such frame that counts in milliseconds; times in MPEG frames mean nothing without the frames.
pub fn timed(tag: &Id3v2Tag) -> Vec<(Duration, String)> {
    tag.into_iter()
        .filter_map(|frame| {
            let Frame::Binary(found) = frame else { return None };
            if found.id().as_str() != "SYLT" {
                return None;
            }
            let parsed = SynchronizedTextFrame::parse(&found.data, FrameFlags::default()).ok()?;
            let sung = matches!(
                parsed.content_type,
                SyncTextContentType::Lyrics
                    | SyncTextContentType::TextTranscription
                    | SyncTextContentType::Other
            );
            (sung && parsed.timestamp_format == TimestampFormat::MS).then(|| lines(parsed.content))
        })
        .find(|lines| !lines.is_empty())
        .unwrap_or_default()
}

/// Pieces may be lines, or syllables of which those that begin a line begin with a line break.
fn lines(pieces: Vec<(u32, String)>) -> Vec<(Duration, String)> {
    let by_syllables = pieces.iter().skip(1).any(|(_, text)| text.starts_with(['\n', '\r']));
    let mut lines: Vec<(Duration, String)> = Vec::new();
    for (millis, text) in pieces {
        let begins = !by_syllables || text.starts_with(['\n', '\r']);
        match lines.last_mut() {
            Some((_, line)) if !begins => line.push_str(&text),
            _ => lines.push((Duration::from_millis(millis.into()), text.trim_start().to_owned())),
        }
    }
    for (_, line) in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pieces: &[(u32, &str)]) -> Vec<(u64, String)> {
        let pieces = pieces.iter().map(|(at, text)| (*at, (*text).to_owned())).collect();
        lines(pieces).into_iter().map(|(at, text)| (at.as_millis() as u64, text)).collect()
    }

    #[test]
    fn syllables_become_lines_and_lines_stay() {
        let expected = [(100, "Guten Tag".to_owned()), (900, "Welt".to_owned())];
        assert_eq!(of(&[(100, "Gu"), (200, "ten "), (300, "Tag"), (900, "\nWelt")]), expected);
        assert_eq!(of(&[(100, "Guten Tag"), (900, "Welt\n")]), expected);
    }
}
