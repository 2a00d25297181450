//! Convolutions of 3x3 at every place, with a fraction of the multiplications: Winograd's minimal filtering (Lavin and Gray 2016).
//! A tile of 4x4 results sees 6x6 values; both sides are transformed, with additions and a few constants, so that each of the 36
//! spots of a tile needs one product of matrices over the channels, where the definition needs 144. Maps that tiles of 4x4 do not cover
//! are cut into tiles of 2x2, with 16 spots for 36.
//!
//! Its sums are rounded otherwise than those of the definition; how far that may carry them, tests say.

use std::sync::Arc;

use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, dispatch};
#[allow(
    clippy::wildcard_imports,
    reason = "tract is made to be extended that way: its macros name what is in there"
)]
use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::cnn::Conv;

use super::replace::{is_plain, made, replace};
use super::{LEVEL, lanes, room};

/// Rows and columns of a kernel.
const SIDE: usize = 3;
/// Rows and columns of what the largest tiles give.
const MOST_MADE: usize = 4;
/// Tiles and vectors of channels whose sums stay in registers.
const TILES: usize = 6;
const VECTORS: usize = 2;
/// Tiles whose transforms stay in the cache.
const BLOCK: usize = 3 * TILES;
/// How a kernel is transformed for tiles of 4x4, along rows and along columns.
const KERNEL_4: [[f64; SIDE]; 6] = [
    [1.0 / 4.0, 0.0, 0.0],
    [-1.0 / 6.0, -1.0 / 6.0, -1.0 / 6.0],
    [-1.0 / 6.0, 1.0 / 6.0, -1.0 / 6.0],
    [1.0 / 24.0, 1.0 / 12.0, 1.0 / 6.0],
    [1.0 / 24.0, -1.0 / 12.0, 1.0 / 6.0],
    [0.0, 0.0, 1.0],
];
/// The same for tiles of 2x2.
const KERNEL_2: [[f64; SIDE]; 4] = [[1.0, 0.0, 0.0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0.0, 0.0, 1.0]];

/// At each place of maps `[pictures, channels, rows, columns]` the weighted sums of all that a kernel sees there, with a border of one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Winograd {
    channels: usize,
    /// Numbers in a vector: 8 or 16.
    lanes: usize,
    /// Rows and columns of what a tile gives: 4 or 2.
    tile: usize,
    /// For each spot, for each part of the made channels, for each channel: a weight for each of the part.
    weights: Arc<Tensor>,
    /// What is added to each made channel.
    bias: Arc<Tensor>,
    /// Shape of what comes out.
    shape: [usize; 4],
}

/// Puts this in place of the model's 3x3 convolutions, as far as it can do them.
pub fn take_over(model: &mut TypedModel) -> TractResult<()> {
    replace(model, 1, Winograd::of)
}

/// The transform of what a tile sees, along one axis.
#[allow(clippy::inline_always, reason = "only what is inlined is compiled for the instructions of `S`")]
#[inline(always)]
fn of_seen<S: Simd, const SEEN: usize>(seen: [S::f32s; SEEN]) -> [S::f32s; SEEN] {
    let mut spots = seen;
    if SEEN == 6 {
        let (odd, even) = (seen[3] - seen[1] * 4.0, seen[4] - seen[2] * 4.0);
        let (step, rest) = ((seen[3] - seen[1]) * 2.0, seen[4] - seen[2]);
        spots[0] = seen[0] * 4.0 - seen[2] * 5.0 + seen[4];
        (spots[1], spots[2]) = (even + odd, even - odd);
        (spots[3], spots[4]) = (rest + step, rest - step);
        spots[5] = seen[1] * 4.0 - seen[3] * 5.0 + seen[5];
    } else {
        (spots[0], spots[3]) = (seen[0] - seen[2], seen[1] - seen[3]);
        (spots[1], spots[2]) = (seen[1] + seen[2], seen[2] - seen[1]);
    }
    spots
}

/// Back from the spots to what a tile gives, along one axis.
#[allow(clippy::inline_always, reason = "only what is inlined is compiled for the instructions of `S`")]
#[inline(always)]
fn to_made<S: Simd, const MADE: usize, const SEEN: usize>(spots: [S::f32s; SEEN]) -> [S::f32s; MADE] {
    let (near, step) = (spots[1] + spots[2], spots[1] - spots[2]);
    let mut made = [near; MADE];
    if SEEN == 6 {
        let (far, stride) = (spots[3] + spots[4], spots[3] - spots[4]);
        (made[0], made[1]) = (spots[0] + near + far, step + stride * 2.0);
        (made[2], made[3]) = (near + far * 4.0, step + stride * 8.0 + spots[5]);
    } else {
        (made[0], made[1]) = (spots[0] + near, step - spots[3]);
    }
    made
}

/// Rows for columns: interleaving the upper half with the lower one turns the bits of row and column, taken as one number, by one.
#[allow(clippy::inline_always, reason = "only what is inlined is compiled for the instructions of `S`")]
#[inline(always)]
fn transposed<S: Simd, const LANES: usize>(mut rows: [S::f32s; LANES]) -> [S::f32s; LANES] {
    for _ in 0..LANES.ilog2() {
        let halves = rows;
        for row in 0..LANES / 2 {
            let (upper, lower) = (halves[row], halves[row + LANES / 2]);
            rows[2 * row] = upper.zip_low(lower);
            rows[2 * row + 1] = upper.zip_high(lower);
        }
    }
    rows
}

impl Winograd {
    /// `None` for another kind of convolution.
    fn of(node: &TypedNode, inputs: &[&TypedFact]) -> TractResult<Option<Self>> {
        let (Some(conv), [map, weights, bias]) = (node.op_as::<Conv>(), inputs) else { return Ok(None) };
        let pool = &conv.pool_spec;
        let (Some(&[pictures, channels, rows, columns]), Some(&[made, _, SIDE, SIDE])) =
            (map.shape.as_concrete(), weights.shape.as_concrete())
        else {
            return Ok(None);
        };
        let (Some(weights), Some(bias)) = (&weights.konst, &bias.konst) else { return Ok(None) };
        let known = is_plain(conv, inputs)
            && pool.strides().iter().all(|stride| *stride == 1)
            && pool
                .computed_padding(&[rows, columns])
                .iter()
                .all(|axis| (axis.pad_before, axis.pad_after) == (1, 1));
        let Some(tile) = Self::tile(lanes(), channels, [pictures, made, rows, columns]).filter(|_| known)
        else {
            return Ok(None);
        };
        let (weights, bias) = (weights.try_as_plain_ram()?, bias.try_as_plain_ram()?);
        let shape = [pictures, made, rows, columns];
        Ok(Some(Self::weighing([lanes(), tile, channels], shape, weights.as_slice()?, bias.as_slice()?)))
    }

    /// Rows and columns of the largest tiles that cover the maps, if there are enough of them and the channels fill whole vectors.
    fn tile(lanes: usize, channels: usize, [pictures, made, rows, columns]: [usize; 4]) -> Option<usize> {
        let fits = |tile: &usize| {
            matches!(lanes, 8 | 16)
                && rows.is_multiple_of(*tile)
                && columns.is_multiple_of(*tile)
                && pictures * rows * columns >= TILES * tile * tile
                && rows * columns >= lanes
                && channels.is_multiple_of(lanes)
                && made.is_multiple_of(VECTORS * lanes)
        };
        [4, 2].into_iter().find(fits)
    }

    /// With weights `[made channels, channels, SIDE, SIDE]` and one bias for each made channel or for all.
    fn weighing(
        [lanes, tile, channels]: [usize; 3],
        shape: [usize; 4],
        weights: &[f32],
        bias: &[f32],
    ) -> Self {
        let (made, part, taps) = (shape[1], VECTORS * lanes, channels * SIDE * SIDE);
        let transform = if tile == 4 { &KERNEL_4[..] } else { &KERNEL_2[..] };
        // What each weight of a kernel counts at each spot.
        let counts: Vec<[f32; SIDE * SIDE]> = transform
            .iter()
            .flat_map(|down| transform.iter().map(move |along| (down, along)))
            .map(|(down, along)| std::array::from_fn(|tap| (down[tap / SIDE] * along[tap % SIDE]) as f32))
            .collect();
        let mut spots = vec![0.0; counts.len() * made * channels];
        let mut kernels = vec![0.0; SIDE * SIDE * part];
        for (number, rows) in weights.chunks_exact(part * taps).enumerate() {
            for channel in 0..channels {
                for (tap, to) in kernels.chunks_exact_mut(part).enumerate() {
                    let from = rows.chunks_exact(taps).map(|row| row[channel * SIDE * SIDE + tap]);
                    to.iter_mut().zip(from).for_each(|(to, from)| *to = from);
                }
                for (counts, spots) in counts.iter().zip(spots.chunks_exact_mut(made * channels)) {
                    let to = &mut spots[(number * channels + channel) * part..][..part];
                    for (count, weights) in counts.iter().zip(kernels.chunks_exact(part)) {
                        to.iter_mut().zip(weights).for_each(|(to, weight)| *to += count * weight);
                    }
                }
            }
        }
        let bias: Vec<f32> = bias.iter().copied().cycle().take(made).collect();
        Self {
            channels,
            lanes,
            tile,
            weights: Arc::new(tensor1(&spots)),
            bias: Arc::new(tensor1(&bias)),
            shape,
        }
    }

    /// Where each tile begins in the framed maps, and in the first plane of its picture.
    fn corners(&self) -> Vec<[usize; 2]> {
        let [pictures, made, rows, columns] = self.shape;
        let (tile, width) = (self.tile, columns + 2);
        let of_row = move |picture: usize, row: usize| {
            (0..columns).step_by(tile).map(move |column| {
                let seen = ((picture * (rows + 2) + row) * width + column) * self.channels;
                [seen, picture * made * rows * columns + row * columns + column]
            })
        };
        let of_picture = |picture| (0..rows).step_by(tile).flat_map(move |row| of_row(picture, row));
        (0..pictures).flat_map(of_picture).collect()
    }

    /// Length of the maps with their borders.
    const fn framed_length(&self) -> usize {
        let [pictures, _, rows, columns] = self.shape;
        pictures * (rows + 2) * (columns + 2) * self.channels
    }

    /// The maps with their borders, the channels of each place side by side.
    #[allow(clippy::inline_always, reason = "only what is inlined is compiled for the instructions of `S`")]
    #[inline(always)]
    fn frame<S: Simd, const LANES: usize>(&self, simd: S, map: &[f32], framed: &mut [f32]) {
        let [pictures, _, rows, columns] = self.shape;
        let width = columns + 2;
        let mut places = Vec::with_capacity(rows * columns);
        for row in 1..=rows {
            places.extend((1..=columns).map(|column| (row * width + column) * self.channels));
        }
        let pictures = map
            .chunks_exact(self.channels * places.len())
            .zip(framed.chunks_exact_mut(framed.len() / pictures));
        for (map, framed) in pictures {
            // The border of the rows, and between them the right one of each row with the left one of the next.
            let row = width * self.channels;
            framed[..row + self.channels].fill(0.0);
            framed[(rows + 1) * row - self.channels..].fill(0.0);
            for end in (2..=rows).map(|number| number * row) {
                framed[end - self.channels..end + self.channels].fill(0.0);
            }
            for (channel, planes) in (0..).step_by(LANES).zip(map.chunks_exact(LANES * places.len())) {
                for start in (0..places.len()).step_by(LANES) {
                    let start = start.min(places.len() - LANES);
                    let mut lines = [S::f32s::splat(simd, 0.0); LANES];
                    for (line, plane) in lines.iter_mut().zip(planes.chunks_exact(places.len())) {
                        *line = S::f32s::from_slice(simd, &plane[start..][..LANES]);
                    }
                    for (at, line) in transposed::<S, LANES>(lines).iter().enumerate() {
                        framed[places[start + at] + channel..][..LANES].copy_from_slice(line.as_slice());
                    }
                }
            }
        }
    }

    /// What a tile sees from `corner` on, transformed, at its place `at` in a block of `block` tiles: `[spots, block, channels]`.
    #[allow(clippy::inline_always, reason = "only what is inlined is compiled for the instructions of `S`")]
    #[inline(always)]
    fn look<S: Simd, const SEEN: usize>(
        &self,
        simd: S,
        framed: &[f32],
        corner: usize,
        seen: &mut [f32],
        [at, block]: [usize; 2],
    ) {
        let (lanes, width) = (S::f32s::LEN, self.shape[3] + 2);
        for channel in (0..self.channels).step_by(lanes) {
            let mut rows = [[S::f32s::splat(simd, 0.0); SEEN]; SEEN];
            for (row, values) in rows.iter_mut().enumerate() {
                for (column, value) in values.iter_mut().enumerate() {
                    let place = corner + (row * width + column) * self.channels + channel;
                    *value = S::f32s::from_slice(simd, &framed[place..][..lanes]);
                }
                *values = of_seen::<S, SEEN>(*values);
            }
            #[allow(
                clippy::needless_range_loop,
                reason = "it is the columns that are gone through, not the rows"
            )]
            for column in 0..SEEN {
                let spots = of_seen::<S, SEEN>(std::array::from_fn(|row| rows[row][column]));
                for (row, spot) in spots.iter().enumerate() {
                    let place = ((row * SEEN + column) * block + at) * self.channels + channel;
                    seen[place..][..lanes].copy_from_slice(spot.as_slice());
                }
            }
        }
    }

    /// The products of all spots of a block: `[spots, block, made channels]`.
    #[allow(clippy::inline_always, reason = "only what is inlined is compiled for the instructions of `S`")]
    #[inline(always)]
    fn multiply<S: Simd>(&self, simd: S, seen: &[f32], weights: &[f32], sums: &mut [f32], block: usize) {
        let (lanes, made) = (S::f32s::LEN, self.shape[1]);
        let part = VECTORS * lanes;
        let spots = seen.chunks_exact(block * self.channels).zip(weights.chunks_exact(made * self.channels));
        for ((seen, weights), sums) in spots.zip(sums.chunks_exact_mut(block * made)) {
            for (number, weights) in weights.chunks_exact(part * self.channels).enumerate() {
                for first in (0..block).step_by(TILES) {
                    let first = first.min(block - TILES);
                    let tiles: [&[f32]; TILES] =
                        std::array::from_fn(|tile| &seen[(first + tile) * self.channels..][..self.channels]);
                    let mut totals = [[S::f32s::splat(simd, 0.0); VECTORS]; TILES];
                    for (channel, weights) in weights.chunks_exact(part).enumerate() {
                        let weights: [S::f32s; VECTORS] = std::array::from_fn(|vector| {
                            S::f32s::from_slice(simd, &weights[vector * lanes..][..lanes])
                        });
                        for (tile, totals) in tiles.iter().zip(&mut totals) {
                            let value = S::f32s::splat(simd, tile[channel]);
                            for (total, weight) in totals.iter_mut().zip(weights) {
                                *total = weight.mul_add(value, *total);
                            }
                        }
                    }
                    for (tile, totals) in (first..).zip(&totals) {
                        let to = &mut sums[tile * made + number * part..][..part];
                        for (to, total) in to.chunks_exact_mut(lanes).zip(totals) {
                            to.copy_from_slice(total.as_slice());
                        }
                    }
                }
            }
        }
    }

    /// What a tile gives, from `corner` on, by the sums at its place `at` in a block of `block` tiles.
    #[allow(clippy::inline_always, reason = "only what is inlined is compiled for the instructions of `S`")]
    #[inline(always)]
    fn finish<S: Simd, const LANES: usize, const MADE: usize, const SEEN: usize>(
        &self,
        simd: S,
        [sums, bias]: [&[f32]; 2],
        [at, block]: [usize; 2],
        corner: usize,
        out: &mut [f32],
    ) {
        let [_, made, rows, columns] = self.shape;
        for (channel, bias) in (0..made).step_by(LANES).zip(bias.chunks_exact(LANES)) {
            let bias = S::f32s::from_slice(simd, bias);
            let mut lines = [[S::f32s::splat(simd, 0.0); MADE]; SEEN];
            for (row, made_row) in lines.iter_mut().enumerate() {
                let mut values = [bias; SEEN];
                for (column, value) in values.iter_mut().enumerate() {
                    let place = ((row * SEEN + column) * block + at) * made + channel;
                    *value = S::f32s::from_slice(simd, &sums[place..][..LANES]);
                }
                *made_row = to_made::<S, MADE, SEEN>(values);
            }
            let mut square = [bias; MOST_MADE * MOST_MADE];
            for column in 0..MADE {
                let made = to_made::<S, MADE, SEEN>(std::array::from_fn(|row| lines[row][column]));
                for (row, value) in made.iter().enumerate() {
                    square[row * MADE + column] = *value + bias;
                }
            }
            for (number, part) in square[..MADE * MADE].chunks(LANES).enumerate() {
                let mut places = [bias; LANES];
                for (place, value) in places.iter_mut().zip(part) {
                    *place = *value;
                }
                let first = corner + number * (LANES / MADE) * columns;
                for (at, places) in transposed::<S, LANES>(places).iter().enumerate() {
                    let plane = &mut out[(channel + at) * rows * columns + first..];
                    for (row, line) in places.as_slice()[..part.len()].chunks_exact(MADE).enumerate() {
                        plane[row * columns..][..MADE].copy_from_slice(line);
                    }
                }
            }
        }
    }

    /// Fills `out` with what comes out of `map`, by instructions whose vectors are as long as those that the weights are laid out for.
    fn answer(&self, level: Level, map: &[f32], out: &mut [f32]) -> TractResult<()> {
        let (weights, bias) = (self.weights.try_as_plain_ram()?, self.bias.try_as_plain_ram()?);
        let inputs = [map, weights.as_slice()?, bias.as_slice()?];
        match (self.lanes, self.tile) {
            (16, 4) => dispatch!(level, simd => self.run::<_, 16, 4, 6>(simd, inputs, out)),
            (16, _) => dispatch!(level, simd => self.run::<_, 16, 2, 4>(simd, inputs, out)),
            (_, 4) => dispatch!(level, simd => self.run::<_, 8, 4, 6>(simd, inputs, out)),
            (_, _) => dispatch!(level, simd => self.run::<_, 8, 2, 4>(simd, inputs, out)),
        }
        Ok(())
    }

    /// Block by block: transform, multiply, transform back. What is left at the end is done together with what lies before it, once
    /// more.
    #[allow(clippy::inline_always, reason = "only what is inlined is compiled for the instructions of `S`")]
    #[inline(always)]
    fn run<S: Simd, const LANES: usize, const MADE: usize, const SEEN: usize>(
        &self,
        simd: S,
        [map, weights, bias]: [&[f32]; 3],
        out: &mut [f32],
    ) {
        assert_eq!(LANES, S::f32s::LEN, "vectors are as long as those that the weights are laid out for");
        let corners = self.corners();
        let block = BLOCK.min(corners.len());
        let [seen_length, sums_length] =
            [self.channels, self.shape[1]].map(|channels| SEEN * SEEN * block * channels);
        let mut room = room::take(self.framed_length() + seen_length + sums_length);
        let (framed, rest) = room.split_at_mut(self.framed_length());
        let (seen, rest) = rest.split_at_mut(seen_length);
        let sums = &mut rest[..sums_length];
        self.frame::<S, LANES>(simd, map, framed);
        for first in (0..corners.len()).step_by(block) {
            let corners = &corners[first.min(corners.len() - block)..][..block];
            for (at, [corner, _]) in corners.iter().enumerate() {
                self.look::<S, SEEN>(simd, framed, *corner, seen, [at, block]);
            }
            self.multiply(simd, seen, weights, sums, block);
            for (at, [_, corner]) in corners.iter().enumerate() {
                self.finish::<S, LANES, MADE, SEEN>(simd, [sums, bias], [at, block], *corner, out);
            }
        }
        room::give(room);
    }
}

impl Op for Winograd {
    fn name(&self) -> StaticName {
        "Winograd".into()
    }

    op_as_typed_op!();
}

impl EvalOp for Winograd {
    op_out_of_plan!();

    fn eval(&self, _context: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let map = args_1!(inputs);
        made(&self.shape, |out| self.answer(*LEVEL, map.try_as_plain_ram()?.as_slice()?, out))
    }
}

impl TypedOp for Winograd {
    fn output_facts(&self, _inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        Ok(tvec!(f32::fact(self.shape)))
    }

    as_op!();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The processor's own vectors, and shorter ones where it has longer.
    fn levels() -> Vec<(usize, Level)> {
        #[cfg(target_arch = "x86_64")]
        let shorter = LEVEL.as_avx2().map(|avx2| (8, Level::Avx2(avx2)));
        #[cfg(not(target_arch = "x86_64"))]
        let shorter = None;
        let own = Some((lanes(), *LEVEL)).filter(|(lanes, _)| matches!(lanes, 8 | 16));
        own.into_iter().chain(shorter).collect()
    }

    #[test]
    fn maps_of_all_sizes_come_out_as_defined() {
        let mut random = fastrand::Rng::with_seed(15);
        let mut numbers = |count: usize| (0..count).map(|_| random.f32() - 0.5).collect::<Vec<f32>>();
        for (lanes, level) in levels() {
            let part = VECTORS * lanes;
            for (pictures, channels, [made, rows, columns]) in [
                (1, lanes, [part, 8, 12]),
                (2, 2 * lanes, [part, 12, 12]),
                (3, lanes, [2 * part, 4, 28]),
                (1, 3 * lanes, [part, 48, 16]),
                (2, lanes, [part, 28, 44]),
                (1, 2 * lanes, [part, 6, 6]),
                (2, lanes, [2 * part, 6, 10]),
                (1, lanes, [part, 22, 14]),
            ] {
                let shape = [pictures, made, rows, columns];
                let tile = Winograd::tile(lanes, channels, shape).unwrap();
                assert_eq!(tile, if rows % 4 + columns % 4 == 0 { 4 } else { 2 });
                let (map, weights) =
                    (numbers(pictures * channels * rows * columns), numbers(made * channels * SIDE * SIDE));
                for bias in [numbers(1), numbers(made)] {
                    let op = Winograd::weighing([lanes, tile, channels], shape, &weights, &bias);
                    let mut out = vec![0.0; pictures * made * rows * columns];
                    op.answer(level, &map, &mut out).unwrap();
                    for (at, value) in out.iter().enumerate() {
                        let (plane, y, x) = (at / columns / rows, at / columns % rows, at % columns);
                        let (picture, row) = (plane / made, plane % made);
                        let mut sum = f64::from(bias[row.min(bias.len() - 1)]);
                        for tap in 0..channels * SIDE * SIDE {
                            let (channel, i, j) = (tap / SIDE / SIDE, tap / SIDE % SIDE, tap % SIDE);
                            if (1..=rows).contains(&(y + i)) && (1..=columns).contains(&(x + j)) {
                                let seen = map[((picture * channels + channel) * rows + y + i - 1) * columns
                                    + x
                                    + j
                                    - 1];
                                sum +=
                                    f64::from(weights[row * channels * SIDE * SIDE + tap]) * f64::from(seen);
                            }
                        }
                        let case = (lanes, op.shape);
                        assert!((f64::from(*value) - sum).abs() < 1e-4, "{case:?}: {value} for {sum}");
                    }
                }
            }
        }
    }
}
