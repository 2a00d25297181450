//! Curves that give a picture better light, for what was taken in poor light.

use crate::vision::gray::Gray;

/// The brightness below which all but the brightest pixels of a dark picture lie.
const DARK: u8 = 110;

/// Is the picture so dark that a brightened copy is worth a look?
pub fn is_dark(gray: &Gray) -> bool {
    percentile(&histogram(gray), gray.pixels().len(), 0.97) < usize::from(DARK)
}

/// What each brightness becomes when the darkest pixels go to black and the brightest to white; a few outliers are cut off.
pub fn stretching(gray: &Gray) -> [u8; 256] {
    let (histogram, count) = (histogram(gray), gray.pixels().len());
    let low = percentile(&histogram, count, 0.01) as f32;
    let high = percentile(&histogram, count, 0.99) as f32;
    let gain = 255.0 / (high - low).max(1.0);
    table(|p| (p - low) * gain)
}

/// As [`stretching`], with the shadows lifted: for a face before a bright window.
pub fn lifting(gray: &Gray) -> [u8; 256] {
    const GAMMA: f32 = 0.45;
    stretching(gray).map(|p| (255.0 * (f32::from(p) / 255.0).powf(GAMMA)).round() as u8)
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
        let curve = stretching(&ramp(32));
        assert_eq!((curve[0], curve[32]), (0, 255));
    }

    #[test]
    fn a_uniform_picture_stays_finite() {
        let flat = Gray::new(4, 4, vec![7; 16]).unwrap();
        assert_eq!((stretching(&flat)[7], lifting(&flat)[7]), (0, 0));
    }

    #[test]
    fn lifting_brightens_shadows_most() {
        let curve = lifting(&ramp(255));
        assert!(curve[32] > 80 && curve[255] == 255);
    }
}
