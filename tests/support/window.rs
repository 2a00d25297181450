//! The window without a display, found by accessible name as a screen reader finds it, on made-up state.
#![allow(dead_code, reason = "each test binary uses a part")]

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use crossbeam_channel::{Sender, bounded};
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable;
use egui_kittest::{Harness, HarnessBuilder};
use mien::engine::{Command, Event};
use mien::ui::{App, Memory, UiChannels};

use super::made_up;

/// A window and both ends of its channels.
pub struct Window {
    pub harness: Harness<'static, Option<App>>,
    pub events: Sender<Event>,
    pub commands: Rc<RefCell<Vec<Command>>>,
}

impl Window {
    pub fn new(size: [f32; 2], events: Vec<Event>) -> Self {
        Self::built(Harness::builder(), size, events, None)
    }

    /// A window that was left so.
    pub fn left(size: [f32; 2], events: Vec<Event>, memory: Option<Memory>) -> Self {
        Self::built(Harness::builder(), size, events, memory)
    }

    /// With what the builder brings.
    pub fn built(
        builder: HarnessBuilder<Option<App>>,
        size: [f32; 2],
        events: Vec<Event>,
        memory: Option<Memory>,
    ) -> Self {
        let commands = Rc::new(RefCell::new(Vec::new()));
        let (sender, inbox) = bounded(1000);
        let (_, reports) = bounded(1000);
        for event in events {
            sender.send(event).unwrap();
        }
        let out = Rc::clone(&commands);
        let mut channels = Some(UiChannels {
            commands: Box::new(move |command| out.borrow_mut().push(command)),
            events: inbox,
            reports,
        });
        let harness =
            builder.with_size(vec2(size[0], size[1])).with_max_steps(32).with_step_dt(0.05).build_ui_state(
                move |ui, app: &mut Option<App>| {
                    let ctx = ui.ctx().clone();
                    let app = app.get_or_insert_with(|| {
                        let mut app = App::new(&ctx, channels.take().unwrap(), Arc::new(|| {}));
                        if let Some(memory) = &memory {
                            app.left_as(memory);
                        }
                        app
                    });
                    app.logic(&ctx);
                    if ctx.cumulative_pass_nr() > 0 {
                        app.ui(ui);
                    }
                },
                None,
            );
        let mut window = Self { harness, events: sender, commands };
        window.harness.run();
        window
    }

    pub fn well() -> Self {
        Self::new([1280.0, 800.0], made_up::well())
    }

    pub fn tell(&mut self, event: Event) {
        self.events.send(event).unwrap();
        self.harness.run();
    }

    pub fn click(&mut self, name: &str) {
        self.harness.get_by_label(name).click();
        self.harness.run();
    }

    pub fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run();
    }

    pub fn shows(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
    }

    /// Commands since the last call, without those the window asks on its own.
    pub fn sent(&self) -> Vec<Command> {
        let own = |c: &Command| {
            matches!(
                c,
                Command::Search { .. }
                    | Command::LoadTracks(_)
                    | Command::LoadCover(_)
                    | Command::LoadLyrics(_)
                    | Command::KeepWindow(_)
                    | Command::ListOutputs
            )
        };
        self.commands.borrow_mut().drain(..).filter(|command| !own(command)).collect()
    }
}
