//! The information list of WAV files, whose texts have no declared encoding.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use crate::library::legacy::{self, Legacy};

/// Chunks looked at in a file, and bytes of an information list.
const MOST_CHUNKS: usize = 100;
const LONGEST_LIST: u32 = 256 * 1024;

/// Names and texts of the file's information list that are no UTF-8 and were written in one of the older encodings.
pub fn information(file: &mut File) -> io::Result<Vec<(String, String)>> {
    let Some(list) = information_list(file)? else { return Ok(Vec::new()) };
    let entries = entries(&list);
    if entries.iter().all(|(_, bytes)| std::str::from_utf8(bytes).is_ok()) {
        return Ok(Vec::new());
    }
    let latin1: Vec<String> = entries.iter().map(|(_, bytes)| legacy::as_latin1(bytes)).collect();
    let legacy = Legacy::guess(latin1.iter().map(String::as_str));
    let texts = entries.iter().zip(&latin1).map(|((name, bytes), latin1)| {
        let name = String::from_utf8_lossy(name).into_owned();
        let text = std::str::from_utf8(bytes).map_or_else(|_| legacy.mend(latin1), str::to_owned);
        (name, text)
    });
    Ok(texts.collect())
}

fn information_list(file: &mut File) -> io::Result<Option<Vec<u8>>> {
    let mut at = 12;
    for _ in 0..MOST_CHUNKS {
        file.seek(SeekFrom::Start(at))?;
        let mut header = Vec::new();
        file.by_ref().take(12).read_to_end(&mut header)?;
        let Ok([a, b, c, d, e, f, g, h, kind @ ..]) = <[u8; 12]>::try_from(header) else { return Ok(None) };
        let size = u32::from_le_bytes([e, f, g, h]);
        if [a, b, c, d] == *b"LIST" && kind == *b"INFO" {
            let mut list = Vec::new();
            file.by_ref().take(u64::from(size.saturating_sub(4).min(LONGEST_LIST))).read_to_end(&mut list)?;
            return Ok(Some(list));
        }
        at += 8 + u64::from(size) + u64::from(size % 2);
    }
    Ok(None)
}

fn entries(mut list: &[u8]) -> Vec<(&[u8], &[u8])> {
    let mut entries = Vec::new();
    while let Some(([_, _, _, _, size @ ..], rest)) = list.split_first_chunk::<8>() {
        let size = u32::from_le_bytes(*size) as usize;
        let text = rest.get(..size).unwrap_or(rest);
        let text = text.split(|byte| *byte == 0).next().unwrap_or_default();
        entries.push((&list[..4], text));
        list = rest.get(size + size % 2..).unwrap_or_default();
    }
    entries
}
