//! Convolutions of one place at a time (1x1), in place of tract's. That copies a map into panels before each product, which takes half
//! as long as the product itself where there are few channels; here the channels' rows are read where they lie. Figures are in
//! `models/BLAZEFACE.md`.

use fearless_simd::prelude::*;
use fearless_simd::{Simd, dispatch};
#[allow(
    clippy::wildcard_imports,
    reason = "tract is made to be extended that way: its macros name what is in there"
)]
use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::cnn::Conv;

use super::LEVEL;
use super::replace::{is_plain, made, replace};

/// Maps with fewer places are left to tract: their time goes into reading the weights.
const FEWEST_PLACES: usize = 96;
/// Channels made at a time; with fewer tract does it.
const MOST_ROWS: usize = 8;

/// At each place the weighted sums of all channels there. Inputs: maps `[pictures, channels, rows, columns]`, weights
/// `[made channels, channels, 1, 1]`, and what is added to each channel, or to all.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Pointwise {
    channels: usize,
    made: usize,
    /// Rows times columns.
    places: usize,
    /// Shape of all that comes out.
    shape: TVec<usize>,
}

/// Puts this in place of the model's 1x1 convolutions, as far as it can do them. To be called before the model is decluttered, by which
/// tract turns them into products.
pub fn take_over(model: &mut TypedModel) -> TractResult<()> {
    replace(model, 3, |node, inputs| Ok(Pointwise::of(node, inputs)))
}

impl Pointwise {
    /// `None` for another kind of convolution.
    fn of(node: &TypedNode, inputs: &[&TypedFact]) -> Option<Self> {
        let (conv, [map, weights, bias]) = (node.op_as::<Conv>()?, inputs) else { return None };
        let (Some(&[pictures, channels, rows, columns]), Some(&[made, _, 1, 1])) =
            (map.shape.as_concrete(), weights.shape.as_concrete())
        else {
            return None;
        };
        let pool = &conv.pool_spec;
        let bias = bias.shape.as_concrete().map(|shape| shape.iter().product::<usize>());
        let known = is_plain(conv, inputs)
            && pool.strides().iter().all(|stride| *stride == 1)
            && pool
                .computed_padding(&[rows, columns])
                .iter()
                .all(|along| along.pad_before + along.pad_after == 0)
            && matches!(bias, Some(numbers) if numbers == 1 || numbers == made);
        let places = rows * columns;
        (known && made >= MOST_ROWS && places >= FEWEST_PLACES).then(|| Self {
            channels,
            made,
            places,
            shape: tvec!(pictures, made, rows, columns),
        })
    }

    /// `ROWS` channels by `BLOCKS` vectors of places at a time, as many as stay in registers. What is left at an end is done together
    /// with what lies before it, once more.
    #[allow(clippy::inline_always, reason = "only what is inlined is compiled for the instructions of `S`")]
    #[inline(always)]
    fn run<S: Simd, const ROWS: usize, const BLOCKS: usize>(
        &self,
        simd: S,
        [map, weights, bias]: [&[f32]; 3],
        out: &mut [f32],
    ) {
        let lanes = S::f32s::LEN;
        let wide = BLOCKS * lanes;
        for place in (0..self.places).step_by(wide) {
            let place = place.min(self.places - wide);
            for row in (0..self.made).step_by(ROWS) {
                let row = row.min(self.made - ROWS);
                let weights: [&[f32]; ROWS] =
                    std::array::from_fn(|at| &weights[(row + at) * self.channels..][..self.channels]);
                let mut sums: [[S::f32s; BLOCKS]; ROWS] = std::array::from_fn(|at| {
                    [S::f32s::splat(simd, bias[(row + at).min(bias.len() - 1)]); BLOCKS]
                });
                for channel in 0..self.channels {
                    let seen = &map[channel * self.places + place..][..wide];
                    let seen: [S::f32s; BLOCKS] = std::array::from_fn(|block| {
                        S::f32s::from_slice(simd, &seen[block * lanes..][..lanes])
                    });
                    for (sums, weights) in sums.iter_mut().zip(&weights) {
                        let weight = S::f32s::splat(simd, weights[channel]);
                        for (sum, seen) in sums.iter_mut().zip(seen) {
                            *sum = seen.mul_add(weight, *sum);
                        }
                    }
                }
                for (at, sums) in sums.iter().enumerate() {
                    let line = &mut out[(row + at) * self.places + place..][..wide];
                    for (to, sum) in line.chunks_exact_mut(lanes).zip(sums) {
                        to.copy_from_slice(sum.as_slice());
                    }
                }
            }
        }
    }

    /// By as many sums as there are registers for.
    #[allow(clippy::inline_always, reason = "only what is inlined is compiled for the instructions of `S`")]
    #[inline(always)]
    fn run_by_registers<S: Simd>(&self, simd: S, inputs: [&[f32]; 3], out: &mut [f32]) {
        if S::f32s::LEN >= 16 {
            self.run::<S, MOST_ROWS, 3>(simd, inputs, out);
        } else {
            self.run::<S, 4, 3>(simd, inputs, out);
        }
    }
}

impl Op for Pointwise {
    fn name(&self) -> StaticName {
        "Pointwise".into()
    }

    op_as_typed_op!();
}

impl EvalOp for Pointwise {
    op_out_of_plan!();

    fn eval(&self, _context: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let (map, weights, bias) = args_3!(inputs);
        made(&self.shape, |out| {
            let (map, weights, bias) =
                (map.try_as_plain_ram()?, weights.try_as_plain_ram()?, bias.try_as_plain_ram()?);
            let (map, weights, bias) = (map.as_slice()?, weights.as_slice()?, bias.as_slice()?);
            let outs = out.chunks_exact_mut(self.made * self.places);
            for (map, out) in map.chunks_exact(self.channels * self.places).zip(outs) {
                let inputs = [map, weights, bias];
                dispatch!(*LEVEL, simd => self.run_by_registers(simd, inputs, out));
            }
            Ok(())
        })
    }
}

impl TypedOp for Pointwise {
    fn output_facts(&self, _inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        Ok(tvec!(f32::fact(&self.shape)))
    }

    as_op!();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_of_all_sizes_come_out_as_defined() {
        let mut random = fastrand::Rng::with_seed(13);
        let mut numbers = |count: usize| (0..count).map(|_| random.f32() - 0.5).collect::<Vec<f32>>();
        for (pictures, channels, made, [rows, columns]) in [
            (1, 1, 8, [1, 96]),
            (2, 3, 9, [9, 12]),
            (1, 32, 24, [10, 13]),
            (1, 7, 17, [12, 16]),
            (3, 20, 16, [1, 97]),
        ] {
            for biases in [1, made] {
                let places = rows * columns;
                let op = Pointwise { channels, made, places, shape: tvec!(pictures, made, rows, columns) };
                let (map, weights, bias) =
                    (numbers(pictures * channels * places), numbers(made * channels), numbers(biases));
                let tensor = |shape: &[usize], values: &[f32]| {
                    Tensor::from_shape(shape, values).unwrap().into_tvalue()
                };
                let inputs = tvec!(
                    tensor(&[pictures, channels, rows, columns], &map),
                    tensor(&[made, channels, 1, 1], &weights),
                    tensor(&[biases], &bias),
                );
                let out = op.eval_out_of_plan(inputs).unwrap().unwrap();
                let out = out[0].try_as_plain_ram().unwrap().as_slice::<f32>().unwrap().to_vec();
                assert_eq!(out.len(), pictures * made * places);
                for (at, value) in out.iter().enumerate() {
                    let (picture, row, place) = (at / places / made, at / places % made, at % places);
                    let products = (0..channels).map(|channel| {
                        f64::from(weights[row * channels + channel])
                            * f64::from(map[(picture * channels + channel) * places + place])
                    });
                    let expected = f64::from(bias[row.min(biases - 1)]) + products.sum::<f64>();
                    assert!((f64::from(*value) - expected).abs() < 1e-5, "{op:?}: {value} for {expected}");
                }
            }
        }
    }
}
