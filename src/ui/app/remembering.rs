//! How the window was left: taken up at the start, told when it has changed.

use egui::Context;

use super::App;
use crate::engine::Command;
use crate::ui::memory::Memory;

/// Changes are told once they are this old, so that a list that is scrolled does not write at every step.
const SETTLED_SECS: f64 = 1.0;

/// What the engine was told last.
#[derive(Clone, Debug, Default)]
pub(super) struct Remembered {
    /// `None` before the first frame.
    told: Option<Memory>,
    /// How it is since, and when that was first seen, in the window's seconds.
    changed: Option<(Memory, f64)>,
}

impl App {
    /// Takes up how the window was left; to be called before the first frame.
    pub fn left_as(&mut self, memory: &Memory) {
        self.now.below = memory.below;
        self.library.table.columns = memory.columns.clone();
        self.library.table.return_to = Some(memory.row);
        self.model.library.search.shelf = memory.shelf.clone();
        self.model.library.search.sort = memory.sort;
        self.remembered.told = Some(memory.clone());
        self.show(memory.view);
    }

    /// Tells the engine when the window is no longer as it was told.
    pub(super) fn remember(&mut self, ctx: &Context) {
        let memory = self.memory(ctx);
        if *self.remembered.told.get_or_insert_with(|| memory.clone()) == memory {
            self.remembered.changed = None;
            return;
        }
        let now = ctx.input(|input| input.time);
        let since = self.remembered.changed.as_ref().map_or(now, |(_, since)| *since);
        self.remembered.changed = Some((memory, since));
        let left = SETTLED_SECS - (now - since);
        if left > 0.0 {
            ctx.request_repaint_after_secs(left as f32);
        } else {
            self.keep();
        }
    }

    /// Tells the engine now what it was not told yet.
    pub(super) fn keep(&mut self) {
        if let Some((memory, _)) = self.remembered.changed.take() {
            self.send(Command::KeepWindow(memory.to_text()));
            self.remembered.told = Some(memory);
        }
    }

    fn memory(&self, ctx: &Context) -> Memory {
        let filled = ctx.input(|input| {
            let viewport = input.viewport();
            viewport.maximized == Some(true) || viewport.fullscreen == Some(true)
        });
        let told = self.remembered.told.as_ref();
        let size = ctx.content_rect().size() * ctx.zoom_factor();
        let in_place = !filled && self.whole.is_none();
        Memory {
            size: if in_place {
                Some([size.x.round(), size.y.round()])
            } else {
                told.and_then(|told| told.size)
            },
            maximized: match &self.whole {
                Some(whole) => whole.maximized,
                None => ctx.input(|input| input.viewport().maximized == Some(true)),
            },
            view: self.view,
            below: self.now.below,
            row: self.library.table.first_row(),
            sort: self.model.library.search.sort,
            columns: self.library.table.columns.clone(),
            shelf: self.model.library.search.shelf.clone(),
        }
    }
}
