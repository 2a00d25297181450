//! Mends the texts of tags that claim to be Latin-1 and are not.

use std::borrow::Cow;

use lofty::TextEncoding;
use lofty::id3::v2::{Frame, Id3v2Tag};
use lofty::tag::{ItemValue, Tag, TagType};

use crate::library::legacy::Legacy;

/// Only what was written as Latin-1 is looked at: the other encodings of `ID3v2` leave no doubt.
pub fn mend_id3v2(tag: &mut Id3v2Tag) {
    let tag_now: &Id3v2Tag = tag;
    let texts = || tag_now.into_iter().filter_map(latin1).filter(|text| !text.is_ascii());
    if texts().next().is_none() {
        return;
    }
    let legacy = Legacy::guess(texts());
    tag.retain_mut(|frame| {
        if let Some(text) = latin1_mut(frame) {
            *text = Cow::Owned(legacy.mend(text));
        }
        true
    });
}

/// `ID3v1` knows no other encoding.
pub fn mend_id3v1(tag: &mut Tag) {
    if tag.tag_type() != TagType::Id3v1 {
        return;
    }
    let legacy = Legacy::guess(tag.items().filter_map(|item| item.value().text()));
    let texts: Vec<_> = tag
        .items()
        .filter_map(|item| match item.value() {
            ItemValue::Text(text) if !text.is_ascii() => Some((item.key(), legacy.mend(text))),
            ItemValue::Text(_) | ItemValue::Locator(_) | ItemValue::Binary(_) => None,
        })
        .collect();
    for (key, text) in texts {
        tag.insert_text(key, text);
    }
}

#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "lofty's enum is open; the others hold no text of interest"
)]
fn latin1<'a>(frame: &'a Frame<'_>) -> Option<&'a str> {
    let (encoding, text) = match frame {
        Frame::Text(frame) => (frame.encoding, &frame.value),
        Frame::UserText(frame) => (frame.encoding, &frame.content),
        Frame::UnsynchronizedText(frame) => (frame.encoding, &frame.content),
        _ => return None,
    };
    (encoding == TextEncoding::Latin1).then_some(text)
}

#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "lofty's enum is open; the others hold no text of interest"
)]
fn latin1_mut<'a, 'b>(frame: &'a mut Frame<'b>) -> Option<&'a mut Cow<'b, str>> {
    let (encoding, text) = match frame {
        Frame::Text(frame) => (frame.encoding, &mut frame.value),
        Frame::UserText(frame) => (frame.encoding, &mut frame.content),
        Frame::UnsynchronizedText(frame) => (frame.encoding, &mut frame.content),
        _ => return None,
    };
    (encoding == TextEncoding::Latin1).then_some(text)
}
