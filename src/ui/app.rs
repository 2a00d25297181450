//! The window's own loop: take events in, draw what is known, pass on what the user wants.

mod intents;
mod remembering;
mod window;

use std::sync::Arc;

use crossbeam_channel::Receiver;
use egui::{Context, Ui, UiBuilder};

use crate::engine::{Command, Event, TrayIcon, WindowPlace};
use crate::language;
use crate::settings::{Appearance, Consent};
use crate::vision::Report;

use super::actions::{Actions, Intent, View};
use super::dialogs::{Dialog, Picked, Wake};
use super::division::Division;
use super::fonts::SystemFonts;
use super::model::{Life, Model};
use super::style::Wanted;
use super::textures::Textures;
use super::theme::{STEP, Theme};
use super::views::about::AboutView;
use super::views::journal::JournalView;
use super::views::library::LibraryView;
use super::views::map::MapView;
use super::views::now::NowView;
use super::views::settings::SettingsView;
use super::views::tour::{self, Step};
use super::views::{
    Room, Scene, about, banners, consent, dropping, footer, help, journal, library, mini, now, rail,
    settings, toasts, you,
};
use super::{announce, keys, style, views};
use remembering::Remembered;
use window::Whole;

/// The ways between the window and the engine.
pub struct UiChannels {
    /// Passes a command on; must not block.
    pub commands: Box<dyn Fn(Command)>,
    /// News, in order.
    pub events: Receiver<Event>,
    /// Looks at frames; the newest wins.
    pub reports: Receiver<Arc<Report>>,
}

/// The window.
pub struct App {
    channels: UiChannels,
    wake: Wake,
    model: Model,
    textures: Textures,
    fonts: SystemFonts,
    view: View,
    now: NowView,
    library: LibraryView,
    settings: SettingsView,
    about: AboutView,
    journal: JournalView,
    map: MapView,
    dialog: Dialog,
    overlay: Overlay,
    tour: Step,
    /// The window as it was before it became the mini player, while it is that.
    whole: Option<Whole>,
    remembered: Remembered,
    /// What the style was last made for.
    dressed: Option<(Wanted, Appearance)>,
    frames: Frames,
    /// What is asked once the first frame is there: until then the processor has enough to do.
    held_back: Vec<Command>,
}

/// How far the first frame is; told in the log, as each frame is, for `mien bench`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Frames {
    #[default]
    None,
    Drawn,
    Shown,
}

/// The card over the views.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Overlay {
    #[default]
    None,
    Keys,
    Notices,
    /// The camera question, asked again.
    Consent,
}

impl App {
    /// A window on these channels. `wake` makes it draw again, from any thread.
    pub fn new(ctx: &Context, channels: UiChannels, wake: Wake) -> Self {
        let fonts = style::install(ctx, Arc::clone(&wake));
        Self {
            channels,
            wake,
            model: Model::default(),
            textures: Textures::default(),
            fonts,
            view: View::default(),
            now: NowView::default(),
            library: LibraryView::default(),
            settings: SettingsView::default(),
            about: AboutView::default(),
            journal: JournalView::default(),
            map: MapView::default(),
            dialog: Dialog::default(),
            overlay: Overlay::default(),
            tour: Step::default(),
            whole: None,
            remembered: Remembered::default(),
            dressed: None,
            frames: Frames::None,
            held_back: Vec::new(),
        }
    }

    /// Takes in all that happened since the last frame.
    pub fn logic(&mut self, ctx: &Context) {
        if self.frames == Frames::Drawn {
            self.frames = Frames::Shown;
            log::info!("first frame shown");
            let asked = std::mem::take(&mut self.held_back);
            self.send_all(asked);
        }
        self.fonts.install(ctx);
        while let Ok(event) = self.channels.events.try_recv() {
            if let Event::Cover(id, cover) = &event {
                self.textures.take_cover(ctx, *id, cover.as_deref());
            }
            if matches!(event, Event::ShowWindow) {
                window::come_to_front(ctx);
            }
            let asked = self.model.apply(event);
            match self.frames {
                Frames::None | Frames::Drawn => self.held_back.extend(asked),
                Frames::Shown => self.send_all(asked),
            }
        }
        if self.model.life == Life::Running {
            language::speak(self.model.settings.language);
        }
        if let Ok(report) = self.channels.reports.try_recv() {
            self.model.apply(Event::Vision(report));
        }
        self.watch_window(ctx);
        let wanted = self.textures.wanted(&self.model);
        self.send_all(wanted);
        match self.dialog.poll() {
            Some(Picked::Folders(folders)) => {
                self.tour = self.tour.next();
                self.send(Command::Import(folders));
            }
            Some(Picked::Locate(from, to)) => self.send(Command::Locate { from, to }),
            Some(Picked::Portrait(file)) => self.look_at(&file),
            Some(Picked::Playlists(files)) => self.send(Command::ImportPlaylists(files)),
            Some(Picked::Save(id, file)) => self.send(Command::ExportPlaylist(id, file)),
            Some(Picked::Unavailable(ask)) => {
                self.tour = Step::Over;
                self.view = View::Library;
                self.library.type_path(ask);
            }
            Some(Picked::Table(path)) => self.send(Command::ExportJournal(path)),
            Some(Picked::Cancelled) | None => {}
        }
        if self.model.life == Life::Ended {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }

    /// Tells where the window is, and keeps the music when it is closed to the tray.
    fn watch_window(&mut self, ctx: &Context) {
        let (focused, closing) =
            ctx.input(|input| (input.viewport().focused, input.viewport().close_requested()));
        let place = if focused == Some(true) { WindowPlace::Front } else { WindowPlace::Behind };
        if self.model.life == Life::Running && place != self.model.desktop.window {
            self.model.desktop.window = place;
            self.send(Command::WindowMoved(place));
        }
        let stays = self.model.settings.close_to_tray && self.model.desktop.tray == TrayIcon::Shown;
        if closing && stays && self.model.life == Life::Running {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            ctx.send_viewport_cmd(egui::ViewportCommand::Visible(false));
        }
    }

    /// Draws the window and passes on what the user wants.
    pub fn ui(&mut self, ui: &mut Ui) {
        log::trace!("frame drawn");
        let ctx = ui.ctx().clone();
        if self.frames == Frames::None {
            self.frames = Frames::Drawn;
            ctx.request_repaint();
        }
        let theme = self.look(&ctx);
        let mut actions = Actions::default();
        let asking = self.asks_consent();
        if !asking {
            let looks = self.view == View::Library && self.library.takes_letters(&ctx);
            let letters = if looks { keys::Letters::LookFor } else { keys::Letters::Act };
            keys::handle(&ctx, &self.model, &mut actions, letters);
            window::dropped(&ctx, &mut actions);
        }
        if let Some(secs) = self.model.notices.tick(ctx.input(|input| input.time)) {
            ctx.request_repaint_after_secs(secs as f32 + 0.05);
        }
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label("Mien"));
        let window = ui.max_rect();
        ui.painter().rect_filled(ctx.content_rect(), 0, theme.bg);
        announce::put(ui, &self.model);
        if self.whole.is_some() {
            self.draw_mini(ui, &theme, &mut actions);
        } else {
            let division = Division::of(window);
            self.draw(ui, &theme, &division, &mut actions);
            self.draw_over(&ctx, &theme, &division, &mut actions, asking);
        }
        if !actions.intents.is_empty() {
            // What the window itself changed shows in the next frame.
            ctx.request_repaint();
        }
        self.act(&ctx, actions);
        self.remember(&ctx);
    }

    fn asks_consent(&self) -> bool {
        let unasked = self.model.life == Life::Running && self.model.sight.consent == Consent::Unasked;
        unasked || self.overlay == Overlay::Consent
    }

    /// The theme of now; egui's own style follows when something about it changes.
    fn look(&mut self, ctx: &Context) -> Theme {
        let settings = &self.model.settings;
        let wanted = Wanted::of(ctx, settings, self.model.desktop.style, self.model.tint());
        if self.dressed != Some((wanted, settings.appearance)) {
            self.dressed = Some((wanted, settings.appearance));
            style::set(ctx, wanted, settings.appearance);
        }
        wanted.theme()
    }

    fn draw(&mut self, ui: &mut Ui, theme: &Theme, division: &Division, actions: &mut Actions) {
        let Self { model, textures, about, now, library, settings, journal, map, view, .. } = self;
        let mut scene = Scene { model, theme, textures, actions };
        let current = if division.aside.is_some() && *view == View::You { View::Now } else { *view };
        let rail = rail::Rail { rect: division.rail, current, offers_you: division.aside.is_none() };
        if division.room == Room::Tight {
            rail::lying(ui, &mut scene, &rail);
        } else {
            rail::upright(ui, &mut scene, &rail);
        }
        let mut main = ui.new_child(UiBuilder::new().id_salt("main").max_rect(division.main));
        banners::show(&mut main, &mut scene);
        match current {
            View::Now => now::show(&mut main, &mut scene, now),
            View::You => you::show(&mut main, &mut scene),
            View::Library => library::show(&mut main, &mut scene, library),
            View::Map => views::map::show(&mut main, &mut scene, map),
            View::Journal => journal::show(&mut main, &mut scene, journal),
            View::Settings => settings::show(&mut main, &mut scene, settings),
            View::About => about::show(&mut main, &mut scene, about),
        }
        if let Some(rect) = division.aside {
            let mut aside = ui.new_child(UiBuilder::new().id_salt("aside").max_rect(rect));
            you::show(&mut aside, &mut scene);
        }
        footer::show(ui, &mut scene, division.footer, division.bar);
        dropping::tracks(ui, &mut scene, division.footer);
    }

    fn draw_over(
        &mut self,
        ctx: &Context,
        theme: &Theme,
        division: &Division,
        actions: &mut Actions,
        asking: bool,
    ) {
        let mut scene = Scene { model: &self.model, theme, textures: &mut self.textures, actions };
        toasts::show(ctx, &mut scene, ctx.content_rect().bottom() - division.footer.top() + STEP * 3.0);
        if asking {
            consent::show(ctx, &mut scene);
            return;
        }
        tour::show(ctx, &mut scene, self.tour, division.main);
        dropping::files(ctx, &scene);
        match self.overlay {
            Overlay::Keys => help::show(ctx, &mut scene),
            Overlay::Notices => toasts::list(ctx, &mut scene),
            Overlay::None | Overlay::Consent => {}
        }
        if ctx.input(|input| input.key_pressed(egui::Key::Escape)) {
            if self.overlay == Overlay::None {
                self.tour = Step::Over;
            }
            self.overlay = Overlay::None;
        }
    }

    /// The mini player is all there is; Escape makes the window whole again.
    fn draw_mini(&mut self, ui: &mut Ui, theme: &Theme, actions: &mut Actions) {
        let mut scene = Scene { model: &self.model, theme, textures: &mut self.textures, actions };
        mini::show(ui, &mut scene);
        if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            actions.want(Intent::ToggleMini);
        }
    }

    fn send(&self, command: Command) {
        (self.channels.commands)(command);
    }

    fn send_all(&self, commands: Vec<Command>) {
        for command in commands {
            self.send(command);
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        Self::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        Self::ui(self, ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.keep();
        self.send(Command::Quit);
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}
