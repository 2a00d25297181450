//! Copies of a picture in which the light is better, for what was taken in poor light.

use crate::vision::gray::Gray;

/// The brightness below which all but the brightest pixels of a dark picture lie.
const DARK: u8 = 110;

/// Is the picture so dark that a brightened copy is worth a look?
pub fn is_dark(gray: &Gray) -> bool {
    percentile(&histogram(gray), gray.pixels().len(), 0.97) < usize::from(DARK)
}

/// The picture with its darkest pixels at black and its brightest at white; a few outliers are cut off.
pub fn stretched(gray: &Gray) -> Gray {
    let (histogram, count) = (histogram(gray), gray.pixels().len());
    let low = percentile(&histogram, count, 0.01) as f32;
    let high = percentile(&histogram, count, 0.99) as f32;
    let gain = 255.0 / (high - low).max(1.0);
    gray.mapped(&table(|p| (p - low) * gain))
}

/// The picture with its shadows lifted, for a face before a bright window.
pub fn lifted(gray: &Gray) -> Gray {
    const GAMMA: f32 = 0.45;
    let stretched = stretched(gray);
    stretched.mapped(&table(|p| 255.0 * (p / 255.0).powf(GAMMA)))
}

fn table(curve: impl Fn(f32) -> f32) -> [u8; 256] {
    std::array::from_fn(|p| curve(p as f32).round().clamp(0.0, 255.0) as u8)
}

fn histogram(gray: &Gray) -> [usize; 256] {
    let mut counts = [0; 256];
    for &p in gray.pixels() {
        counts[usize::from(p)] += 1;
    }
    counts
}

/// The brightness below which `part` (0..=1) of the pixels lie.
fn percentile(histogram: &[usize; 256], count: usize, part: f32) -> usize {
    let wanted = (count as f32 * part) as usize;
    let mut seen = 0;
    histogram
        .iter()
        .position(|n| {
            seen += n;
            seen > wanted
        })
        .unwrap_or(255)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp(top: u8) -> Gray {
        Gray::new(256, 1, (0..=255u16).map(|i| (i * u16::from(top) / 255) as u8).collect()).unwrap()
    }

    #[test]
    fn an_eighth_of_the_light_is_dark_and_full_light_is_not() {
        assert!(is_dark(&ramp(32)));
        assert!(!is_dark(&ramp(255)));
    }

    #[test]
    fn stretching_uses_the_whole_range() {
        let bright = stretched(&ramp(32));
        assert_eq!((bright.pixels()[0], bright.pixels()[255]), (0, 255));
    }

    #[test]
    fn a_uniform_picture_stays_finite() {
        let flat = Gray::new(4, 4, vec![7; 16]).unwrap();
        assert_eq!(stretched(&flat).pixels().len(), 16);
        assert_eq!(lifted(&flat).pixels().len(), 16);
    }

    #[test]
    fn lifting_brightens_shadows_most() {
        let lifted = lifted(&ramp(255));
        assert!(lifted.pixels()[32] > 80 && lifted.pixels()[255] == 255);
    }
}
