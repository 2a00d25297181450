//! What a camera offers and which of it we take. Pure: knows no device.

use super::encoding::Encoding;

/// What is asked of a camera.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// Columns and rows.
    pub size: (u32, u32),
    /// A packing that just failed and is taken only when there is no other.
    pub avoid: Option<Encoding>,
}

/// The rate we would like, in frames a second.
const WANTED_FPS: f32 = 30.0;
/// More pixels than full HD only cost time.
const MOST_PIXELS: u32 = 1920 * 1080;

/// One size and packing of a camera's pictures, with the rates it comes at.
#[derive(Clone, Debug, PartialEq)]
pub struct Mode {
    /// How pictures are packed.
    pub encoding: Encoding,
    /// Columns.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Rates offered; empty when the camera does not say.
    pub rates: Vec<Rate>,
}

/// Frames a second as a fraction, the way drivers say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Frames.
    pub frames: u32,
    /// In this many seconds.
    pub seconds: u32,
}

impl Rate {
    /// Frames a second; 0 where the fraction makes no sense.
    pub fn fps(self) -> f32 {
        if self.seconds == 0 { 0.0 } else { self.frames as f32 / self.seconds as f32 }
    }
}

impl Mode {
    /// The rate nearest to the wanted one.
    pub(super) fn best_rate(&self) -> Option<Rate> {
        let distance = |rate: &Rate| (rate.fps() - WANTED_FPS).abs();
        self.rates.iter().copied().min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// How far from what we want: the smaller the better.
    fn cost(&self, wanted: Wanted) -> f32 {
        let pixels = self.width as f32 * self.height as f32;
        let size = (pixels / (wanted.size.0 as f32 * wanted.size.1 as f32)).log2().abs();
        // Of two as large, the one of the wanted shape.
        let shape = |(width, height): (u32, u32)| width as f32 / height.max(1) as f32;
        let shape = (shape((self.width, self.height)) / shape(wanted.size)).log2().abs() * 1.5;
        let huge = if pixels > MOST_PIXELS as f32 { 100.0 } else { 0.0 };
        // Below about ten frames a second a face is followed badly; above thirty nothing is gained.
        let fps = self.best_rate().map_or(WANTED_FPS, Rate::fps).max(0.1);
        let slow = (WANTED_FPS / fps).log2().max(0.0);
        let packing = match self.encoding {
            Encoding::Yuyv => 0.0,
            Encoding::Nv12 => 0.01,
            Encoding::Rgb => 0.02,
            Encoding::Bgr => 0.03,
            // By `mien bench`, unpacking a picture of 640 by 480 takes 1.3 ms, against 0.8 ms for YUYV.
            Encoding::Mjpeg => 0.1,
            // An infrared camera, likely; the model knows grey pictures, but people want to see themselves.
            Encoding::Gray => 4.0,
        };
        let failed_before = if wanted.avoid == Some(self.encoding) { 50.0 } else { 0.0 };
        size + shape + huge + slow + packing + failed_before
    }
}

/// The mode to use.
pub(super) fn best(modes: &[Mode], wanted: Wanted) -> Option<&Mode> {
    modes.iter().min_by(|a, b| a.cost(wanted).total_cmp(&b.cost(wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(encoding: Encoding, width: u32, height: u32, fps: &[u32]) -> Mode {
        let rates = fps.iter().map(|&frames| Rate { frames, seconds: 1 }).collect();
        Mode { encoding, width, height, rates }
    }

    const VGA: Wanted = Wanted { size: (640, 480), avoid: None };

    fn picked(modes: &[Mode]) -> (Encoding, u32) {
        best(modes, VGA).map(|mode| (mode.encoding, mode.width)).unwrap()
    }

    #[test]
    fn vga_is_taken_in_whatever_packing_is_fast() {
        let vga = mode(Encoding::Mjpeg, 640, 480, &[30]);
        let slow = mode(Encoding::Yuyv, 640, 480, &[5]);
        let large = mode(Encoding::Yuyv, 1280, 720, &[10]);
        assert_eq!(picked(&[large, slow, vga.clone()]), (Encoding::Mjpeg, 640));
        assert_eq!(picked(&[vga, mode(Encoding::Yuyv, 640, 480, &[30])]), (Encoding::Yuyv, 640));
    }

    #[test]
    fn the_nearest_size_is_taken_and_never_a_huge_one() {
        let sizes = [mode(Encoding::Mjpeg, 3840, 2160, &[30]), mode(Encoding::Mjpeg, 160, 120, &[30])];
        assert_eq!(picked(&sizes), (Encoding::Mjpeg, 160));
        assert_eq!(
            picked(&[mode(Encoding::Mjpeg, 1280, 720, &[30]), sizes[1].clone()]),
            (Encoding::Mjpeg, 1280)
        );
    }

    #[test]
    fn a_packing_that_failed_is_the_last_choice() {
        let modes = [mode(Encoding::Yuyv, 640, 480, &[30]), mode(Encoding::Mjpeg, 1280, 720, &[30])];
        let wanted = Wanted { avoid: Some(Encoding::Yuyv), ..VGA };
        assert_eq!(best(&modes, wanted), Some(&modes[1]));
        assert_eq!(best(&modes[..1], wanted), Some(&modes[0]));
    }

    #[test]
    fn the_size_that_was_asked_for_is_taken_in_the_packing_that_is_fast_enough() {
        let modes = [
            mode(Encoding::Yuyv, 640, 480, &[30]),
            mode(Encoding::Yuyv, 1280, 720, &[10]),
            mode(Encoding::Mjpeg, 1280, 960, &[30]),
            mode(Encoding::Mjpeg, 1280, 720, &[30]),
        ];
        let best = |size| best(&modes, Wanted { size, avoid: None });
        assert_eq!((best((1280, 720)), best((1920, 1080))), (Some(&modes[3]), Some(&modes[3])));
        assert_eq!(best((640, 480)), Some(&modes[0]));
    }

    #[test]
    fn the_rate_nearest_to_thirty_is_asked_for() {
        let mut mode = mode(Encoding::Yuyv, 640, 480, &[60, 25, 5]);
        mode.rates.push(Rate { frames: 15, seconds: 2 });
        assert_eq!(mode.best_rate(), Some(Rate { frames: 25, seconds: 1 }));
        mode.rates.clear();
        assert_eq!(mode.best_rate(), None);
    }
}
