//! Covers, shrunk to what the window shows.

use std::path::Path;

use super::Cover;
use crate::library;
use crate::picture;

/// The longest side of a cover handed to the window, in pixels.
const SIDE: u32 = 512;

/// The embedded cover, or the picture beside the file; `None` when there is none that can be read.
pub fn load(path: &Path) -> Option<Cover> {
    let bytes = library::read_cover(path)?;
    let frame = picture::decode(&bytes)
        .and_then(|frame| picture::shrink(frame, SIDE))
        .inspect_err(|e| log::info!("the cover of {} cannot be read: {e}", path.display()))
        .ok()?;
    let rgba = frame.rgb().chunks_exact(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect();
    Some(Cover { width: frame.width(), height: frame.height(), rgba })
}
