//! The listener: preview with the face's box, the emotion, seven scores, the mood plane.
//! Every state in which there is no picture says why and what to do.

use egui::{Id, Rect, Sense, Ui, UiBuilder, pos2, vec2};
use egui_material_icons::icons::{
    ICON_ADD_PHOTO_ALTERNATE, ICON_SENTIMENT_NEUTRAL, ICON_VIDEOCAM, ICON_VIDEOCAM_OFF, ICON_WARNING,
};

use super::{Scene, answers, scroll_with_shadows};
use crate::affect::Affect;
use crate::capture::{CaptureProblem, CaptureState, LiveKind};
use crate::engine::{Command, RestWatch};
use crate::frame::FaceBox;
use crate::language::{key, t};
use crate::mood::{Goal, ListenerMood, Mode, Pin};
use crate::settings::Consent;
use crate::ui::actions::Intent;
use crate::ui::fonts::Weight;
use crate::ui::keys::{self, Deed};
use crate::ui::theme::{STEP, radius, size};
use crate::ui::widgets::button::{Face, IconButton, pill};
use crate::ui::widgets::plane::{Plane, legend};
use crate::ui::widgets::preview::{self, Facing, Fit, Lamp};
use crate::ui::widgets::scores::{Answers, score_bars};
use crate::ui::widgets::segmented::{Choice, segmented};
use crate::ui::widgets::surface::{self, Height};
use crate::ui::widgets::text;
use crate::ui::words;
use crate::vision::Report;

/// Height of the preview for its width, as in the design.
const PREVIEW_RATIO: f32 = 214.0 / 316.0;
/// With less height than this, preview and scores stand side by side even where it is narrow.
const LOW: f32 = 300.0;
/// The sentence and the tools need this much to share a line.
const ONE_LINE: f32 = 230.0;
/// Side of a tool in that line.
const TOOL: f32 = 32.0;

/// Draws the view into its rectangle; it scrolls where there is little room.
pub fn show(ui: &mut Ui, scene: &mut Scene<'_>) {
    let room = ui.available_height();
    scroll_with_shadows(ui, "you", |ui| {
        let width = ui.available_width();
        if width > 600.0 || room < LOW {
            beside(ui, scene);
        } else {
            ui.set_max_width(width.min(420.0));
            sight(ui, scene);
            ui.add_space(STEP * 2.0);
            measures(ui, scene);
        }
        ui.add_space(STEP * 3.0);
    });
}

/// Preview and measures side by side.
fn beside(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.spacing_mut().item_spacing.x = if ui.available_width() > 600.0 { STEP * 7.0 } else { STEP * 4.0 };
    ui.columns_const(|[left, right]| {
        for column in [&mut *left, &mut *right] {
            column.spacing_mut().item_spacing.x = STEP * 2.0;
        }
        sight(left, scene);
        measures(right, scene);
    });
}

fn sight(ui: &mut Ui, scene: &mut Scene<'_>) {
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, width * PREVIEW_RATIO), Sense::hover());
    let report = scene.model.sight.report.clone();
    match (&scene.model.sight.capture, report) {
        (CaptureState::Live(info), Some(report)) => picture(ui, scene, rect, &report, Some(info.kind)),
        (CaptureState::Ended, Some(report)) => picture(ui, scene, rect, &report, None),
        (state, _) => no_picture(ui, scene, rect, state),
    }
    if width < ONE_LINE {
        sentence(ui, scene);
        ui.horizontal_wrapped(|ui| tools(ui, scene));
    } else {
        ui.allocate_ui_with_layout(
            vec2(width, TOOL),
            egui::Layout::right_to_left(egui::Align::Center),
            |ui| {
                tools(ui, scene);
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| sentence(ui, scene));
            },
        );
    }
    hint(ui, scene);
    rest(ui, scene);
}

/// What can be done about the picture, in the line of the sentence.
fn tools(ui: &mut Ui, scene: &mut Scene<'_>) {
    ui.spacing_mut().item_spacing.x = STEP;
    switch(ui, scene);
    let portrait = IconButton::new(t!("open-portrait"), ICON_ADD_PHOTO_ALTERNATE.outlined()).diameter(TOOL);
    if portrait.show(ui, scene.theme).on_hover_text(t!("open-portrait.about")).clicked() {
        scene.actions.want(Intent::PickPortrait);
    }
    let sight = &scene.model.sight;
    let seen = sight.report.as_ref().is_some_and(|report| report.listener.is_some());
    let live = matches!(&sight.capture, CaptureState::Live(info) if info.kind == LiveKind::Camera);
    if sight.rest_watch == RestWatch::Idle && live && seen {
        let rest = IconButton::new(t!("neutral-face"), ICON_SENTIMENT_NEUTRAL.outlined()).diameter(TOOL);
        if rest.show(ui, scene.theme).on_hover_text(t!("neutral-face.about")).clicked() {
            scene.actions.send(Command::CalibrateRest);
        }
    }
}

/// What would help to read the face; spoken when it changes.
fn hint(ui: &mut Ui, scene: &Scene<'_>) {
    let sight = &scene.model.sight;
    if !matches!(sight.capture, CaptureState::Live(_)) {
        return;
    }
    if let Some(hint) = sight.report.as_ref().and_then(|report| report.hint) {
        let words = text::rich(words::hint(hint), Weight::Regular, size::SMALL, scene.theme.dim);
        text::announce(&text::paragraph(ui, words));
    }
}

/// The listener's resting face: it is watched, or that can be taken back.
fn rest(ui: &mut Ui, scene: &mut Scene<'_>) {
    match scene.model.sight.rest_watch {
        RestWatch::Watching => {
            let words = t!("rest-watch");
            text::announce(&text::paragraph(
                ui,
                text::rich(words, Weight::Medium, size::SMALL, scene.theme.ink),
            ));
        }
        RestWatch::Idle => {
            if scene.model.diary.corrections.calibrated
                && pill(ui, scene.theme, t!("undo-neutral-face"), Face::Quiet).clicked()
            {
                scene.actions.send(Command::UndoCalibration);
            }
        }
    }
}

fn sentence(ui: &mut Ui, scene: &Scene<'_>) {
    let words = text::rich(status(scene), Weight::Medium, size::SMALL, scene.theme.ink);
    text::paragraph(ui, words);
}

/// The camera's switch, in plain sight whenever it is on or can be on.
fn switch(ui: &mut Ui, scene: &mut Scene<'_>) {
    let key = keys::hint(Deed::Camera);
    let clicked = if scene.model.sight.is_on() {
        let off =
            IconButton::new(t!("camera-turn-off"), ICON_VIDEOCAM_OFF.outlined()).diameter(TOOL).key(&key);
        off.show(ui, scene.theme).clicked()
    } else {
        let label = t!("camera-turn-on");
        let on = pill(ui, scene.theme, label, Face::Quiet);
        on.on_hover_text(t!("camera-switch-hint", label = label)).clicked()
    };
    if clicked {
        keys::switch_camera(scene.model, scene.actions);
    }
}

/// One sentence about the listener.
fn status(scene: &Scene<'_>) -> String {
    let sight = &scene.model.sight;
    match (&sight.capture, &sight.mood) {
        (CaptureState::Off | CaptureState::Failed(_), _) => match scene.model.steering.pinned {
            Some(pin) => t!("mood-pinned", mood = words::pin(pin)),
            None => t!("no-camera-mood").to_owned(),
        },
        (CaptureState::Opening, _) => t!("camera-starting").to_owned(),
        (CaptureState::Ended, ListenerMood::Unknown) => t!("picture-ended").to_owned(),
        (CaptureState::Live(_) | CaptureState::Ended, ListenerMood::Known { emotion, confidence, .. }) => {
            t!("you-look", looks = words::looks(*emotion), percent = words::percent(*confidence))
        }
        (CaptureState::Live(_), ListenerMood::Unknown) => match &sight.report {
            None => t!("waiting-for-picture").to_owned(),
            Some(report) if report.listener.is_none() => t!("no-face").to_owned(),
            Some(_) => t!("not-sure").to_owned(),
        },
    }
}

fn picture(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect, report: &Report, live: Option<LiveKind>) {
    surface::shadows(ui.painter(), scene.theme, rect, radius::LARGE, Height::Card);
    let (texture, picture) = scene.textures.preview(ui.ctx(), report);
    let facing = if live == Some(LiveKind::Camera) { Facing::Mirrored } else { Facing::AsItIs };
    let fit = Fit::new(rect, picture, facing);
    preview::picture(ui.painter(), rect, texture, fit.uv(), radius::LARGE);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let mut anchor = pos2(rect.left(), rect.bottom());
    for (index, face) in report.faces.iter().enumerate() {
        let shown = fit.screen_from_picture(&face.bounds);
        if report.listener == Some(index) {
            preview::face_box(&painter, shown);
            anchor = pos2(shown.left(), shown.bottom() + STEP * 1.5);
        } else {
            preview::other_box(&painter, shown);
            follow(ui, scene, shown.intersect(rect), &face.bounds, index);
        }
    }
    preview::label(&painter, rect, anchor, &caption(scene, report));
    let (lamp, words) = match live {
        Some(LiveKind::Camera) => (Lamp::Camera, t!("camera-on")),
        Some(LiveKind::Video) => (Lamp::File, t!("video")),
        Some(LiveKind::Picture) => (Lamp::File, t!("picture")),
        None => (Lamp::File, t!("ended")),
    };
    preview::lamp(&painter, rect, lamp, words);
}

/// Somebody beside the listener can be picked instead.
fn follow(ui: &Ui, scene: &mut Scene<'_>, shown: Rect, face: &FaceBox, index: usize) {
    let response = ui.interact(shown, ui.scope_id().with(("follow", index)), Sense::click());
    let label = t!("follow-person");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, label));
    if response.has_focus() || response.hovered() {
        preview::face_box(ui.painter(), shown);
    }
    if response.on_hover_text(label).clicked() {
        let (x, y) = face.center();
        scene.actions.send(Command::Follow { x, y });
    }
}

fn caption(scene: &Scene<'_>, report: &Report) -> String {
    match (report.listener, &scene.model.sight.mood) {
        (None, _) => t!("no-face").to_owned(),
        (Some(_), ListenerMood::Unknown) => t!("not-sure").to_owned(),
        (Some(_), ListenerMood::Known { emotion, confidence, .. }) => {
            t!("you-look-caption", looks = words::looks(*emotion), percent = words::percent(*confidence))
        }
    }
}

fn no_picture(ui: &mut Ui, scene: &mut Scene<'_>, rect: Rect, state: &CaptureState) {
    let theme = scene.theme;
    scene.textures.forget_preview();
    surface::well(ui.painter(), theme, rect, radius::LARGE);
    // Waiting for the user is none.
    let is_trouble = matches!(state, CaptureState::Failed(problem) if *problem != CaptureProblem::Asked);
    let (icon, title, advice) = match (state, scene.model.sight.consent) {
        (CaptureState::Off, Consent::Unasked) => {
            (ICON_VIDEOCAM_OFF, t!("camera-off"), t!("camera-off.unasked").to_owned())
        }
        (CaptureState::Off, Consent::Declined | Consent::Allowed) => {
            (ICON_VIDEOCAM_OFF, t!("camera-off"), t!("camera-off.advice").to_owned())
        }
        (CaptureState::Opening, _) => (ICON_VIDEOCAM, t!("camera-starting"), t!("one-moment").to_owned()),
        (CaptureState::Failed(problem), _) => {
            let icon = if is_trouble { ICON_WARNING } else { ICON_VIDEOCAM };
            (icon, words::problem(problem), words::problem_advice(problem))
        }
        (CaptureState::Live(_), _) => (ICON_VIDEOCAM, t!("camera-on"), t!("waiting-for-picture").to_owned()),
        (CaptureState::Ended, _) => (ICON_VIDEOCAM_OFF, t!("ended"), t!("picture-over").to_owned()),
    };
    let color = if is_trouble { theme.danger } else { theme.dim };
    preview::icon(
        ui.painter(),
        pos2(rect.center().x, rect.top() + rect.height() * 0.26),
        icon.outlined(),
        color,
    );
    let words = Rect::from_min_max(
        pos2(rect.left() + STEP * 5.0, rect.top() + rect.height() * 0.42),
        rect.max - vec2(STEP * 5.0, STEP * 2.0),
    );
    let mut child = ui.new_child(UiBuilder::new().id_salt("no picture").max_rect(words));
    child.spacing_mut().item_spacing.y = STEP;
    child.vertical_centered(|ui| {
        text::paragraph(ui, text::rich(title, Weight::SemiBold, size::BODY, theme.ink));
        text::paragraph(ui, text::rich(advice, Weight::Regular, size::SMALL, theme.dim));
    });
}

fn measures(ui: &mut Ui, scene: &mut Scene<'_>) {
    let sight = &scene.model.sight;
    let known = match &sight.mood {
        ListenerMood::Known { scores, .. } => Some(*scores),
        ListenerMood::Unknown => None,
    };
    let live = sight.report.as_ref();
    let scores = live.and_then(|report| report.shown).or_else(|| live.and(known));
    let answers = if known.is_some() { Answers::Taken } else { Answers::NotTaken };
    ui.scope(|ui| {
        if let Some(truth) = score_bars(ui, scene.theme, scores.as_ref(), answers) {
            scene.actions.send(Command::CorrectMood(truth));
        }
        ui.add_space(STEP * 1.5);
        answers::hint(ui, scene, answers);
        ui.add_space(STEP * 2.0);
        plane(ui, scene);
        ui.add_space(STEP);
        legend(ui, scene.theme);
        release(ui, scene);
        ui.add_space(STEP);
        answers::record(ui, scene);
    });
}

/// What a click on the plane sets while a lift leads somewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sets {
    #[default]
    Mood,
    Goal,
}

const SETS: [Choice<Sets>; 2] = [
    Choice { value: Sets::Mood, label: key!("set-mood"), hint: key!("set-mood.hint") },
    Choice { value: Sets::Goal, label: key!("set-goal"), hint: key!("set-goal.hint") },
];

/// A place held by hand is let go where it was set.
fn release(ui: &mut Ui, scene: &mut Scene<'_>) {
    if matches!(scene.model.steering.pinned, Some(Pin::Point(_))) {
        ui.add_space(STEP);
        if pill(ui, scene.theme, t!("camera-leads-again"), Face::Quiet).clicked() {
            scene.actions.send(Command::Pin(None));
        }
    }
}

fn plane(ui: &mut Ui, scene: &mut Scene<'_>) {
    let model = scene.model;
    let memory = Id::unique("what the plane sets");
    let mut sets = Sets::default();
    if model.steering.mode == Mode::Lift {
        sets = ui.data(|data| data.get_temp(memory)).unwrap_or_default();
        if let Some(chosen) = segmented(ui, scene.theme, &SETS, sets) {
            ui.data_mut(|data| data.insert_temp(memory, chosen));
        }
        ui.add_space(STEP);
    }
    let pinned = model.steering.pinned.map(|pin| pin.affect(&model.settings.affect));
    let said = model.diary.corrections.said.map(|emotion| model.settings.affect.get(emotion));
    let next: Vec<Affect> = model.music.queue.iter().take(10).map(|entry| entry.track.mood.affect).collect();
    let path: Vec<Affect> = model.music.queue.iter().filter_map(|entry| entry.target).collect();
    let trail: &[Affect] = if pinned.is_some() { &[] } else { &model.sight.trail };
    let plane = Plane {
        listener: pinned.or(said).or_else(|| model.sight.mood.affect()),
        trail,
        playing: model.music.playback.now().map(|now| now.track.mood.affect),
        next: &next,
        path: &path,
        sets: if sets == Sets::Goal { key!("plane-to-set-goal") } else { key!("plane-to-set-mood") },
    };
    if let Some(place) = plane.show(ui, scene.theme, 180.0) {
        scene.actions.send(match sets {
            Sets::Mood => Command::Pin(Some(Pin::Point(place))),
            Sets::Goal => Command::SetGoal(Goal::Point(place)),
        });
    }
}
