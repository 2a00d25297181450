//! The largest or the mean of what each place sees, in place of tract's pooling, which takes one value at a time.

#[allow(
    clippy::wildcard_imports,
    reason = "tract is made to be extended that way: its macros name what is in there"
)]
use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::cnn::{MaxPool, SumPool};
use tract_onnx::tract_core::ops::nn::DataFormat;

use super::replace::{made, replace};
use super::room;

/// What is made of the values that a place sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Mean,
    Largest,
}

/// Maps `[pictures, channels, rows, columns]` with a value for all that each place sees of another map.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Pool {
    kind: Kind,
    /// Rows and columns that a place sees.
    side: [usize; 2],
    /// Rows and columns from one place to the next.
    stride: [usize; 2],
    /// Rows and columns of the map that comes in.
    seen: [usize; 2],
    /// Border above and to the left, of which nothing is taken.
    before: [usize; 2],
    /// Shape of what comes out.
    shape: [usize; 4],
}

/// Puts this in place of the model's pooling, as far as it can do it.
pub fn take_over(model: &mut TypedModel) -> TractResult<()> {
    replace(model, 1, |node, inputs| Ok(Pool::of(node, inputs)))
}

impl Pool {
    /// `None` for another kind of pooling.
    fn of(node: &TypedNode, inputs: &[&TypedFact]) -> Option<Self> {
        let (kind, spec) = match (node.op_as::<MaxPool>(), node.op_as::<SumPool>()) {
            (Some(pool), _) if pool.with_index_outputs.is_none() => (Kind::Largest, &pool.pool_spec),
            (_, Some(pool)) if pool.normalize => (Kind::Mean, &pool.pool_spec),
            _ => return None,
        };
        let [map] = inputs else { return None };
        let Some(&[pictures, channels, rows, columns]) = map.shape.as_concrete() else { return None };
        let (&[down, across], &[row_step, column_step]) = (&*spec.kernel_shape, &*spec.strides()) else {
            return None;
        };
        let seen = [rows, columns];
        let along = spec.computed_padding(&seen);
        let bordered = along.iter().any(|axis| axis.pad_before + axis.pad_after > 0);
        let known = map.datum_type == f32::datum_type()
            && spec.data_format == DataFormat::NCHW
            && spec.dilations().iter().all(|dilation| *dilation == 1)
            && matches!((across, column_step), (1, 1) | (2 | 3, 2))
            && (kind == Kind::Largest || !bordered);
        known.then(|| Self {
            kind,
            side: [down, across],
            stride: [row_step, column_step],
            seen,
            before: [along[0].pad_before, along[1].pad_before],
            shape: [pictures, channels, along[0].convoluted, along[1].convoluted],
        })
    }

    fn pool<const ACROSS: usize, const STEP: usize>(&self, map: &[f32], out: &mut [f32]) {
        match self.kind {
            Kind::Mean => {
                let share = ((self.side[0] * ACROSS) as f32).recip();
                self.run::<ACROSS, STEP>(map, out, 0.0, |a, b| a + b, |sum| sum * share);
            }
            // Less of an instruction than `f32::max`, which looks for what is no number.
            Kind::Largest => self.run::<ACROSS, STEP>(
                map,
                out,
                f32::NEG_INFINITY,
                |a, b| if a > b { a } else { b },
                |largest| largest,
            ),
        }
    }

    /// Whole rows are joined first, then the `ACROSS` values that are left of each place.
    fn run<const ACROSS: usize, const STEP: usize>(
        &self,
        map: &[f32],
        out: &mut [f32],
        nothing: f32,
        join: impl Fn(f32, f32) -> f32,
        finish: impl Fn(f32) -> f32,
    ) {
        let ([seen_rows, seen_columns], [above, left]) = (self.seen, self.before);
        let [_, _, rows, columns] = self.shape;
        let (down, row_step) = (self.side[0], self.stride[0]);
        let width = ((columns - 1) * STEP + ACROSS).max(left + seen_columns);
        let mut room = room::take(width);
        let line = &mut room[..width];
        let planes = map.chunks_exact(seen_rows * seen_columns).zip(out.chunks_exact_mut(rows * columns));
        for (plane, out) in planes {
            for (row, out) in out.chunks_exact_mut(columns).enumerate() {
                line.fill(nothing);
                let joined = &mut line[left..][..seen_columns];
                let end = (row * row_step + down).saturating_sub(above).min(seen_rows);
                for seen in (row * row_step).saturating_sub(above)..end {
                    let values = &plane[seen * seen_columns..][..seen_columns];
                    joined.iter_mut().zip(values).for_each(|(to, value)| *to = join(*to, *value));
                }
                for (column, out) in out.iter_mut().enumerate() {
                    let values = &line[column * STEP..][..ACROSS];
                    *out = finish(values.iter().copied().fold(nothing, &join));
                }
            }
        }
        room::give(room);
    }
}

impl Op for Pool {
    fn name(&self) -> StaticName {
        "Pool".into()
    }

    op_as_typed_op!();
}

impl EvalOp for Pool {
    op_out_of_plan!();

    fn eval(&self, _context: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let map = args_1!(inputs);
        made(&self.shape, |out| {
            let map = map.try_as_plain_ram()?;
            let map = map.as_slice::<f32>()?;
            match self.side[1] {
                1 => self.pool::<1, 1>(map, out),
                2 => self.pool::<2, 2>(map, out),
                _ => self.pool::<3, 2>(map, out),
            }
            Ok(())
        })
    }
}

impl TypedOp for Pool {
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
        let mut random = fastrand::Rng::with_seed(15);
        for (kind, side, stride) in [
            (Kind::Mean, [2, 2], [2, 2]),
            (Kind::Mean, [3, 1], [1, 1]),
            (Kind::Largest, [3, 3], [2, 2]),
            (Kind::Largest, [2, 1], [2, 1]),
            (Kind::Largest, [1, 2], [1, 2]),
        ] {
            for (pictures, channels, seen) in
                [(1, 1, [4, 4]), (2, 3, [5, 8]), (1, 2, [7, 3]), (1, 5, [16, 9])]
            {
                for before in [[0, 0], [1, 1], [1, 0], [0, 1]] {
                    if (0..2).any(|axis| before[axis] > 0 && (kind == Kind::Mean || side[axis] < 3)) {
                        continue;
                    }
                    let along = |axis: usize| (seen[axis] + 2 * before[axis] - side[axis]) / stride[axis] + 1;
                    let (rows, columns) = (along(0), along(1));
                    let map: Vec<f32> = (0..pictures * channels * seen[0] * seen[1])
                        .map(|_| -random.f32()) // So that a border of zeros would be seen.
                        .collect();
                    let shape = [pictures, channels, rows, columns];
                    let op = Pool { kind, side, stride, seen, before, shape };
                    let map_in = Tensor::from_shape(&[pictures, channels, seen[0], seen[1]], &map).unwrap();
                    let out = op.eval_out_of_plan(tvec!(map_in.into_tvalue())).unwrap().unwrap();
                    let out = out[0].try_as_plain_ram().unwrap().as_slice::<f32>().unwrap().to_vec();
                    assert_eq!(out.len(), pictures * channels * rows * columns);
                    for (at, value) in out.iter().enumerate() {
                        let (plane, y, x) = (at / columns / rows, at / columns % rows, at % columns);
                        let within = |at: usize, axis: usize| {
                            at.checked_sub(before[axis]).filter(|place| *place < seen[axis])
                        };
                        let values = (0..side[0] * side[1]).filter_map(|spot| {
                            let y = within(y * stride[0] + spot / side[1], 0)?;
                            let x = within(x * stride[1] + spot % side[1], 1)?;
                            Some(map[(plane * seen[0] + y) * seen[1] + x])
                        });
                        let expected = match kind {
                            Kind::Mean => values.sum::<f32>() / (side[0] * side[1]) as f32,
                            Kind::Largest => values.fold(f32::NEG_INFINITY, f32::max),
                        };
                        assert!((value - expected).abs() < 1e-6, "{op:?}: {value} for {expected}");
                    }
                }
            }
        }
    }
}
