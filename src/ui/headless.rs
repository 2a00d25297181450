//! The window without a screen: the real views make their triangles and nobody draws them. For `mien bench`, which
//! times each frame.

use egui::{Context, Event, Pos2, RawInput, Rect, Vec2, ViewportId, ViewportInfo, pos2};

use super::{App, UiChannels, Wake};

/// What such a window can be told: egui's words for keys, wheels and pointers.
pub mod input {
    pub use egui::{
        Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, PointerButton, TouchPhase, vec2,
    };
}

/// Seconds from one frame to the next.
const FRAME_SECS: f64 = 1.0 / 60.0;

/// A window that is used as by a person and seen by nobody.
pub struct Headless {
    ctx: Context,
    app: App,
    size: Vec2,
    time_secs: f64,
}

/// What came out of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Triangles that a graphics driver would get.
    pub triangles: usize,
    /// The window wants to be drawn again at once.
    pub again: bool,
}

impl Headless {
    /// A window of this size in points on these channels.
    pub fn new(size: [f32; 2], channels: UiChannels, wake: Wake) -> Self {
        let ctx = Context::default();
        let app = App::new(&ctx, channels, wake);
        Self { ctx, app, size: size.into(), time_secs: 0.0 }
    }

    /// One frame with what the user did since the last: taking in the news, laying out, and making triangles.
    pub fn frame(&mut self, events: Vec<Event>) -> Drawn {
        self.time_secs += FRAME_SECS;
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time_secs),
            focused: true,
            events,
            ..RawInput::default()
        };
        input.viewports.insert(
            ViewportId::ROOT,
            ViewportInfo {
                focused: Some(true),
                native_pixels_per_point: Some(1.0),
                ..ViewportInfo::default()
            },
        );
        let Self { ctx, app, .. } = self;
        let mut output = ctx.run_ui(input, |ui| {
            let ctx = ui.ctx().clone();
            app.logic(&ctx);
            app.ui(ui);
        });
        let again =
            output.viewport_output.get(&ViewportId::ROOT).is_some_and(|root| root.repaint_delay.is_zero());
        let shapes = std::mem::take(&mut output.shapes);
        let parts = ctx.tessellate(shapes, output.pixels_per_point);
        let triangles = parts.iter().map(|part| match &part.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.indices.len() / 3,
            egui::epaint::Primitive::Callback(_) => 0,
        });
        let triangles = triangles.sum();
        output.drop_without_applying_deltas();
        Drawn { triangles, again }
    }

    /// The middle of the view.
    pub fn middle(&self) -> Pos2 {
        pos2(self.size.x * 0.45, self.size.y * 0.5)
    }
}
