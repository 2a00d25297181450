//! What a V4L2 device offers, in our words.

use v4l::frameinterval::FrameIntervalEnum;
use v4l::framesize::{FrameSizeEnum, Stepwise};
use v4l::video::Capture;
use v4l::{Device, FourCC};

use crate::capture::encoding::Encoding;
use crate::capture::mode::{Mode, Rate};

const CODES: [(Encoding, &[u8; 4]); 6] = [
    (Encoding::Yuyv, b"YUYV"),
    (Encoding::Nv12, b"NV12"),
    (Encoding::Mjpeg, b"MJPG"),
    (Encoding::Rgb, b"RGB3"),
    (Encoding::Bgr, b"BGR3"),
    (Encoding::Gray, b"GREY"),
];

/// The packing behind a four character code, if we can read it. A few cameras say JPEG for MJPG.
pub(super) fn encoding_of(code: FourCC) -> Option<Encoding> {
    if &code.repr == b"JPEG" {
        return Some(Encoding::Mjpeg);
    }
    CODES.iter().find_map(|&(encoding, known)| (&code.repr == known).then_some(encoding))
}

/// The four character code of a packing.
pub(super) fn four_cc(encoding: Encoding) -> FourCC {
    let code = CODES.iter().find_map(|&(known, code)| (known == encoding).then_some(code));
    FourCC::new(code.unwrap_or(b"MJPG"))
}

/// All modes whose pictures we can read; of a range of sizes the one nearest to `wanted`. Devices that are no cameras, such
/// as metadata nodes, have none.
pub(super) fn modes(device: &Device, wanted: (u32, u32)) -> Vec<Mode> {
    let mut modes = Vec::new();
    for description in device.enum_formats().unwrap_or_default() {
        let Some(encoding) = encoding_of(description.fourcc) else { continue };
        for size in device.enum_framesizes(description.fourcc).unwrap_or_default() {
            let (width, height) = match size.size {
                FrameSizeEnum::Discrete(size) => (size.width, size.height),
                FrameSizeEnum::Stepwise(range) => nearest(&range, wanted),
            };
            let rates = rates(device, description.fourcc, width, height);
            modes.push(Mode { encoding, width, height, rates });
        }
    }
    modes
}

/// The size of a range that is nearest to the wanted one.
fn nearest(range: &Stepwise, wanted: (u32, u32)) -> (u32, u32) {
    let fit = |wanted: u32, min: u32, max: u32, step: u32| {
        let inside = wanted.clamp(min, max.max(min));
        inside - (inside - min) % step.max(1)
    };
    (
        fit(wanted.0, range.min_width, range.max_width, range.step_width),
        fit(wanted.1, range.min_height, range.max_height, range.step_height),
    )
}

fn rates(device: &Device, code: FourCC, width: u32, height: u32) -> Vec<Rate> {
    let intervals = device.enum_frameintervals(code, width, height).unwrap_or_default();
    let mut rates = Vec::new();
    for interval in intervals {
        match interval.interval {
            FrameIntervalEnum::Discrete(time) => {
                rates.push(Rate { frames: time.denominator, seconds: time.numerator });
            }
            FrameIntervalEnum::Stepwise(range) => {
                // The shortest and the longest time, and what we would like if it lies between.
                let ends = [range.min, range.max]
                    .map(|time| Rate { frames: time.denominator, seconds: time.numerator });
                rates.extend(ends);
                let wanted = Rate { frames: 30, seconds: 1 };
                if ends[1].fps() <= wanted.fps() && wanted.fps() <= ends[0].fps() {
                    rates.push(wanted);
                }
            }
        }
    }
    rates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_there_and_back() {
        for (encoding, _) in CODES {
            assert_eq!(encoding_of(four_cc(encoding)), Some(encoding));
        }
        assert_eq!(encoding_of(FourCC::new(b"H264")), None);
    }

    #[test]
    fn a_range_of_sizes_gives_the_nearest() {
        let range = |min_width, max_width, step_width, min_height, max_height, step_height| Stepwise {
            min_width,
            max_width,
            step_width,
            min_height,
            max_height,
            step_height,
        };
        assert_eq!(nearest(&range(2, 8192, 2, 1, 8192, 1), (640, 480)), (640, 480));
        assert_eq!(nearest(&range(100, 500, 30, 700, 600, 0), (640, 480)), (490, 700));
    }
}
