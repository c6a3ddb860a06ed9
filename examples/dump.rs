//! temporary
use signpost::engine::outcome::Category;
use signpost::engine::query::normalise;
use signpost::engine::triage::{
    likeness::{FILE_LENGTH, Model, features},
    triage,
};
fn main() {
    let file = std::fs::read("src/engine/triage/likeness/weights.bin").unwrap();
    let file = <&[u8; FILE_LENGTH]>::try_from(file.as_slice()).unwrap();
    let model = Model::new(file);
    for path in std::env::args().skip(1) {
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let q = normalise(row["question"].as_str().unwrap());
            let t = triage(&q);
            let words: Vec<&str> = q.own_words().take(80).collect();
            let p = model.likelihoods(&features(&words));
            let concerns: Vec<_> = t
                .concerns
                .iter()
                .map(|c| serde_json::json!([c.category.name(), format!("{:?}", c.level), c.rule]))
                .collect();
            let best = |r: std::ops::Range<usize>| {
                let b = r.clone().max_by(|&a, &b| p[a].total_cmp(&p[b])).unwrap();
                serde_json::json!([Category::ALL[b].name(), p[r].iter().sum::<f32>()])
            };
            println!(
                "{}",
                serde_json::json!({"row": row, "rules": concerns, "past": t.past_crisis, "benign": p[13], "esc": best(0..4), "ref": best(4..13)})
            );
        }
    }
}
