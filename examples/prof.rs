use std::collections::HashMap;
use std::time::Instant;
use tract_onnx::prelude::*;
use tract_onnx::tract_core::plan::{SimpleState, eval};
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let mut model =
        tract_onnx::onnx().model_for_path(&path).unwrap().into_typed().unwrap().into_decluttered().unwrap();
    if std::env::args().nth(2).is_some() {
        use tract_onnx::tract_core::transform::ModelTransform;
        tract_onnx::tract_core::transform::get_transform("conv_nhwc")
            .unwrap()
            .unwrap()
            .transform(&mut model)
            .unwrap();
        model.declutter().unwrap();
    }
    let model = model.into_optimized().unwrap();
    let shape: Vec<usize> = model.input_fact(0).unwrap().shape.as_concrete().unwrap().to_vec();
    let plan = model.into_runnable().unwrap();
    let mut t: HashMap<usize, f64> = HashMap::new();
    let mut names = HashMap::new();
    let input = Tensor::from_shape(
        &shape,
        &(0..shape.iter().product::<usize>()).map(|i| (i % 97) as f32 / 97.0).collect::<Vec<_>>(),
    )
    .unwrap();
    let n = 100;
    let began = Instant::now();
    for _ in 0..n {
        plan.run(tvec!(input.clone().into())).unwrap();
    }
    println!("whole {:.2} ms", began.elapsed().as_secs_f64() * 1e3 / n as f64);
    let mut state = SimpleState::new(&plan).unwrap();
    for _ in 0..n {
        state
            .run_plan_with_eval(tvec!(input.clone().into()), |ctx, st, node, inp| {
                let b = Instant::now();
                let r = eval(ctx, st, node, inp);
                *t.entry(node.id).or_default() += b.elapsed().as_secs_f64();
                names.entry(node.id).or_insert_with(|| {
                    format!("{} {} {:?}", node.op().name(), node.name, node.outputs[0].fact.shape)
                });
                r
            })
            .unwrap();
    }
    let mut by: HashMap<String, (f64, usize)> = HashMap::new();
    for (id, s) in &t {
        let e = by.entry(names[id].split(' ').next().unwrap().to_owned()).or_default();
        e.0 += s;
        e.1 += 1;
    }
    let mut by: Vec<_> = by.into_iter().collect();
    by.sort_by(|a, b| b.1.0.total_cmp(&a.1.0));
    for (k, (s, c)) in by {
        println!("{:8.3} ms {c:3} {k}", s * 1e3 / n as f64);
    }
    let mut v: Vec<_> = t.into_iter().collect();
    v.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (id, s) in v.iter().take(30) {
        println!("{:8.3} {}", s * 1e3 / n as f64, names[id]);
    }
}
