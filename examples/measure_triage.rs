//! Measures triage on labelled questions: `measure_triage [--totals] FILE…`.
//!
//! **Invariant:** with `--totals`, no question is printed: for the halves that nobody tunes to.

use std::collections::BTreeMap;
use std::time::Instant;

use serde_json::Value;
use signpost::engine::query::normalise;
use signpost::engine::triage::{Level, triage};

fn main() {
    // The rules are compiled on first use, which is no part of what a message costs.
    let _ = triage(&normalise(""));
    let mut totals_only = false;
    for argument in std::env::args().skip(1) {
        if argument == "--totals" {
            totals_only = true;
            continue;
        }
        measure(&argument, totals_only);
    }
}

fn measure(path: &str, totals_only: bool) {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut totals: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    let mut spent = std::time::Duration::ZERO;
    let mut count = 0;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let row: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}"));
        let question = row["question"].as_str().unwrap_or_default();
        let name = |expect: &Value| {
            let named = expect["category"].as_str().or(expect["outcome"].as_str());
            named.unwrap_or("none").to_owned()
        };
        let expected = name(&row["expect"]);
        let accepted: Vec<String> = std::iter::once(&row["expect"])
            .chain(row["also"].as_array().into_iter().flatten())
            .map(|expect| match expect["outcome"].as_str() {
                Some("escalate" | "refer") => name(expect),
                _ => "none".to_owned(),
            })
            .collect();
        let query = normalise(question);
        let start = Instant::now();
        let found = triage(&query);
        spent += start.elapsed();
        count += 1;
        let first = found.concerns.first();
        let got = first.map_or("none", |concern| concern.category.name());
        let outcome = |category: &str| match category {
            "emergency" | "self_harm" | "poisoning" | "harassment" => "escalate",
            "none" => "none",
            _ => "refer",
        };
        let exact = accepted.iter().any(|accepted| accepted == got);
        let right = accepted.iter().any(|accepted| outcome(accepted) == outcome(got));
        let kind = match row["kind"].as_str() {
            Some(kind) if outcome(&accepted[0]) == "none" => format!("none ({kind})"),
            _ => expected,
        };
        let total = totals.entry(kind.clone()).or_default();
        total[0] += usize::from(right);
        total[1] += 1;
        if !right {
            let escalated = if outcome(got) == "escalate" { " falsely escalated" } else { "" };
            *totals.entry(format!("{kind} as {got}{escalated}")).or_default() = {
                let mut sum =
                    totals.get(&format!("{kind} as {got}{escalated}")).copied().unwrap_or_default();
                sum[1] += 1;
                sum
            };
        }
        if !totals_only && !exact {
            let how = if right { "other" } else { "WRONG" };
            let why = first.map_or(String::new(), |concern| {
                let level = if concern.level == Level::Quoted { " (quoted)" } else { "" };
                format!(" [{}{level}: {}]", concern.rule, concern.evidence.join(" "))
            });
            println!("{how}\t{kind}\t{got}{why}\t{question}");
        }
    }
    println!(
        "{path}: {count} questions, {:?} each",
        spent / u32::try_from(count.max(1)).unwrap_or(1)
    );
    for (kind, [right, all]) in totals {
        println!("  {kind}: {right}/{all}");
    }
}
