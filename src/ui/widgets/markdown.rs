//! A document in Markdown, as far as the model cards need it: headings, paragraphs, lists and tables. Marks inside a line
//! are left out.

use egui::{Grid, ScrollArea, Ui};

use super::text;
use crate::ui::fonts::Weight;
use crate::ui::theme::{STEP, Theme, size};

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading; 1 is the title.
    Heading(usize, String),
    /// Running text.
    Paragraph(String),
    /// One point of a list.
    Point(String),
    /// Rows of cells, the head first.
    Table(Vec<Vec<String>>),
}

/// Takes a document apart.
pub fn parse(document: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut goes_on = false;
    for line in document.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with("<!--") {
            goes_on = false;
        } else if let Some(heading) = trimmed.strip_prefix('#') {
            let words = heading.trim_start_matches('#');
            blocks.push(Block::Heading(1 + heading.len() - words.len(), plain(words)));
            goes_on = false;
        } else if trimmed.starts_with('|') {
            let cells: Vec<String> = trimmed.trim_matches('|').split('|').map(plain).collect();
            let rule =
                cells.iter().all(|cell| cell.chars().all(|c| matches!(c, '-' | ':')) && !cell.is_empty());
            match blocks.last_mut() {
                Some(Block::Table(_)) if goes_on && rule => {}
                Some(Block::Table(rows)) if goes_on => rows.push(cells),
                _ => blocks.push(Block::Table(vec![cells])),
            }
            goes_on = true;
        } else if let Some(point) = trimmed.strip_prefix("- ") {
            blocks.push(Block::Point(plain(point)));
            goes_on = true;
        } else {
            match blocks.last_mut() {
                Some(Block::Paragraph(words) | Block::Point(words)) if goes_on => {
                    words.push(' ');
                    words.push_str(&plain(trimmed));
                }
                _ => blocks.push(Block::Paragraph(plain(trimmed))),
            }
            goes_on = true;
        }
    }
    blocks
}

/// Without marks of code and weight; of a link, what it is called.
fn plain(text: &str) -> String {
    let (mut words, mut rest) = (String::new(), text.trim());
    while let Some((before, behind)) = rest.split_once('[') {
        words.push_str(before);
        match behind.split_once("](").and_then(|(name, link)| Some((name, link.split_once(')')?.1))) {
            Some((name, after)) if !name.contains(']') => {
                words.push_str(name);
                rest = after;
            }
            _ => {
                words.push('[');
                rest = behind;
            }
        }
    }
    words.push_str(rest);
    words.replace(['`'], "").replace("**", "")
}

/// Draws a document that was taken apart.
pub fn show(ui: &mut Ui, theme: &Theme, blocks: &[Block]) {
    for (index, block) in blocks.iter().enumerate() {
        match block {
            Block::Heading(level, words) => {
                ui.add_space(STEP * 3.0);
                let size = if *level == 1 { 20.0 } else { size::SUBTITLE };
                let heading = text::paragraph(ui, text::rich(words, Weight::SemiBold, size, theme.ink));
                ui.ctx().accesskit_node_builder(heading.id, |node| {
                    node.set_role(egui::accesskit::Role::Heading);
                    node.set_label(words.as_str());
                });
                ui.add_space(STEP);
            }
            Block::Paragraph(words) => {
                text::paragraph(ui, text::rich(words, Weight::Regular, size::SMALL, theme.ink));
                ui.add_space(STEP * 2.0);
            }
            Block::Point(words) => {
                ui.horizontal_top(|ui| {
                    text::line(ui, text::rich("\u{2022}", Weight::Regular, size::SMALL, theme.dim));
                    text::paragraph(ui, text::rich(words, Weight::Regular, size::SMALL, theme.ink));
                });
                ui.add_space(STEP);
            }
            Block::Table(rows) => {
                table(ui, theme, index, rows);
                ui.add_space(STEP * 2.0);
            }
        }
    }
}

/// A table scrolls sideways where it is wider than the room; long cells wrap.
fn table(ui: &mut Ui, theme: &Theme, index: usize, rows: &[Vec<String>]) {
    const WIDEST_CELL: f32 = 260.0;
    ScrollArea::horizontal().id_salt(("table", index)).auto_shrink([false, true]).show(ui, |ui| {
        Grid::new(("cells", index)).spacing([STEP * 5.0, STEP * 1.5]).show(ui, |ui| {
            for (row, cells) in rows.iter().enumerate() {
                for cell in cells {
                    let (weight, ink) =
                        if row == 0 { (Weight::SemiBold, theme.dim) } else { (Weight::Regular, theme.ink) };
                    ui.scope(|ui| {
                        ui.set_max_width(WIDEST_CELL);
                        text::paragraph(ui, text::rich(cell, weight, size::SMALL, ink));
                    });
                }
                ui.end_row();
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(words: &str) -> String {
        words.to_owned()
    }

    #[test]
    fn a_document_is_taken_apart() {
        let text = "# Card\n\nSee [the other](x.md), `code`\nand **more**.\n\n<!-- note -->\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n- one\n  goes on\n- two\n";
        let expected = vec![
            Block::Heading(1, own("Card")),
            Block::Paragraph(own("See the other, code and more.")),
            Block::Table(vec![vec![own("a"), own("b")], vec![own("1"), own("2")]]),
            Block::Point(own("one goes on")),
            Block::Point(own("two")),
        ];
        assert_eq!(parse(text), expected);
    }

    #[test]
    fn brackets_that_are_no_links_stay() {
        assert_eq!(plain("float32 [1, 1, 48, 48] and [a](b) [c"), "float32 [1, 1, 48, 48] and a [c");
    }
}
