//! Which rows are selected: one by a click, more with Ctrl and Shift.

use std::collections::BTreeSet;

use egui::Modifiers;

/// Selected rows, the row where a range begins, and the row the keyboard is at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    rows: BTreeSet<usize>,
    anchor: usize,
    cursor: Option<usize>,
}

impl Selection {
    /// The row the keyboard is at.
    pub const fn cursor(&self) -> Option<usize> {
        self.cursor
    }

    /// Is the row selected?
    pub fn contains(&self, row: usize) -> bool {
        self.rows.contains(&row)
    }

    /// The selected rows, from the top.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.rows.iter().copied()
    }

    /// Nothing is selected any more.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// This row alone.
    pub fn only(&mut self, row: usize) {
        self.rows = BTreeSet::from([row]);
        (self.anchor, self.cursor) = (row, Some(row));
    }

    /// A click: alone, one more or less with Ctrl, everything in between with Shift.
    pub fn click(&mut self, row: usize, modifiers: Modifiers) {
        if modifiers.shift {
            self.extend(row);
        } else if modifiers.command {
            if !self.rows.remove(&row) {
                self.rows.insert(row);
            }
            (self.anchor, self.cursor) = (row, Some(row));
        } else {
            self.only(row);
        }
    }

    /// From where the range began to this row.
    pub fn extend(&mut self, row: usize) {
        self.rows = (self.anchor.min(row)..=self.anchor.max(row)).collect();
        self.cursor = Some(row);
    }

    /// All of so many rows.
    pub fn all(&mut self, rows: usize) {
        self.rows = (0..rows).collect();
    }

    /// Rows that are no longer there are no longer selected.
    pub fn shrink(&mut self, rows: usize) {
        self.rows.retain(|row| *row < rows);
        self.cursor = self.cursor.filter(|row| *row < rows);
        self.anchor = self.anchor.min(rows.saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(selection: &Selection) -> Vec<usize> {
        selection.rows().collect()
    }

    #[test]
    fn shift_selects_what_lies_between_and_ctrl_adds_and_takes() {
        let mut selection = Selection::default();
        selection.click(4, Modifiers::NONE);
        selection.click(7, Modifiers::SHIFT);
        assert_eq!(rows(&selection), [4, 5, 6, 7]);
        selection.click(2, Modifiers::SHIFT);
        assert_eq!(rows(&selection), [2, 3, 4]);
        selection.click(3, Modifiers::COMMAND);
        selection.click(9, Modifiers::COMMAND);
        assert_eq!(rows(&selection), [2, 4, 9]);
        selection.click(1, Modifiers::NONE);
        assert_eq!(rows(&selection), [1]);
    }

    #[test]
    fn a_shorter_list_keeps_what_is_left() {
        let mut selection = Selection::default();
        selection.all(5);
        selection.shrink(2);
        assert_eq!((rows(&selection), selection.cursor()), (vec![0, 1], None));
    }
}
