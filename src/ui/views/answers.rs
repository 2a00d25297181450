//! What the listener said about readings of their face: how to say it, what was said last, and how often Mien was right.

use egui::{Align2, CollapsingHeader, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Scene;
use crate::emotion::Emotion;
use crate::engine::Command;
use crate::language::t;
use crate::ui::fonts::{Weight, font};
use crate::ui::theme::{STEP, size};
use crate::ui::widgets::button::{Face, pill};
use crate::ui::widgets::scores::{Answers, names_width};
use crate::ui::widgets::surface;
use crate::ui::widgets::text;
use crate::ui::words;

const CELL: f32 = 24.0;

/// How to answer, or what was said last; nothing while there is no reading.
pub fn hint(ui: &mut Ui, scene: &Scene<'_>, answers: Answers) {
    let corrections = scene.model.diary.corrections;
    let line = match (corrections.said, answers) {
        (Some(emotion), _) => Some(t!("you-said", looks = words::looks(emotion))),
        (None, Answers::Taken) => Some(t!("not-your-mood").to_owned()),
        (None, Answers::NotTaken) => None,
    };
    if let Some(line) = line {
        let response = text::paragraph(ui, text::rich(line, Weight::Regular, size::SMALL, scene.theme.dim));
        if corrections.said.is_some() {
            text::announce(&response);
        }
    }
}

/// How often Mien was right, to be unfolded; nothing until something was said.
pub fn record(ui: &mut Ui, scene: &mut Scene<'_>) {
    if scene.model.diary.corrections.confusion.total() > 0 {
        let heading = text::rich(t!("how-well"), Weight::Medium, size::SMALL, scene.theme.dim);
        CollapsingHeader::new(heading).id_salt("answers").show(ui, |ui| table(ui, scene));
    }
}

fn table(ui: &mut Ui, scene: &mut Scene<'_>) {
    let confusion = scene.model.diary.corrections.confusion;
    let (total, agreed) = (confusion.total(), confusion.agreed());
    let summary = t!("answers-summary", count = total, agreed = agreed);
    let theme = scene.theme;
    text::paragraph(ui, text::rich(summary, Weight::Regular, size::SMALL, theme.dim));
    ui.add_space(STEP);
    let names = names_width(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(names + 7.0 * CELL, 8.0 * CELL), Sense::hover());
    let mistakes = confusion.mistakes();
    let spoken: Vec<String> = mistakes
        .iter()
        .map(|(read, truth, number)| {
            let (read, truth) = (words::emotion(*read), words::emotion(*truth));
            t!("answers-mistake", count = *number, read = read, truth = truth)
        })
        .collect();
    response.widget_info(|| {
        let all = if spoken.is_empty() { t!("no-mistakes").to_owned() } else { spoken.join(", ") };
        WidgetInfo::labeled(Role::Image, true, t!("answers-table", mistakes = all))
    });
    let cell = |row: usize, column: usize| {
        let corner = pos2(rect.left() + names + column as f32 * CELL, rect.top() + row as f32 * CELL);
        Rect::from_min_size(corner, vec2(CELL, CELL)).shrink(1.0)
    };
    let painter = ui.painter();
    for (column, truth) in Emotion::ALL.into_iter().enumerate() {
        let short: String = words::emotion(truth).chars().take(2).collect();
        let at = cell(0, column).center();
        painter.text(at, Align2::CENTER_CENTER, short, font(Weight::Regular, 12.0), theme.dim);
    }
    let most = confusion.0.iter().flatten().copied().max().unwrap_or(1).max(1);
    for (row, read) in Emotion::ALL.into_iter().enumerate() {
        let left = pos2(rect.left(), cell(row + 1, 0).center().y);
        painter.text(left, Align2::LEFT_CENTER, words::emotion(read), font(Weight::Regular, 12.0), theme.dim);
        for (column, truth) in Emotion::ALL.into_iter().enumerate() {
            let (place, number) = (cell(row + 1, column), confusion.get(read, truth));
            painter.rect_filled(place, surface::corner(4.0), theme.well);
            if number > 0 {
                let strength = 0.25 + 0.5 * number as f32 / most as f32;
                let fill = if read == truth { theme.accent } else { theme.danger };
                painter.rect_filled(
                    place,
                    surface::corner(4.0),
                    theme.well.lerp_to_gamma(fill, strength * 0.4),
                );
                let digits = number.to_string();
                painter.text(
                    place.center(),
                    Align2::CENTER_CENTER,
                    digits,
                    font(Weight::Medium, 12.0),
                    theme.ink,
                );
            }
        }
    }
    ui.add_space(STEP);
    if pill(ui, theme, t!("forget-answers"), Face::Quiet).clicked() {
        scene.actions.send(Command::ForgetCorrections);
    }
}
