//! Does learning help? At least 200 made-up listeners with hidden tastes (how they are made, and what is left out, is told in
//! `tests/support/listeners.rs`) hear the same days under four choosers. Prints one JSON document:
//! `cargo bench --bench dj_learning -- [LISTENERS [SEED]]`; another seed makes other libraries and listeners.

#![allow(clippy::unwrap_used, clippy::cast_precision_loss, reason = "a measurement, run by hand")]

#[path = "../tests/support/listeners.rs"]
mod listeners;

use listeners::{Chooser, Dice, World, listen, skip_rate};

const LISTENERS: usize = 240;
const LEARNED_AFTER: usize = 300;
const WINDOW: usize = 100;
const PLAYS: usize = LEARNED_AFTER + 2 * WINDOW;
/// Libraries, so that the result is not one library's.
const WORLDS: usize = 12;
/// Samples of the listeners for an interval.
const SAMPLES: usize = 2000;

fn main() {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse().ok());
    let wanted = numbers.next().unwrap_or(LISTENERS);
    let first_seed = numbers.next().unwrap_or(0) * 1_000_000;
    let mut runs: Vec<[Vec<bool>; 4]> = Vec::new();
    let mut turned: Vec<[Vec<bool>; 2]> = Vec::new();
    for world_number in 0..WORLDS {
        let world = World::new(&mut Dice::new((first_seed + 1000 + world_number) as u64));
        for listener in 0..wanted.div_ceil(WORLDS) {
            let seed = (first_seed + world_number * 10_000 + listener) as u64;
            runs.push(
                Chooser::ALL.map(|chooser| listen(&world, seed, chooser, LEARNED_AFTER + WINDOW, None)),
            );
            let turn = |chooser| listen(&world, seed, chooser, PLAYS, Some(LEARNED_AFTER));
            turned.push([turn(Chooser::Learning), turn(Chooser::NotLearning)]);
        }
    }
    let window = LEARNED_AFTER..LEARNED_AFTER + WINDOW;
    let rates: Vec<[f32; 4]> = runs
        .iter()
        .map(|run| std::array::from_fn(|chooser| skip_rate(&run[chooser][window.clone()])))
        .collect();
    println!("{{");
    println!("  \"listeners\": {},", runs.len());
    println!("  \"plays_before\": {LEARNED_AFTER}, \"window\": {WINDOW},");
    for (at, chooser) in Chooser::ALL.iter().enumerate() {
        let (rate, low, high) = interval(&rates, |sample| mean(sample, at));
        println!("  \"skips_{chooser:?}\": {{\"rate\": {rate:.3}, \"95\": [{low:.3}, {high:.3}]}},");
        if at > 0 {
            let (fall, low, high) = interval(&rates, |sample| 1.0 - mean(sample, 0) / mean(sample, at));
            println!(
                "  \"fall_against_{chooser:?}\": {{\"share\": {fall:.3}, \"95\": [{low:.3}, {high:.3}]}},"
            );
        }
    }
    let by = |from: usize| -> Vec<[f32; 2]> {
        let rate = |skips: &Vec<bool>| skip_rate(&skips[from..from + 20]);
        turned.iter().map(|pair| [rate(&pair[0]), rate(&pair[1])]).collect()
    };
    let before = LEARNED_AFTER - 20;
    let series: Vec<String> = (before..PLAYS)
        .step_by(20)
        .map(|from| {
            let rates = by(from);
            let (fall, low, high) = interval(&rates, |sample| 1.0 - mean(sample, 0) / mean(sample, 1));
            let after = from.cast_signed() - LEARNED_AFTER.cast_signed();
            format!("    {{\"plays_after_turn\": [{after}, {}], \"learning\": {:.3}, \"not_learning\": {:.3}, \"fall\": {fall:.3}, \"95\": [{low:.3}, {high:.3}]}}",
                after + 20, mean(&rates, 0), mean(&rates, 1))
        })
        .collect();
    println!("  \"taste_turns\": [\n{}\n  ]\n}}", series.join(",\n"));
}

fn mean<const N: usize>(rates: &[[f32; N]], at: usize) -> f32 {
    rates.iter().map(|rate| rate[at]).sum::<f32>() / rates.len() as f32
}

/// The value, and the middle 95 % of it over samples of the listeners drawn with replacement (bootstrap).
fn interval<const N: usize>(rates: &[[f32; N]], value: impl Fn(&[[f32; N]]) -> f32) -> (f32, f32, f32) {
    let mut dice = Dice::new(7);
    let mut values: Vec<f32> = (0..SAMPLES)
        .map(|_| {
            let sample: Vec<[f32; N]> = rates.iter().map(|_| rates[dice.index(rates.len())]).collect();
            value(&sample)
        })
        .collect();
    values.sort_by(f32::total_cmp);
    (value(rates), values[SAMPLES / 40], values[SAMPLES - SAMPLES / 40])
}
