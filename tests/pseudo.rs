//! Layouts hold with longer words: every view in a made-up language that is 40 % longer than English and marks what it says
//! with brackets. Text that is cut at a side, shortened or over other text is found in the shapes that would be painted.
//!
//! The language is one for the whole process, so this is a test binary of its own with one test in it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "support/made_up.rs"]
mod made_up;

use std::sync::Arc;

use crossbeam_channel::{Sender, bounded};
use egui::{Rect, Shape, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use mien::engine::{Event, Steering};
use mien::language::{Key, Language, key};
use mien::mood::Mode;
use mien::settings::{Consent, Settings};
use mien::ui::{App, UiChannels};

/// The views and how they are called.
const VIEWS: [Key; 6] = [
    key!("view-now"),
    key!("view-you"),
    key!("view-library"),
    key!("view-map"),
    key!("view-journal"),
    key!("view-settings"),
];
const SIZES: [[f32; 2]; 3] = [[1280.0, 820.0], [900.0, 600.0], [420.0, 320.0]];
/// Less than this is a rounding of the layout.
const SLACK: f32 = 1.5;

fn window(size: [f32; 2]) -> (Harness<'static, Option<App>>, Sender<Event>) {
    let (sender, inbox) = bounded(1000);
    let (_, reports) = bounded(1);
    let settings =
        Settings { language: Some(Language::Pseudo), consent: Consent::Allowed, ..Settings::default() };
    let lifting = Event::Steering(Steering { mode: Mode::Lift, ..Steering::default() });
    let more = [Event::Settings(Arc::new(settings)), lifting];
    for event in made_up::well().into_iter().chain([made_up::journal_page(7)]).chain(more) {
        sender.send(event).unwrap();
    }
    let mut channels = Some(UiChannels { commands: Box::new(|_| {}), events: inbox, reports });
    let mut harness = Harness::builder()
        .with_size(vec2(size[0], size[1]))
        .with_max_steps(32)
        .with_step_dt(0.05)
        .build_ui_state(
            move |ui, app: &mut Option<App>| {
                let ctx = ui.ctx().clone();
                let app =
                    app.get_or_insert_with(|| App::new(&ctx, channels.take().unwrap(), Arc::new(|| {})));
                app.logic(&ctx);
                if ctx.cumulative_pass_nr() > 0 {
                    app.ui(ui);
                }
            },
            None,
        );
    harness.run();
    (harness, sender)
}

/// A painted text.
struct Painted {
    words: String,
    rect: Rect,
    clip: Rect,
    shortened: bool,
}

impl Painted {
    /// Is it Mien's own, and not the name of a track?
    fn is_own(&self) -> bool {
        self.words.contains('[')
    }

    fn seen(&self) -> Rect {
        self.rect.intersect(self.clip)
    }
}

fn collect(shape: &Shape, clip: Rect, found: &mut Vec<Painted>) {
    if let Shape::Vec(shapes) = shape {
        for shape in shapes {
            collect(shape, clip, found);
        }
    } else if let Shape::Text(text) = shape {
        found.push(Painted {
            words: text.galley.text().to_owned(),
            rect: text.galley.rect.translate(text.pos.to_vec2()),
            clip,
            shortened: text.galley.elided,
        });
    }
}

fn painted(harness: &Harness<'_, Option<App>>) -> Vec<Painted> {
    let mut found = Vec::new();
    for clipped in &harness.output().shapes {
        collect(&clipped.shape, clipped.clip_rect, &mut found);
    }
    found.retain(|text| !text.words.trim().is_empty() && text.seen().is_positive());
    found
}

/// Heads and cells of the table, whose columns the user makes wider, and the example in a search field, whose name is in
/// the tree.
fn may_be_short(words: &str) -> bool {
    let heads = [key!("column-plays"), key!("column-length"), key!("column-mood"), key!("column-album")];
    let others = [key!("unknown-artist"), key!("unknown"), key!("search-library.hint")];
    heads.iter().chain(&others).any(|key| key.shown() == words)
}

/// What is wrong in the window as it is painted now.
fn faults(texts: &[Painted], window: Rect) -> Vec<String> {
    let mut faults = Vec::new();
    for text in texts {
        let room = text.clip.intersect(window).expand(SLACK);
        if text.rect.left() < room.left() || text.rect.right() > room.right() {
            faults.push(format!("cut at a side: {:?} {:?} in {:?}", text.words, text.rect, text.clip));
        }
        if text.words.starts_with('[') && text.shortened && !may_be_short(&text.words) {
            faults.push(format!("shortened: {:?} to {:.0} points", text.words, text.rect.width()));
        }
    }
    for (at, one) in texts.iter().enumerate() {
        for other in &texts[at + 1..] {
            let both = one.seen().intersect(other.seen());
            if (one.is_own() || other.is_own()) && both.width() > SLACK * 2.0 && both.height() > SLACK * 2.0 {
                faults.push(format!("over each other: {:?} and {:?}", one.words, other.words));
            }
        }
    }
    faults
}

#[test]
fn every_view_holds_words_that_are_longer() {
    let (mut all, mut own) = (Vec::new(), 0);
    for size in SIZES {
        let (mut harness, _events) = window(size);
        for view in VIEWS {
            let name = view.shown();
            assert!(name.starts_with('['), "the pseudo language is spoken: {name}");
            // Beside the others, the listener's view has no entry of its own.
            if harness.query_by_label(name).is_some() {
                harness.get_by_label(name).click();
                harness.run();
            }
            let texts = painted(&harness);
            own += texts.iter().filter(|text| text.is_own()).count();
            let window = Rect::from_min_size(egui::Pos2::ZERO, vec2(size[0], size[1]));
            let told = faults(&texts, window);
            all.extend(
                told.into_iter().map(|fault| format!("{}x{} {}: {fault}", size[0], size[1], view.id())),
            );
        }
    }
    assert!(own > 100, "only {own} texts are in the pseudo language: is it spoken?");
    assert!(all.is_empty(), "{} faults:\n{}", all.len(), all.join("\n"));
}
