//! Valence and arousal over a day or a week, with the songs on them.

use egui::{Color32, Rect, Sense, Stroke, Ui, WidgetInfo, vec2};
use egui_plot::{GridMark, HoverPosition, Line, LineStyle, MarkerShape, Plot, PlotPoints, Points};

use crate::engine::JournalPage;
use crate::journal::{Entry, Moment, stretches};
use crate::language::t;
use crate::ui::fonts::{Weight, font};
use crate::ui::theme::{STEP, Theme, radius, size};
use crate::ui::views::Scene;
use crate::ui::widgets::surface::{self, Height};
use crate::ui::words;

const HOUR: f64 = 3600.0;
const DAY_HOURS: f64 = 24.0;
const HEIGHT: f32 = 220.0;
const AREA: f32 = 14.0;
/// More songs than this get smaller marks.
const MANY_SONGS: usize = 150;

/// Draws the card with the curves.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, page: &JournalPage) {
    let theme = scene.theme;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT + 60.0), Sense::hover());
    let moods = page.entries.iter().filter(|entry| entry.felt.is_some()).count();
    let songs = page.entries.iter().filter(|entry| entry.moment == Moment::Began).count();
    response.widget_info(|| {
        let (moods, songs) = (t!("moods", count = moods), t!("songs", count = songs));
        WidgetInfo::labeled(egui::Role::Image, true, t!("curves-spoken", moods = moods, songs = songs))
    });
    surface::raised(ui.painter(), theme, rect, radius::LARGE, Height::Card);
    let inner = Rect::from_min_max(rect.min + vec2(AREA, AREA), rect.max - vec2(2.0 * AREA, AREA));
    ui.scope_builder(egui::UiBuilder::new().max_rect(inner), |ui| {
        legend(ui, theme);
        plot(ui, theme, page);
    });
}

/// With less width the marks stand closer together.
const NARROW: f32 = 420.0;

/// What the lines and marks mean.
fn legend(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    let (painter, y) = (ui.painter(), rect.center().y);
    let (line, gap) = if rect.width() < NARROW { (12.0, STEP * 2.0) } else { (22.0, STEP * 4.0) };
    let mut x = rect.left() + STEP;
    for (word, color, dashed) in [
        (t!("pleasant"), Some(theme.accent), false),
        (t!("excited"), Some(theme.ink), true),
        (t!("song-begins"), None, false),
    ] {
        let end = if let Some(color) = color {
            let ends = [egui::pos2(x, y), egui::pos2(x + line, y)];
            if dashed {
                painter.extend(egui::Shape::dashed_line(&ends, Stroke::new(2.0, color), 5.0, 4.0));
            } else {
                painter.line_segment(ends, Stroke::new(2.5, color));
            }
            x + line
        } else {
            painter.circle_filled(egui::pos2(x + 4.0, y), 4.0, theme.dim);
            x + 8.0
        };
        let at = egui::pos2(end + STEP * 1.5, y);
        let word =
            painter.text(at, egui::Align2::LEFT_CENTER, word, font(Weight::Regular, size::SMALL), theme.dim);
        x = word.right() + gap;
    }
}

fn plot(ui: &mut Ui, theme: &Theme, page: &JournalPage) {
    let first = page.day + 1 - i64::from(page.days);
    let end = DAY_HOURS * f64::from(page.days);
    let hours = move |local_secs: i64| (local_secs - first * 86_400) as f64 / HOUR;
    let single = page.days == 1;
    let plot = Plot::new("journal curves")
        .height(HEIGHT)
        .default_x_bounds(0.0, end)
        .default_y_bounds(-1.08, 1.08)
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .sense(egui::Sense::hover())
        .show_background(false)
        .grid_color(theme.line)
        .x_grid_spacer(move |_| marks(end, if single { 3.0 } else { DAY_HOURS }))
        .y_grid_spacer(|_| [-1.0, 0.0, 1.0].map(|value| GridMark { value, step_size: 1.0 }).to_vec())
        .x_axis_formatter(move |mark, _| {
            if single {
                clock(mark.value)
            } else {
                words::weekday(first + (mark.value / DAY_HOURS) as i64).to_owned()
            }
        })
        .y_axis_formatter(|mark, _| {
            let word = if mark.value > 0.5 {
                t!("high")
            } else if mark.value < -0.5 {
                t!("low")
            } else {
                ""
            };
            word.to_owned()
        })
        .label_formatter(|position| match position {
            HoverPosition::NearDataPoint { plot_name, position, .. } if !plot_name.is_empty() => {
                Some(format!("{} {plot_name}", clock(position.x.rem_euclid(DAY_HOURS))))
            }
            HoverPosition::NearDataPoint { .. } | HoverPosition::Elsewhere { .. } => None,
        });
    let entries = page.entries.clone();
    let (accent, ink, dim) = (theme.accent, theme.ink, theme.dim);
    plot.show(ui, move |plot| {
        for stretch in stretches(&entries) {
            let line = |of: fn(&(i64, crate::affect::Affect)) -> f32| -> PlotPoints<'static> {
                stretch.iter().map(|point| [hours(point.0), f64::from(of(point))]).collect()
            };
            plot.line(curve(t!("pleasant"), line(|point| point.1.valence), accent).width(2.5));
            plot.line(
                curve(t!("excited"), line(|point| point.1.arousal), ink)
                    .style(LineStyle::Dashed { length: 6.0 }),
            );
        }
        let songs: Vec<_> = songs(&entries).collect();
        // Many marks would hide the curve they stand on.
        let radius = if songs.len() > MANY_SONGS { 2.0 } else { 4.0 };
        for (song, at) in songs {
            let point = PlotPoints::from([hours(at.0), f64::from(at.1)]);
            plot.points(Points::new(song, point).shape(MarkerShape::Circle).radius(radius).color(dim));
        }
    });
}

fn curve<'a>(name: &str, points: PlotPoints<'a>, color: Color32) -> Line<'a> {
    Line::new(name, points).color(color).allow_hover(false)
}

/// Each song's title and artist, when it began and how pleasant the mood was.
fn songs(entries: &[Entry]) -> impl Iterator<Item = (String, (i64, f32))> {
    entries.iter().filter(|entry| entry.moment == Moment::Began).filter_map(|entry| {
        let song = entry.song.as_ref()?;
        let name = song
            .artist
            .as_ref()
            .map_or_else(|| song.title.clone(), |artist| format!("{}, {artist}", song.title));
        Some((name, (entry.local_secs, entry.felt.map_or(0.0, |felt| felt.affect.valence))))
    })
}

fn marks(end: f64, step: f64) -> Vec<GridMark> {
    (0..=(end / step) as u32).map(|at| GridMark { value: f64::from(at) * step, step_size: step }).collect()
}

/// `18:30` for an hour of the day.
fn clock(hour: f64) -> String {
    let minutes = (hour * 60.0).round() as i64;
    format!("{}:{:02}", minutes / 60, minutes % 60)
}
