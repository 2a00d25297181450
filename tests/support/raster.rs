//! Draws egui's triangles on the processor: the same picture on every machine, with no graphics driver.

use std::collections::HashMap;

use egui::epaint::{ImageData, Primitive, Vertex};
use egui::{Context, FullOutput, Rect, TextureFilter, TextureId, TextureOptions, TexturesDelta};
use egui_kittest::TestRenderer;
use image::{Rgba, RgbaImage};

/// Textures, and how they are looked up.
#[derive(Default)]
pub struct Raster {
    textures: HashMap<TextureId, Texture>,
}

struct Texture {
    size: [usize; 2],
    pixels: Vec<[f32; 4]>,
    options: TextureOptions,
}

/// Premultiplied colour, 0..=1 a channel, as egui blends it.
type Color = [f32; 4];

impl TestRenderer for Raster {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, images) in delta.set.drain() {
            for new in images {
                let ImageData::Color(image) = &new.image;
                let channels = |color: &egui::Color32| color.to_array().map(|c| f32::from(c) / 255.0);
                let pixels = image.pixels.iter().map(channels).collect();
                let part = Texture { size: image.size, pixels, options: new.options };
                match (new.pos, self.textures.get_mut(&id)) {
                    (Some(at), Some(texture)) => texture.patch(at, &part),
                    (_, _) => drop(self.textures.insert(id, part)),
                }
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = output.pixels_per_point;
        let size = ctx.content_rect().size() * scale;
        let (width, height) = (size.x.round() as usize, size.y.round() as usize);
        let mut canvas = Canvas { width, height, pixels: vec![[0.0, 0.0, 0.0, 1.0]; width * height] };
        for part in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = part.primitive else { continue };
            let Some(texture) = self.textures.get(&mesh.texture_id) else {
                return Err(format!("no texture {:?}", mesh.texture_id));
            };
            let clip = canvas.clip(part.clip_rect, scale);
            for corners in mesh.indices.chunks_exact(3) {
                let corners = [0, 1, 2].map(|k| mesh.vertices[corners[k] as usize]);
                canvas.triangle(corners, scale, texture, clip);
            }
        }
        Ok(canvas.picture())
    }
}

impl Texture {
    fn patch(&mut self, [left, top]: [usize; 2], part: &Self) {
        for (row, pixels) in part.pixels.chunks_exact(part.size[0]).enumerate() {
            let start = (top + row) * self.size[0] + left;
            self.pixels[start..start + pixels.len()].copy_from_slice(pixels);
        }
    }

    fn pixel(&self, x: i64, y: i64) -> Color {
        let within = |value: i64, size: usize| value.clamp(0, size as i64 - 1) as usize;
        self.pixels[within(y, self.size[1]) * self.size[0] + within(x, self.size[0])]
    }

    fn sample(&self, u: f32, v: f32) -> Color {
        let (x, y) = (u * self.size[0] as f32, v * self.size[1] as f32);
        if self.options.magnification == TextureFilter::Nearest {
            return self.pixel(x.floor() as i64, y.floor() as i64);
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let (across, down) = (x - left, y - top);
        let (left, top) = (left as i64, top as i64);
        let upper = mix(self.pixel(left, top), self.pixel(left + 1, top), across);
        let lower = mix(self.pixel(left, top + 1), self.pixel(left + 1, top + 1), across);
        mix(upper, lower, down)
    }
}

fn mix(a: Color, b: Color, part: f32) -> Color {
    std::array::from_fn(|k| a[k] + (b[k] - a[k]) * part)
}

struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<Color>,
}

/// Pixels, end excluded.
#[derive(Clone, Copy)]
struct Clip {
    x: (usize, usize),
    y: (usize, usize),
}

impl Canvas {
    fn clip(&self, rect: Rect, scale: f32) -> Clip {
        let to = |points: f32, most: usize| ((points * scale).round().max(0.0) as usize).min(most);
        Clip {
            x: (to(rect.left(), self.width), to(rect.right(), self.width)),
            y: (to(rect.top(), self.height), to(rect.bottom(), self.height)),
        }
    }

    /// Fills the pixels whose middle lies in the triangle, row by row.
    fn triangle(&mut self, corners: [Vertex; 3], scale: f32, texture: &Texture, clip: Clip) {
        let at = corners.map(|corner| (corner.pos.x * scale, corner.pos.y * scale));
        let area = (at[1].0 - at[0].0) * (at[2].1 - at[0].1) - (at[1].1 - at[0].1) * (at[2].0 - at[0].0);
        if area.abs() < 1e-9 {
            return;
        }
        // Colour and place in the texture change evenly over the triangle.
        let values = corners.map(|corner| {
            let [r, g, b, a] = corner.color.to_array().map(|channel| f32::from(channel) / 255.0);
            [r, g, b, a, corner.uv.x, corner.uv.y]
        });
        let slope = |k: usize| {
            let (one, two) = (values[1][k] - values[0][k], values[2][k] - values[0][k]);
            let across = (one * (at[2].1 - at[0].1) - two * (at[1].1 - at[0].1)) / area;
            let down = (two * (at[1].0 - at[0].0) - one * (at[2].0 - at[0].0)) / area;
            (across, down)
        };
        let slopes: [(f32, f32); 6] = std::array::from_fn(slope);
        let plain = slopes.iter().all(|slope| *slope == (0.0, 0.0));
        let value = |x: f32, y: f32, k: usize| {
            values[0][k] + slopes[k].0 * (x - at[0].0) + slopes[k].1 * (y - at[0].1)
        };
        let top = at.iter().map(|p| p.1).fold(f32::MAX, f32::min).floor().max(clip.y.0 as f32) as usize;
        let bottom = (at.iter().map(|p| p.1).fold(f32::MIN, f32::max).ceil().max(0.0) as usize).min(clip.y.1);
        for row in top..bottom {
            let y = row as f32 + 0.5;
            let Some((left, right)) = crossings(&at, y) else { continue };
            let from = ((left - 0.5).ceil().max(clip.x.0 as f32)) as usize;
            let to = ((right - 0.5).ceil().max(0.0) as usize).min(clip.x.1);
            let mut last = None;
            for column in from..to {
                let x = column as f32 + 0.5;
                let color: Color = match last {
                    Some(color) if plain => color,
                    _ => {
                        let texel = texture.sample(value(x, y, 4), value(x, y, 5));
                        std::array::from_fn(|channel| value(x, y, channel) * texel[channel])
                    }
                };
                last = Some(color);
                let below = &mut self.pixels[row * self.width + column];
                for channel in 0..4 {
                    below[channel] = color[channel] + below[channel] * (1.0 - color[3]);
                }
            }
        }
    }

    fn picture(&self) -> RgbaImage {
        RgbaImage::from_fn(self.width as u32, self.height as u32, |x, y| {
            let pixel = self.pixels[y as usize * self.width + x as usize];
            Rgba(pixel.map(|channel| (channel.clamp(0.0, 1.0) * 255.0).round() as u8))
        })
    }
}

/// Where a row enters and leaves a triangle. An edge gives the same place for both triangles it belongs to.
fn crossings(corners: &[(f32, f32); 3], y: f32) -> Option<(f32, f32)> {
    let (mut left, mut right) = (f32::MAX, f32::MIN);
    for (one, two) in [(0, 1), (1, 2), (2, 0)] {
        let (mut upper, mut lower) = (corners[one], corners[two]);
        if (upper.1, upper.0) > (lower.1, lower.0) {
            (upper, lower) = (lower, upper);
        }
        if y >= upper.1 && y < lower.1 {
            let x = upper.0 + (y - upper.1) / (lower.1 - upper.1) * (lower.0 - upper.0);
            left = left.min(x);
            right = right.max(x);
        }
    }
    (left < right).then_some((left, right))
}
