//! Convolutions of 3x3 and 7x7 over all channels, in place of tract's. That copies what each place sees into panels, nine times the
//! map or more; here the map is laid out once, with its border, and each of its values meets the weights of many channels at a time,
//! which lie in one row in the order in which they are needed.

use std::sync::Arc;

use fearless_simd::prelude::*;
use fearless_simd::{Simd, dispatch};
#[allow(
    clippy::wildcard_imports,
    reason = "tract is made to be extended that way: its macros name what is in there"
)]
use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::cnn::Conv;

use super::replace::{is_plain, made, replace};
use super::{LEVEL, lanes, room};

/// Rows and columns of most kernels.
const SIDE: usize = 3;
/// The same of those that networks begin with, which make two vectors of channels from every second place.
const WIDE_SIDE: usize = 7;
/// Places of a row that are made at a time, with two vectors of channels and with one; shorter rows are left to tract.
const PLACES: usize = 6;
const MORE_PLACES: usize = 2 * PLACES;
/// Numbers in a vector of the processors for which this is; with shorter vectors tract is as quick.
pub const LANES: usize = 16;

/// At each place of maps `[pictures, channels, rows, columns]` the weighted sums of all that a kernel sees there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Dense {
    channels: usize,
    /// Rows and columns of the map that comes in.
    seen: [usize; 2],
    /// Border above and to the left.
    before: [usize; 2],
    stride: usize,
    /// Rows and columns of a kernel.
    side: usize,
    /// How many vectors of made channels are done at a time.
    vectors: usize,
    /// For each such part of the made channels, for each channel, row and column of the kernel: a weight for each of the part.
    weights: Arc<Tensor>,
    /// What is added to each made channel.
    bias: Arc<Tensor>,
    /// Shape of what comes out.
    shape: [usize; 4],
}

/// Puts this in place of the model's convolutions of such kernels, as far as it can do them.
pub fn take_over(model: &mut TypedModel) -> TractResult<()> {
    replace(model, 1, Dense::of)
}

impl Dense {
    /// `None` for another kind of convolution.
    fn of(node: &TypedNode, inputs: &[&TypedFact]) -> TractResult<Option<Self>> {
        let (Some(conv), [map, weights, bias]) = (node.op_as::<Conv>(), inputs) else { return Ok(None) };
        let pool = &conv.pool_spec;
        let (Some(&[pictures, channels, rows, columns]), Some(&[made, _, side, across])) =
            (map.shape.as_concrete(), weights.shape.as_concrete())
        else {
            return Ok(None);
        };
        let (Some(weights), Some(bias)) = (&weights.konst, &bias.konst) else { return Ok(None) };
        let strides = pool.strides();
        let made_for = match (side, &strides[..]) {
            (SIDE, [1, 1] | [2, 2]) => lanes(),
            (WIDE_SIDE, [2, 2]) => 2 * lanes(),
            _ => return Ok(None),
        };
        let known =
            is_plain(conv, inputs) && across == side && lanes() >= LANES && made.is_multiple_of(made_for);
        let seen = [rows, columns];
        let along = pool.computed_padding(&seen);
        if !known || along[1].convoluted < PLACES {
            return Ok(None);
        }
        let (weights, bias) = (weights.try_as_plain_ram()?, bias.try_as_plain_ram()?);
        let op = Self {
            channels,
            seen,
            before: [along[0].pad_before, along[1].pad_before],
            stride: strides[0],
            side,
            vectors: 1,
            weights: Arc::default(),
            bias: Arc::default(),
            shape: [pictures, made, along[0].convoluted, along[1].convoluted],
        };
        Ok(Some(op.weighing(weights.as_slice()?, bias.as_slice()?)))
    }

    /// The same with weights `[made channels, channels, side, side]` and one bias for each made channel or for all.
    fn weighing(self, weights: &[f32], bias: &[f32]) -> Self {
        let made = self.shape[1];
        let vectors = if made.is_multiple_of(2 * lanes()) { 2 } else { 1 };
        let taps = self.channels * self.side * self.side;
        let part = weights.chunks_exact(taps * vectors * lanes());
        let in_order = part.flat_map(|part| {
            (0..taps).flat_map(move |tap| part.chunks_exact(taps).map(move |channel| channel[tap]))
        });
        let weights = Arc::new(tensor1(&in_order.collect::<Vec<_>>()));
        let bias: Vec<f32> = bias.iter().copied().cycle().take(made).collect();
        Self { vectors, weights, bias: Arc::new(tensor1(&bias)), ..self }
    }

    /// Length of a row with its border.
    fn width(&self) -> usize {
        ((self.shape[3] - 1) * self.stride + self.side).max(self.before[1] + self.seen[1])
    }

    /// Rows of a channel with its border.
    fn height(&self) -> usize {
        ((self.shape[2] - 1) * self.stride + self.side).max(self.before[0] + self.seen[0])
    }

    /// The channels of all maps, each with its border.
    fn frame(&self, map: &[f32], planes: &mut [f32]) {
        let (width, [above, left]) = (self.width(), self.before);
        let maps = map.chunks_exact(self.seen[0] * self.seen[1]);
        for (plane, map) in planes.chunks_exact_mut(self.height() * width).zip(maps) {
            let (border, lines) = plane.split_at_mut(above * width);
            border.fill(0.0);
            let (lines, border) = lines.split_at_mut(self.seen[0] * width);
            border.fill(0.0);
            for (line, row) in lines.chunks_exact_mut(width).zip(map.chunks_exact(self.seen[1])) {
                line[..left].fill(0.0);
                line[left..][..row.len()].copy_from_slice(row);
                line[left + row.len()..].fill(0.0);
            }
        }
    }

    /// `PLACES` of a row by `VECTORS` of channels at a time, as many sums as stay in registers. What is left at the end of a row is
    /// done together with what lies before it, once more.
    #[allow(clippy::inline_always, reason = "only what is inlined is compiled for the instructions of `S`")]
    #[inline(always)]
    fn run<S: Simd, const VECTORS: usize, const STRIDE: usize, const SIDE: usize, const PLACES: usize>(
        &self,
        simd: S,
        [map, weights, bias]: [&[f32]; 3],
        out: &mut [f32],
    ) {
        let lanes = S::f32s::LEN;
        let part = VECTORS * lanes;
        let [pictures, made, rows, columns] = self.shape;
        let width = self.width();
        let length = pictures * self.channels * self.height() * width;
        let mut room = room::take(length);
        self.frame(map, &mut room[..length]);
        let planes = &room[..length];
        let mut tile = [[0.0; 2 * LANES]; PLACES];
        let weights = weights.chunks_exact(self.channels * SIDE * SIDE * part);
        let (picture, plane) = (planes.len() / pictures, planes.len() / pictures / self.channels);
        for (number, (weights, bias)) in weights.zip(bias.chunks_exact(part)).enumerate() {
            let row_starts = |at| {
                (0..rows)
                    .flat_map(move |row| (0..columns).step_by(PLACES).map(move |column| (at, row, column)))
            };
            for (at, row, column) in (0..pictures).flat_map(row_starts) {
                let column = column.min(columns - PLACES);
                let begin = row * STRIDE * width + column * STRIDE;
                let planes = &planes[at * picture..][..picture];
                let out = &mut out[(at * made + number * part) * rows * columns..][..part * rows * columns];
                let mut sums: [[S::f32s; VECTORS]; PLACES] = [std::array::from_fn(|vector| {
                    S::f32s::from_slice(simd, &bias[vector * lanes..][..lanes])
                }); PLACES];
                let by_channel = weights.chunks_exact(SIDE * SIDE * part);
                for (begin, weights) in (begin..).step_by(plane).zip(by_channel) {
                    for (line, weights) in weights.chunks_exact(SIDE * part).enumerate() {
                        let seen = &planes[begin + line * width..][..(PLACES - 1) * STRIDE + SIDE];
                        for (tap, weights) in weights.chunks_exact(part).enumerate() {
                            let weights: [S::f32s; VECTORS] = std::array::from_fn(|vector| {
                                S::f32s::from_slice(simd, &weights[vector * lanes..][..lanes])
                            });
                            for (place, sums) in sums.iter_mut().enumerate() {
                                let value = S::f32s::splat(simd, seen[place * STRIDE + tap]);
                                for (sum, weight) in sums.iter_mut().zip(weights) {
                                    *sum = weight.mul_add(value, *sum);
                                }
                            }
                        }
                    }
                }
                for (to, sums) in tile.iter_mut().zip(&sums) {
                    for (to, sum) in to.chunks_exact_mut(lanes).zip(sums) {
                        to.copy_from_slice(sum.as_slice());
                    }
                }
                for channel in 0..part {
                    let line = &mut out[(channel * rows + row) * columns + column..][..PLACES];
                    for (to, from) in line.iter_mut().zip(&tile) {
                        *to = from[channel];
                    }
                }
            }
        }
        room::give(room);
    }
}

impl Op for Dense {
    fn name(&self) -> StaticName {
        "Dense".into()
    }

    op_as_typed_op!();
}

impl EvalOp for Dense {
    op_out_of_plan!();

    fn eval(&self, _context: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let map = args_1!(inputs);
        made(&self.shape, |out| {
            let (map, weights, bias) =
                (map.try_as_plain_ram()?, self.weights.try_as_plain_ram()?, self.bias.try_as_plain_ram()?);
            let inputs = [map.as_slice()?, weights.as_slice()?, bias.as_slice()?];
            match (self.side, self.vectors, self.stride) {
                (WIDE_SIDE, ..) => {
                    dispatch!(*LEVEL, simd => self.run::<_, 2, 2, WIDE_SIDE, PLACES>(simd, inputs, out));
                }
                (_, 2, 1) => dispatch!(*LEVEL, simd => self.run::<_, 2, 1, SIDE, PLACES>(simd, inputs, out)),
                (_, 2, _) => dispatch!(*LEVEL, simd => self.run::<_, 2, 2, SIDE, PLACES>(simd, inputs, out)),
                (_, _, 1) if self.shape[3] >= MORE_PLACES => {
                    dispatch!(*LEVEL, simd => self.run::<_, 1, 1, SIDE, MORE_PLACES>(simd, inputs, out));
                }
                (_, _, 1) => dispatch!(*LEVEL, simd => self.run::<_, 1, 1, SIDE, PLACES>(simd, inputs, out)),
                (..) => dispatch!(*LEVEL, simd => self.run::<_, 1, 2, SIDE, PLACES>(simd, inputs, out)),
            }
            Ok(())
        })
    }
}

impl TypedOp for Dense {
    fn output_facts(&self, _inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        Ok(tvec!(f32::fact(self.shape)))
    }

    as_op!();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_of_all_sizes_come_out_as_defined() {
        let mut random = fastrand::Rng::with_seed(14);
        let mut numbers = |count: usize| (0..count).map(|_| random.f32() - 0.5).collect::<Vec<f32>>();
        for (side, stride, vectors) in
            [(3, 1, 1), (3, 1, 2), (3, 1, 3), (3, 2, 1), (3, 2, 2), (7, 2, 2), (7, 2, 4)]
        {
            for (pictures, channels, seen) in [
                (1, 1_usize, [8, 8]),
                (2, 3, [1, 7]),
                (1, 2, [16, 24]),
                (3, 5, [6, 13]),
                (1, 1, [9, 12]),
                (2, 2, [7, 30]),
            ] {
                let border = side / 2;
                for (before, biases) in
                    [([0, 0], 1), ([border, border], vectors * lanes()), ([border, 0], 1), ([0, border], 1)]
                {
                    // As many values as there are behind it with such a border.
                    let along = |axis: usize| -> Option<usize> {
                        usize::checked_sub(seen[axis] + before[axis] + border, side)
                            .map(|left| left / stride + 1)
                    };
                    let (Some(rows), Some(columns @ PLACES..)) = (along(0), along(1)) else {
                        continue;
                    };
                    let made = vectors * lanes();
                    let (map, weights, bias) = (
                        numbers(pictures * channels * seen[0] * seen[1]),
                        numbers(made * channels * side * side),
                        numbers(biases),
                    );
                    let op = Dense {
                        channels,
                        seen,
                        before,
                        stride,
                        side,
                        vectors: 1,
                        weights: Arc::default(),
                        bias: Arc::default(),
                        shape: [pictures, made, rows, columns],
                    };
                    let op = op.weighing(&weights, &bias);
                    let map_in = Tensor::from_shape(&[pictures, channels, seen[0], seen[1]], &map).unwrap();
                    let out = op.eval_out_of_plan(tvec!(map_in.into_tvalue())).unwrap().unwrap();
                    let out = out[0].try_as_plain_ram().unwrap().as_slice::<f32>().unwrap().to_vec();
                    assert_eq!(out.len(), pictures * made * rows * columns);
                    for (at, value) in out.iter().enumerate() {
                        let (plane, y, x) = (at / columns / rows, at / columns % rows, at % columns);
                        let (picture, row) = (plane / made, plane % made);
                        let mut sum = f64::from(bias[row.min(biases - 1)]);
                        for tap in 0..channels * side * side {
                            let (channel, i, j) = (tap / side / side, tap / side % side, tap % side);
                            let (y, x) = (
                                (y * stride + i).checked_sub(before[0]),
                                (x * stride + j).checked_sub(before[1]),
                            );
                            if let (Some(y), Some(x)) =
                                (y.filter(|y| *y < seen[0]), x.filter(|x| *x < seen[1]))
                            {
                                sum += f64::from(weights[row * channels * side * side + tap])
                                    * f64::from(
                                        map[((picture * channels + channel) * seen[0] + y) * seen[1] + x],
                                    );
                            }
                        }
                        let shape = (op.seen, op.before, op.stride, op.side, op.shape);
                        assert!((f64::from(*value) - sum).abs() < 1e-5, "{shape:?}: {value} for {sum}");
                    }
                }
            }
        }
    }
}
