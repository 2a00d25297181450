//! Depthwise convolutions and transposed ones, in place of tract's. That walks the borders of a map and the ends of its rows value by value, which
//! is most of a small map; here a plane is laid out with its border, and all of it is one run for vector instructions. A quick
//! search for faces takes a fifth less time so, on a processor with AVX2.

use fearless_simd::prelude::*;
use fearless_simd::{Simd, dispatch};
#[allow(
    clippy::wildcard_imports,
    reason = "tract is made to be extended that way: its macros name what is in there"
)]
use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::cnn::{Conv, Deconv, KernelFormat, PoolSpec};
use tract_onnx::tract_core::ops::nn::DataFormat;

use super::LEVEL;
use super::replace::{made, replace};

/// Convolves each channel of a map with a kernel of its own. Inputs: the map `[1, channels, rows, columns]` or without the 1,
/// kernels `[channels, 1, rows, columns]`, and what is added to each channel, or to all.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Depthwise {
    /// Rows and columns of a map that comes in.
    seen: [usize; 2],
    /// The same of one that comes out.
    made: [usize; 2],
    /// Rows and columns of a kernel.
    kernel: [usize; 2],
    /// Border above and to the left.
    before: [usize; 2],
    stride: usize,
    /// Places from one value of the map to the next, zeros between them: more than one in a transposed convolution, which
    /// also sees its kernel from the other end.
    spread: usize,
    /// Shape of all that comes out.
    shape: TVec<usize>,
}

/// Puts this in place of the model's depthwise convolutions, as far as it can do them.
pub fn take_over(model: &mut TypedModel) -> TractResult<()> {
    replace(model, 3, |node, inputs| {
        Ok(match (node.op_as::<Conv>(), node.op_as::<Deconv>()) {
            (Some(conv), _) => Depthwise::of(conv, inputs),
            (_, Some(conv)) => Depthwise::transposed(conv, inputs),
            (None, None) => None,
        })
    })
}

impl Depthwise {
    /// `None` for another kind of convolution.
    fn of(conv: &Conv, inputs: &[&TypedFact]) -> Option<Self> {
        let pool = &conv.pool_spec;
        let known = conv.q_params.is_none()
            && conv.kernel_fmt == KernelFormat::OIHW
            && conv.group == pool.input_channels;
        let op = Self::by_shapes(pool, inputs).filter(|_| known)?;
        let along = pool.computed_padding(&op.seen);
        let before = [along[0].pad_before, along[1].pad_before];
        Some(op.making([along[0].convoluted, along[1].convoluted], before, pool.strides()[0], 1))
    }

    /// The same for a transposed convolution: one of a map with zeros between its values.
    fn transposed(conv: &Deconv, inputs: &[&TypedFact]) -> Option<Self> {
        let pool = &conv.pool_spec;
        let op = Self::by_shapes(pool, inputs).filter(|_| conv.group == pool.input_channels)?;
        let (dilations, strides) = (pool.dilations(), pool.strides());
        let along = pool.padding.compute_for_deconv(
            &op.seen,
            &pool.kernel_shape,
            &dilations,
            &strides,
            &conv.adjustments,
        );
        let along = along.ok()?;
        let before = |axis: usize| (op.kernel[axis] - 1).checked_sub(along[axis].pad_before);
        let before = [before(0)?, before(1)?];
        Some(op.making([along[0].deconvoluted, along[1].deconvoluted], before, 1, strides[0]))
    }

    /// What the shapes tell, if they are such as this can do.
    fn by_shapes(pool: &PoolSpec, inputs: &[&TypedFact]) -> Option<Self> {
        let [map, kernel, bias] = inputs else { return None };
        let channels = pool.input_channels;
        let floats = inputs.iter().all(|fact| fact.datum_type == f32::datum_type());
        let (Some(shape), Some(&[_, 1, rows, columns])) =
            (map.shape.as_concrete(), kernel.shape.as_concrete())
        else {
            return None;
        };
        let batch_of_one = match pool.data_format {
            DataFormat::NCHW => shape.len() == 4 && shape[0] == 1,
            DataFormat::CHW => shape.len() == 3,
            DataFormat::NHWC | DataFormat::HWC => false,
        };
        let bias = bias.shape.as_concrete().map(|shape| shape.iter().product::<usize>());
        let (strides, dilations) = (pool.strides(), pool.dilations());
        let known = pool.output_channels == channels
            && (3..=5).contains(&columns)
            && strides.iter().all(|stride| *stride == strides[0])
            && dilations.iter().all(|dilation| *dilation == 1)
            && matches!(bias, Some(numbers) if numbers == 1 || numbers == channels);
        (floats && batch_of_one && known).then(|| {
            let seen = [shape[shape.len() - 2], shape[shape.len() - 1]];
            let kernel = [rows, columns];
            Self { seen, made: seen, kernel, before: [0; 2], stride: 1, spread: 1, shape: shape.into() }
        })
    }

    fn making(mut self, made: [usize; 2], before: [usize; 2], stride: usize, spread: usize) -> Self {
        let axis = self.shape.len() - 2;
        self.shape[axis..].copy_from_slice(&made);
        Self { made, before, stride, spread, ..self }
    }

    /// Rows or columns of a map with what is between its values.
    fn spread(&self, axis: usize) -> usize {
        (self.seen[axis] - 1) * self.spread + 1
    }

    /// Length of a row with its border.
    fn width(&self) -> usize {
        let needed = (self.made[1] - 1) * self.stride + self.kernel[1];
        needed.max(self.before[1] + self.spread(1))
    }

    /// Channel after channel.
    #[allow(clippy::inline_always, reason = "only what is inlined is compiled for the instructions of `S`")]
    #[inline(always)]
    fn run<S: Simd, const COLUMNS: usize>(
        &self,
        simd: S,
        map: &[f32],
        kernels: &[f32],
        bias: &[f32],
        out: &mut [f32],
    ) {
        let width = self.width();
        let block = 2 * S::f32s::LEN;
        // With a stride of one all rows are one run.
        let (runs, length) = if self.stride == 1 { (1, self.made[0] * width) } else { (self.made[0], width) };
        let length = length.next_multiple_of(block);
        let below = self.kernel[0] - 1;
        let end = (runs - 1) * self.stride * width + length + below * width + COLUMNS;
        let mut plane = vec![0.0; end.max((self.before[0] + self.spread(0)) * width)];
        let mut sums = vec![0.0; length];
        let mut turned = vec![0.0; self.kernel[0] * COLUMNS];
        let maps = map.chunks_exact(self.seen[0] * self.seen[1]);
        let outs = out.chunks_exact_mut(self.made[0] * self.made[1]);
        let kernels = kernels.chunks_exact(self.kernel[0] * COLUMNS);
        for (channel, ((map, out), kernel)) in maps.zip(outs).zip(kernels).enumerate() {
            let inner = plane[self.before[0] * width..].chunks_mut(width).step_by(self.spread);
            for (line, row) in inner.zip(map.chunks_exact(self.seen[1])) {
                let line = &mut line[self.before[1]..];
                if self.spread == 1 {
                    line[..row.len()].copy_from_slice(row);
                } else {
                    line.iter_mut().step_by(self.spread).zip(row).for_each(|(to, from)| *to = *from);
                }
            }
            turned.copy_from_slice(kernel);
            if self.spread > 1 {
                turned.reverse();
            }
            let (kernel, bias) = (turned.as_chunks().0, bias[channel.min(bias.len() - 1)]);
            let rows = out.chunks_exact_mut(self.made[1]);
            if self.stride == 1 {
                convolve::<S, COLUMNS>(simd, &plane, width, kernel, bias, &mut sums);
                rows.zip(sums.chunks(width)).for_each(|(row, line)| row.copy_from_slice(&line[..row.len()]));
            } else {
                for (at, row) in rows.enumerate() {
                    let plane = &plane[at * self.stride * width..];
                    convolve::<S, COLUMNS>(simd, plane, width, kernel, bias, &mut sums);
                    row.iter_mut().zip(sums.iter().step_by(self.stride)).for_each(|(to, from)| *to = *from);
                }
            }
        }
    }
}

/// At each place of a plane the sum of what the kernel sees from there to the right and below.
#[allow(clippy::inline_always, reason = "only what is inlined is compiled for the instructions of `S`")]
#[inline(always)]
fn convolve<S: Simd, const COLUMNS: usize>(
    simd: S,
    plane: &[f32],
    width: usize,
    kernel: &[[f32; COLUMNS]],
    bias: f32,
    sums: &mut [f32],
) {
    let lanes = S::f32s::LEN;
    for (block, sums) in sums.chunks_exact_mut(2 * lanes).enumerate() {
        let (mut low, mut high) = (S::f32s::splat(simd, bias), S::f32s::splat(simd, bias));
        for (row, taps) in kernel.iter().enumerate() {
            let seen = &plane[block * 2 * lanes + row * width..][..2 * lanes + COLUMNS - 1];
            for (column, &tap) in taps.iter().enumerate() {
                let tap = S::f32s::splat(simd, tap);
                low = S::f32s::from_slice(simd, &seen[column..column + lanes]).mul_add(tap, low);
                high =
                    S::f32s::from_slice(simd, &seen[column + lanes..column + 2 * lanes]).mul_add(tap, high);
            }
        }
        sums[..lanes].copy_from_slice(low.as_slice());
        sums[lanes..].copy_from_slice(high.as_slice());
    }
}

impl Op for Depthwise {
    fn name(&self) -> StaticName {
        "Depthwise".into()
    }

    op_as_typed_op!();
}

impl EvalOp for Depthwise {
    op_out_of_plan!();

    fn eval(&self, _context: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let (map, kernels, bias) = args_3!(inputs);
        made(&self.shape, |out| {
            let (map, kernels, bias) =
                (map.try_as_plain_ram()?, kernels.try_as_plain_ram()?, bias.try_as_plain_ram()?);
            let (map, kernels, bias) = (map.as_slice()?, kernels.as_slice()?, bias.as_slice()?);
            match self.kernel[1] {
                3 => dispatch!(*LEVEL, simd => self.run::<_, 3>(simd, map, kernels, bias, out)),
                4 => dispatch!(*LEVEL, simd => self.run::<_, 4>(simd, map, kernels, bias, out)),
                _ => dispatch!(*LEVEL, simd => self.run::<_, 5>(simd, map, kernels, bias, out)),
            }
            Ok(())
        })
    }
}

impl TypedOp for Depthwise {
    fn output_facts(&self, _inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        Ok(tvec!(f32::fact(&self.shape)))
    }

    as_op!();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(op: &Depthwise, map: &[f32], kernels: &[f32], bias: &[f32]) -> Vec<f32> {
        let tensor =
            |shape: &[usize], values: &[f32]| Tensor::from_shape(shape, values).unwrap().into_tvalue();
        let (channels, [rows, columns]) = (bias.len(), op.seen);
        let inputs = tvec!(
            tensor(&[1, channels, rows, columns], map),
            tensor(&[channels, 1, op.kernel[0], op.kernel[1]], kernels),
            tensor(&[channels], bias),
        );
        let made = op.eval_out_of_plan(inputs).unwrap().unwrap();
        made[0].try_as_plain_ram().unwrap().as_slice::<f32>().unwrap().to_vec()
    }

    /// By the definition, in double precision.
    fn expected(op: &Depthwise, map: &[f32], kernels: &[f32], bias: &[f32]) -> Vec<f32> {
        let ([rows, columns], [below, beside]) = (op.seen, op.kernel);
        let mut out = Vec::new();
        for (channel, bias) in bias.iter().enumerate() {
            for (y, x) in (0..op.made[0]).flat_map(|y| (0..op.made[1]).map(move |x| (y, x))) {
                let mut sum = f64::from(*bias);
                for (i, j) in (0..below).flat_map(|i| (0..beside).map(move |j| (i, j))) {
                    let (row, column) = (y * op.stride + i, x * op.stride + j);
                    let inside = (op.before[0]..op.before[0] + rows).contains(&row)
                        && (op.before[1]..op.before[1] + columns).contains(&column);
                    if inside {
                        let at = (channel * rows + row - op.before[0]) * columns + column - op.before[1];
                        sum += f64::from(map[at]) * f64::from(kernels[(channel * below + i) * beside + j]);
                    }
                }
                out.push(sum as f32);
            }
        }
        out
    }

    #[test]
    fn maps_of_all_sizes_come_out_as_defined() {
        let mut random = fastrand::Rng::with_seed(11);
        let mut numbers = |count: usize| (0..count).map(|_| random.f32() - 0.5).collect::<Vec<f32>>();
        for (side, stride) in [(3, 1), (3, 2), (5, 1), (5, 2)] {
            for seen in [[1, 1], [2, 3], [5, 6], [9, 12], [16, 16], [17, 33]] {
                for before in 0..side {
                    // As many values as there are behind it with a border of the same size.
                    let along =
                        |seen: usize| (seen + 2 * before).checked_sub(side).map(|left| left / stride + 1);
                    let [Some(rows), Some(columns)] = seen.map(along) else { continue };
                    let channels = 3;
                    let op = Depthwise {
                        seen,
                        made: [rows, columns],
                        kernel: [side, side],
                        before: [before, before],
                        stride,
                        spread: 1,
                        shape: tvec!(1, channels, rows, columns),
                    };
                    let (map, kernels) =
                        (numbers(channels * seen[0] * seen[1]), numbers(channels * side * side));
                    let bias = numbers(channels);
                    let made = made(&op, &map, &kernels, &bias);
                    let expected = expected(&op, &map, &kernels, &bias);
                    assert_eq!(made.len(), expected.len());
                    for (made, expected) in made.iter().zip(expected) {
                        assert!((made - expected).abs() < 1e-5, "{op:?}: {made} for {expected}");
                    }
                }
            }
        }
    }

    #[test]
    fn transposed_convolutions_spread_each_value_by_the_kernel() {
        let mut random = fastrand::Rng::with_seed(12);
        let mut numbers = |count: usize| (0..count).map(|_| random.f32() - 0.5).collect::<Vec<f32>>();
        for (side, spread) in [(3, 2), (4, 2), (5, 3)] {
            for (seen, cut) in [([2, 3], 0), ([5, 7], 1), ([20, 26], side - 1)] {
                // What a row or column spreads to, without what is cut off at both ends.
                let along = |seen: usize| (seen - 1) * spread + side - 2 * cut;
                let [rows, columns] = seen.map(along);
                let channels = 2;
                let op = Depthwise {
                    seen,
                    made: [rows, columns],
                    kernel: [side, side],
                    before: [side - 1 - cut; 2],
                    stride: 1,
                    spread,
                    shape: tvec!(1, channels, rows, columns),
                };
                let (map, kernels) = (numbers(channels * seen[0] * seen[1]), numbers(channels * side * side));
                let bias = numbers(channels);
                let mut expected: Vec<f64> =
                    bias.iter().flat_map(|bias| vec![f64::from(*bias); rows * columns]).collect();
                for (at, value) in map.iter().enumerate() {
                    let (channel, row, column) =
                        (at / seen[1] / seen[0], at / seen[1] % seen[0], at % seen[1]);
                    for (i, j) in (0..side).flat_map(|i| (0..side).map(move |j| (i, j))) {
                        let (y, x) = (row * spread + i, column * spread + j);
                        if (cut..cut + rows).contains(&y) && (cut..cut + columns).contains(&x) {
                            let tap = f64::from(kernels[(channel * side + i) * side + j]);
                            expected[(channel * rows + y - cut) * columns + x - cut] +=
                                f64::from(*value) * tap;
                        }
                    }
                }
                let made = made(&op, &map, &kernels, &bias);
                assert_eq!(made.len(), expected.len());
                for (made, expected) in made.iter().zip(expected) {
                    assert!((f64::from(*made) - expected).abs() < 1e-5, "{op:?}: {made} for {expected}");
                }
            }
        }
    }
}
