//! Neural networks in ONNX files, run by tract on one thread: numbers in, numbers out.
//!
//! What the numbers mean stands in the contract of each model, and is known to those who call.

mod dense;
mod depthwise;
mod pointwise;
mod pool;
mod replace;
mod room;
mod winograd;

use std::io::Cursor;
use std::sync::{Arc, LazyLock};

use fearless_simd::{Level, Simd, dispatch, prelude::*};
use tract_onnx::prelude::*;
use tract_onnx::tract_core::knobs::KnobScope;
use tract_onnx::tract_hir::infer::Factoid;

/// The vector instructions that this processor has.
static LEVEL: LazyLock<Level> = LazyLock::new(Level::new);

/// Numbers in a vector of this processor.
fn lanes() -> usize {
    #[allow(clippy::inline_always, reason = "only what is inlined is compiled for the instructions of `S`")]
    #[inline(always)]
    fn of<S: Simd>(_: S) -> usize {
        S::f32s::LEN
    }
    dispatch!(*LEVEL, simd => of(simd))
}

/// A network that is ready to run. Clones share the weights and may run on different threads.
#[derive(Clone)]
pub struct Network {
    plan: Arc<TypedRunnableModel>,
    input: Vec<usize>,
}

/// A network's input or output: its name in the graph and its shape, the batch of one included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Port<'a> {
    /// Name in the graph.
    pub name: &'a str,
    /// Length of each axis.
    pub shape: &'a [usize],
}

/// The file is damaged, is another network than expected, or failed to run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NetworkError(String);

impl Network {
    /// Reads and optimises a network with one input of 32-bit floats. [`Self::run`] answers with the outputs in this order.
    ///
    /// # Errors
    /// [`NetworkError`] when the bytes are no network or its ports are not these.
    pub fn read(onnx: &[u8], input: Port<'_>, outputs: &[Port<'_>]) -> Result<Self, NetworkError> {
        let plan = plan(onnx, input, outputs).map_err(|e| NetworkError(format!("{e:#}")))?;
        Ok(Self { plan, input: input.shape.to_vec() })
    }

    /// Runs the network on the values of its input in row-major order.
    ///
    /// # Errors
    /// [`NetworkError`] when there are more or fewer values than the input takes, or an output is no list of floats.
    pub fn run(&self, values: &[f32]) -> Result<Vec<Vec<f32>>, NetworkError> {
        let answer = || -> TractResult<Vec<Vec<f32>>> {
            let tensor = Tensor::from_shape(&self.input, values)?;
            let outputs = self.plan.run(tvec!(tensor.into()))?;
            outputs.iter().map(|tensor| Ok(tensor.try_as_plain_ram()?.as_slice::<f32>()?.to_vec())).collect()
        };
        answer().map_err(|e| NetworkError(format!("{e:#}")))
    }
}

fn plan(onnx: &[u8], input: Port<'_>, outputs: &[Port<'_>]) -> TractResult<Arc<TypedRunnableModel>> {
    let fact: InferenceFact = f32::fact(input.shape).into();
    let graph = tract_onnx::onnx()
        .model_for_read(&mut Cursor::new(onnx))?
        .with_inputs_by_name([input.name])?
        .with_outputs_by_name(outputs.iter().map(|port| port.name))?;
    // Setting a fact overrides what the graph says, so that another size would go unnoticed.
    let fact = graph.input_fact(0)?.unify(&fact)?;
    let graph = graph.with_input_fact(0, fact)?;
    // On rows of 128 places and more tract would go from im2col to a direct convolution, which is slower for musicnn.
    let choices = KnobScope::new([("TRACT_DISABLE_DIRECT_SPATIAL", "true")])?;
    let model = choices.enter(|| {
        let model = graph.into_typed()?;
        // Our loops crawl where they are not optimised, as in debug builds; tract is optimised there too.
        let model = if cfg!(debug_assertions) { model } else { own_operators(model)? };
        model.into_optimized()
    })?;
    for (place, port) in outputs.iter().enumerate() {
        let fact = model.output_fact(place)?;
        if fact.datum_type != f32::datum_type() || fact.shape.as_concrete() != Some(port.shape) {
            return Err(TractError::msg(format!(
                "the output {} is {fact:?}, not {:?}",
                port.name, port.shape
            )));
        }
    }
    model.into_runnable()
}

/// The model, decluttered, with our own convolutions and pooling where they are quicker.
fn own_operators(mut model: TypedModel) -> TractResult<TypedModel> {
    pointwise::take_over(&mut model)?;
    model.declutter()?;
    depthwise::take_over(&mut model)?;
    winograd::take_over(&mut model)?;
    dense::take_over(&mut model)?;
    pool::take_over(&mut model)?;
    Ok(model)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_answer_as_by_tract_alone() {
        // The network, the shape of its input, and how much of it is done here: convolutions depthwise, of 1x1, by the definition and
        // by Winograd, and pooling.
        let wide = usize::from(lanes() >= dense::LANES);
        let tiled = usize::from(matches!(lanes(), 8 | 16));
        for (name, shape, own) in [
            ("blazeface_short", [1, 75, 64, 64], [16, 13, 0, 0, 6]),
            ("blazeface_full", [1, 27, 72, 96], [43, 39, 0, 0, 8]),
            ("emotion", [1, 1, 48, 48], [0, 0, (21 - 18 * tiled) * wide, 19 * tiled, 4]),
        ] {
            let path = format!("{}/models/{name}.onnx", env!("CARGO_MANIFEST_DIR"));
            let read = || {
                let graph = tract_onnx::onnx().model_for_path(&path).unwrap();
                graph.with_input_fact(0, f32::fact(shape).into()).unwrap().into_typed().unwrap()
            };
            let mut random = fastrand::Rng::with_seed(5);
            let values: Vec<f32> = (0..shape.iter().product()).map(|_| 2.0 * random.f32() - 1.0).collect();
            let input = Tensor::from_shape(&shape, &values).unwrap();
            let answers = |model: TypedModel| -> Vec<f32> {
                let plan = model.into_optimized().unwrap().into_runnable().unwrap();
                let outputs = plan.run(tvec!(input.clone().into())).unwrap();
                outputs
                    .iter()
                    .flat_map(|t| t.try_as_plain_ram().unwrap().as_slice::<f32>().unwrap().to_vec())
                    .collect()
            };
            let model = own_operators(read()).unwrap();
            let count = |kind: &str| model.nodes.iter().filter(|node| node.op.name() == kind).count();
            assert_eq!(["Depthwise", "Pointwise", "Dense", "Winograd", "Pool"].map(count), own, "{name}");
            for (ours, tracts) in answers(model).iter().zip(answers(read().into_decluttered().unwrap())) {
                assert!((ours - tracts).abs() < 1e-3 * (1.0 + tracts.abs()), "{name}: {ours} for {tracts}");
            }
        }
    }
}
