//! How the window was left: its size, the view, the list with its columns, order and place. Text in, text out; the engine
//! keeps it in `window.toml` and knows nothing of what it says.
//!
//! A field that cannot be read is as in a new window; the file is never a reason not to start.

use serde::{Deserialize, Serialize, Serializer};

use crate::library::search::Sort;

use super::actions::View;
use super::model::Shelf;
use super::views::library::Columns;
use super::views::now::Below;

/// The smallest window in points; everything can be reached in it.
pub const LEAST: [f32; 2] = [420.0, 320.0];
/// A new window in points.
const USUAL: [f32; 2] = [1280.0, 800.0];
/// No screen is larger, in points.
const LARGEST: f32 = 20_000.0;

/// What is remembered from one run to the next.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Memory {
    /// Size of the window in points, when it does not fill the screen.
    pub size: Option<[f32; 2]>,
    /// It fills the screen.
    pub maximized: bool,
    /// Where one was.
    pub view: View,
    /// What stood below the playing track.
    pub below: Below,
    /// The first row of the list in sight.
    pub row: usize,
    /// The order of the list.
    #[serde(serialize_with = "as_text")]
    pub sort: Sort,
    /// The columns of the table.
    pub columns: Columns,
    /// The part of the library that was listed.
    pub shelf: Shelf,
}

impl Memory {
    /// Reads the text of the file; nothing is remembered where there is none.
    pub fn parse(text: &str) -> Self {
        let table: toml::Table = text.parse().unwrap_or_default();
        let size: Option<[f32; 2]> = field(&table, "size");
        let sort: String = field(&table, "sort");
        Self {
            size: size.filter(|size| size.iter().all(|side| (1.0..LARGEST).contains(side))),
            maximized: field(&table, "maximized"),
            view: field(&table, "view"),
            below: field(&table, "below"),
            row: field(&table, "row"),
            sort: sort.parse().unwrap_or_default(),
            columns: field(&table, "columns"),
            shelf: field(&table, "shelf"),
        }
    }

    /// The text of the file.
    pub fn to_text(&self) -> String {
        toml::to_string(self).unwrap_or_else(|error| {
            log::error!("how the window was left cannot be written: {error}");
            String::new()
        })
    }

    /// The size to open the window with, in points.
    pub fn opening_size(&self) -> [f32; 2] {
        let [width, height] = self.size.unwrap_or(USUAL);
        [width.max(LEAST[0]), height.max(LEAST[1])]
    }
}

fn field<T: Default + for<'a> Deserialize<'a>>(table: &toml::Table, key: &str) -> T {
    table.get(key).and_then(|value| value.clone().try_into().ok()).unwrap_or_default()
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn as_text<S: Serializer>(sort: &Sort, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(sort)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::GroupKind;
    use crate::library::search::SortKey;

    fn left() -> Memory {
        let shelf = Shelf::Group {
            kind: GroupKind::Albums,
            name: "Small \"Harbours\"".to_owned(),
            query: "album:=x".to_owned(),
        };
        Memory {
            size: Some([1000.5, 700.0]),
            maximized: true,
            view: View::Library,
            below: Below::Lyrics,
            row: 9_000,
            sort: Sort { key: SortKey::Added, descending: true },
            columns: Columns::default(),
            shelf,
        }
    }

    #[test]
    fn a_window_is_opened_as_it_was_left() {
        for memory in [left(), Memory::default(), Memory { shelf: Shelf::Liked, ..left() }] {
            assert_eq!(Memory::parse(&memory.to_text()), memory);
        }
    }

    #[test]
    fn what_cannot_be_read_costs_itself_alone() {
        let text = left().to_text().replace("view = \"library\"", "view = \"cellar\"");
        assert_eq!(Memory::parse(&text), Memory { view: View::Now, ..left() });
        for text in ["", "size = [\"wide\"", "size = [-4.0, 700.0]", "size = 3"] {
            assert_eq!(Memory::parse(text), Memory::default(), "{text}");
        }
    }

    #[test]
    fn no_window_opens_too_small() {
        let opened = |size| Memory { size, ..Memory::default() }.opening_size().map(|side| side as i32);
        assert_eq!(opened(Some([80.0, 900.0])), [420, 900]);
        assert_eq!(opened(None), [1280, 800]);
    }
}
