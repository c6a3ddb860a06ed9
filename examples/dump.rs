//! temporary
use signpost::engine::query::normalise;
use signpost::engine::outcome::Outcome;
use signpost::engine::triage::{triage, likeness::likeness};
fn main() {
    for path in std::env::args().skip(1) {
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let q = normalise(row["question"].as_str().unwrap());
            let t = triage(&q);
            let Some(l) = likeness(&q) else { continue };
            let concerns: Vec<_> = t.concerns.iter().map(|c| serde_json::json!([c.category.name(), format!("{:?}", c.level), c.rule])).collect();
            let best = |o| l.best(o).map(|(c, s)| serde_json::json!([c.name(), f64::from(s.in_thousandths()) / 1000.0]));
            println!("{}", serde_json::json!({"row": row, "rules": concerns, "past": t.past_crisis, "benign": f64::from(l.benign().in_thousandths())/1000.0, "esc": best(Outcome::Escalate), "ref": best(Outcome::Refer)}));
        }
    }
}
