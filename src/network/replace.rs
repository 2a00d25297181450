//! What our own operators have in common: which of tract's they may stand in for, how they take their places, and how they answer.

#[allow(
    clippy::wildcard_imports,
    reason = "tract is made to be extended that way: its macros name what is in there"
)]
use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::cnn::{Conv, KernelFormat};
use tract_onnx::tract_core::ops::nn::DataFormat;

/// Puts what `of` makes of a node and of the facts of its inputs in the node's place; it gets the first `inputs` of these.
pub fn replace<O: Into<Box<dyn TypedOp>>>(
    model: &mut TypedModel,
    inputs: usize,
    of: impl Fn(&TypedNode, &[&TypedFact]) -> TractResult<Option<O>>,
) -> TractResult<()> {
    for id in 0..model.nodes.len() {
        let node = &model.nodes[id];
        let Some(op) = of(node, &model.node_input_facts(id)?)? else { continue };
        let kept = &node.inputs[..inputs];
        TypedModelPatch::replace_single_op(model, node, kept, op)?.apply(model)?;
    }
    Ok(())
}

/// Whether it is a convolution of floats over all channels of `[pictures, channels, rows, columns]`, without gaps.
pub fn is_plain(conv: &Conv, inputs: &[&TypedFact]) -> bool {
    let pool = &conv.pool_spec;
    inputs.iter().all(|fact| fact.datum_type == f32::datum_type())
        && conv.q_params.is_none()
        && conv.kernel_fmt == KernelFormat::OIHW
        && conv.group == 1
        && pool.data_format == DataFormat::NCHW
        && pool.dilations().iter().all(|dilation| *dilation == 1)
}

/// Maps of `shape`, into which `fill` writes all values.
pub fn made(shape: &[usize], fill: impl FnOnce(&mut [f32]) -> TractResult<()>) -> TractResult<TVec<TValue>> {
    let mut made = Tensor::zero::<f32>(shape)?;
    fill(made.try_as_plain_ram_mut()?.as_slice_mut()?)?;
    Ok(tvec!(made.into_tvalue()))
}
