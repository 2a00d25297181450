//! The columns of the table: which are shown, how wide they are, and where they lie at the width there is.

use egui::Rect;
use serde::{Deserialize, Serialize};

use crate::language::{Key, key};
use crate::library::search::SortKey;
use crate::ui::theme::STEP;

/// Room for the play button before the first column, and for the menu behind the last.
const GUTTERS: (f32, f32) = (44.0, 40.0);
const LEAST_TITLE: f32 = 150.0;
const WIDTHS: std::ops::RangeInclusive<f32> = 44.0..=480.0;

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Column {
    /// Title.
    Title,
    /// Artist.
    Artist,
    /// Album.
    Album,
    /// Genre.
    Genre,
    /// Year of release.
    Year,
    /// Mood.
    Mood,
    /// Stars.
    Rating,
    /// Times played.
    Plays,
    /// Times skipped.
    Skips,
    /// When it was last heard.
    Played,
    /// When it was imported.
    Added,
    /// Beats a minute.
    Bpm,
    /// The file's path.
    Path,
    /// Length.
    Length,
}

impl Column {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 14] = [
        Self::Title,
        Self::Artist,
        Self::Album,
        Self::Genre,
        Self::Year,
        Self::Mood,
        Self::Rating,
        Self::Plays,
        Self::Skips,
        Self::Played,
        Self::Added,
        Self::Bpm,
        Self::Path,
        Self::Length,
    ];

    /// What stands at its head.
    pub const fn name(self) -> Key {
        match self {
            Self::Title => key!("column-title"),
            Self::Artist => key!("column-artist"),
            Self::Album => key!("column-album"),
            Self::Genre => key!("column-genre"),
            Self::Year => key!("column-year"),
            Self::Mood => key!("column-mood"),
            Self::Rating => key!("column-rating"),
            Self::Plays => key!("column-plays"),
            Self::Skips => key!("column-skips"),
            Self::Played => key!("column-played"),
            Self::Added => key!("column-added"),
            Self::Bpm => key!("column-bpm"),
            Self::Path => key!("column-path"),
            Self::Length => key!("column-length"),
        }
    }

    /// What a click on its head sorts by.
    pub const fn sort(self) -> SortKey {
        match self {
            Self::Title => SortKey::Title,
            Self::Artist => SortKey::Artist,
            Self::Album => SortKey::Album,
            Self::Genre => SortKey::Genre,
            Self::Year => SortKey::Year,
            Self::Mood => SortKey::Valence,
            Self::Rating => SortKey::Rating,
            Self::Plays => SortKey::Plays,
            Self::Skips => SortKey::Skips,
            Self::Played => SortKey::Played,
            Self::Added => SortKey::Added,
            Self::Bpm => SortKey::Bpm,
            Self::Path => SortKey::Path,
            Self::Length => SortKey::Length,
        }
    }

    /// Numbers stand at the right.
    pub const fn is_number(self) -> bool {
        match self {
            Self::Year | Self::Plays | Self::Skips | Self::Bpm | Self::Length => true,
            Self::Title
            | Self::Artist
            | Self::Album
            | Self::Genre
            | Self::Mood
            | Self::Rating
            | Self::Played
            | Self::Added
            | Self::Path => false,
        }
    }

    const fn width(self) -> f32 {
        match self {
            Self::Title | Self::Artist | Self::Album => 150.0,
            Self::Path => 220.0,
            Self::Genre => 120.0,
            Self::Mood | Self::Played | Self::Added => 92.0,
            Self::Rating => 96.0,
            Self::Year | Self::Plays | Self::Skips | Self::Bpm => 56.0,
            Self::Length => 64.0,
        }
    }

    /// Those that stay the longest when the room gets less come first.
    const KEPT: [Self; 14] = [
        Self::Title,
        Self::Length,
        Self::Artist,
        Self::Mood,
        Self::Album,
        Self::Rating,
        Self::Plays,
        Self::Year,
        Self::Genre,
        Self::Bpm,
        Self::Added,
        Self::Played,
        Self::Skips,
        Self::Path,
    ];
}

/// The columns the user wants.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<(Column, f32)>", into = "Vec<(Column, f32)>")]
pub struct Columns {
    /// Shown ones with their widths, in the order of the table. The title takes what is left.
    shown: Vec<(Column, f32)>,
}

impl Default for Columns {
    fn default() -> Self {
        let shown = [
            Column::Title,
            Column::Artist,
            Column::Album,
            Column::Mood,
            Column::Rating,
            Column::Plays,
            Column::Length,
        ];
        Self { shown: shown.map(|column| (column, column.width())).to_vec() }
    }
}

impl From<Vec<(Column, f32)>> for Columns {
    /// Columns as somebody wrote them down: each once, the title among them, no narrower or wider than they can be drawn.
    fn from(written: Vec<(Column, f32)>) -> Self {
        let mut shown: Vec<(Column, f32)> = vec![(Column::Title, Column::Title.width())];
        for (column, width) in written {
            let width =
                if width.is_finite() { width.clamp(*WIDTHS.start(), *WIDTHS.end()) } else { column.width() };
            if shown.iter().all(|(known, _)| *known != column) {
                shown.push((column, width));
            }
        }
        Self { shown }
    }
}

impl From<Columns> for Vec<(Column, f32)> {
    fn from(columns: Columns) -> Self {
        columns.shown
    }
}

impl Columns {
    /// Is the column wanted?
    pub fn is_shown(&self, column: Column) -> bool {
        self.shown.iter().any(|(shown, _)| *shown == column)
    }

    /// Shows a hidden column or hides a shown one; the title stays.
    pub fn toggle(&mut self, column: Column) {
        if column == Column::Title {
            return;
        }
        if self.is_shown(column) {
            self.shown.retain(|(shown, _)| *shown != column);
        } else {
            let place = |column| Column::ALL.iter().position(|known| *known == column);
            let before = self.shown.iter().rposition(|(shown, _)| place(*shown) < place(column));
            self.shown.insert(before.map_or(0, |at| at + 1), (column, column.width()));
        }
    }

    /// Moves a column by so many places to the right, or to the left where it is negative; the title stays the first.
    pub fn shift(&mut self, column: Column, by: isize) {
        let Some(from) = self.shown.iter().position(|(shown, _)| *shown == column).filter(|at| *at > 0)
        else {
            return;
        };
        let to = from.saturating_add_signed(by).clamp(1, self.shown.len() - 1);
        let moved = self.shown.remove(from);
        self.shown.insert(to, moved);
    }

    /// Moves a column to the place of another one.
    pub fn move_to(&mut self, column: Column, place_of: Column) {
        let at = |wanted| self.shown.iter().position(|(shown, _)| *shown == wanted);
        if let (Some(from), Some(to)) = (at(column), at(place_of)) {
            self.shift(column, to.cast_signed() - from.cast_signed());
        }
    }

    /// Makes a column wider or narrower.
    pub fn widen(&mut self, column: Column, by: f32) {
        for (_, width) in self.shown.iter_mut().filter(|(shown, _)| *shown == column) {
            *width = (*width + by).clamp(*WIDTHS.start(), *WIDTHS.end());
        }
    }

    /// Where the columns lie; those without room are left out.
    pub fn layout(&self, rect: Rect) -> Layout {
        let room = rect.width() - GUTTERS.0 - GUTTERS.1;
        let mut left = room - LEAST_TITLE;
        let mut kept = vec![Column::Title];
        for column in Column::KEPT.into_iter().skip(1) {
            if let Some((_, width)) = self.shown.iter().find(|(shown, _)| *shown == column)
                && *width <= left
            {
                left -= width;
                kept.push(column);
            }
        }
        let mut x = rect.left() + GUTTERS.0;
        let mut cells = Vec::with_capacity(kept.len());
        for (column, width) in self.shown.iter().filter(|(column, _)| kept.contains(column)) {
            let width = if *column == Column::Title { LEAST_TITLE + left.max(0.0) } else { *width };
            cells.push(Cell { column: *column, left: x, right: x + width - STEP * 3.0 });
            x += width;
        }
        Layout { cells }
    }
}

/// A column's place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// What it shows.
    pub column: Column,
    /// Left end.
    pub left: f32,
    /// Right end of its contents.
    pub right: f32,
}

/// The places of all columns with room.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// From left to right.
    pub cells: Vec<Cell>,
}

impl Layout {
    /// The artist has a column; otherwise a row has two lines.
    pub fn has_artist(&self) -> bool {
        self.cells.iter().any(|cell| cell.column == Column::Artist)
    }

    /// Height of a row.
    pub fn row_height(&self) -> f32 {
        if self.has_artist() { 42.0 } else { 54.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{pos2, vec2};

    fn names(columns: &Columns, width: f32) -> Vec<&'static str> {
        let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(width, 100.0));
        columns.layout(rect).cells.iter().map(|cell| cell.column.name().english()).collect()
    }

    #[test]
    fn columns_give_way_with_the_width_and_the_title_stays() {
        let columns = Columns::default();
        assert_eq!(names(&columns, 1000.0).len(), 7);
        assert_eq!(names(&columns, 480.0), ["Title", "Artist", "Length"]);
        assert_eq!(names(&columns, 200.0), ["Title"]);
    }

    #[test]
    fn chosen_columns_keep_the_order_of_the_table() {
        let mut columns = Columns::default();
        columns.toggle(Column::Year);
        columns.toggle(Column::Album);
        columns.toggle(Column::Title);
        assert_eq!(names(&columns, 1200.0), ["Title", "Artist", "Year", "Mood", "Rating", "Plays", "Length"]);
    }

    #[test]
    fn columns_are_moved_and_the_title_stays_the_first() {
        let mut columns = Columns::default();
        columns.move_to(Column::Length, Column::Artist);
        columns.shift(Column::Artist, 99);
        columns.shift(Column::Album, -99);
        columns.shift(Column::Title, 3);
        let moved = ["Title", "Album", "Length", "Mood", "Rating", "Plays", "Artist"];
        assert_eq!(names(&columns, 1200.0), moved);
        let written: Vec<(Column, f32)> = columns.into();
        assert_eq!(names(&Columns::from(written), 1200.0), moved);
    }

    #[test]
    fn columns_written_by_hand_are_put_right() {
        let written = vec![(Column::Length, f32::NAN), (Column::Year, 9999.0), (Column::Year, 50.0)];
        let columns = Columns::from(written);
        assert_eq!(names(&columns, 1200.0), ["Title", "Length", "Year"]);
        assert!(columns.shown.iter().all(|(_, width)| WIDTHS.contains(width)));
    }

    #[test]
    fn nothing_overlaps_and_all_fits() {
        let mut columns = Columns::default();
        columns.widen(Column::Artist, 100.0);
        columns.widen(Column::Mood, -999.0);
        let rect = Rect::from_min_size(pos2(10.0, 0.0), vec2(900.0, 100.0));
        let cells = columns.layout(rect).cells;
        assert!(cells.windows(2).all(|pair| pair[0].right < pair[1].left));
        assert!(cells.last().unwrap().right <= rect.right() - GUTTERS.1);
    }
}
