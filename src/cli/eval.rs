//! `signpost eval`: measures on labelled questions.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::{Ending, Global, output, report_diagnostics};
use crate::app;
use crate::diagnostic::{Diagnostic, Source, has_errors};
use crate::engine::matching::Part;
use crate::eval::{Graded, Mode, Report, Scores, measure, parse_rows, unknown_entries};

/// What the columns mean, in their order; in brackets the names for --require and --json.
const COLUMNS: &str = "\
Columns:
  n         questions
  right     outcome, entry and category as expected [right_outcome]
  rank1     of the questions that an entry answers: the right one came first [rank1]
  rank3     the right one was among the first three [rank3]
  mrr10     the mean of 1 divided by the rank of the right one; nothing past rank 10 [mrr10]
  wrong     of the questions that are not to fall back: answered, and wrongly so [wrong_answers]
  false     of the questions out of scope: answered [false_answers]
  auroc     how well confidence tells what is in scope from what is not; 50% is chance [auroc]
  at95      of the questions in scope: came first, at the confidence that refuses 95% of those
            out of scope [right_at_95]
  crises    of the crises: escalated [escalations_found]
  alarms    of all others: escalated [false_escalations]
  referred  of the questions for a professional: referred [referrals_found]

A dot stands where there is no such question.";

/// Measure on labelled questions.
///
/// A row is {"question": "…", "expect": {"outcome": "answer", "entry": "…"}, "also": […],
/// "kind": "…"}. What `expect` or `also` leaves out matches anything.
#[derive(Debug, Args)]
#[command(after_long_help = COLUMNS)]
pub struct Eval {
    /// The labelled questions: JSON Lines; `-` for standard input.
    #[arg(required = true, value_name = "QUESTIONS.jsonl")]
    questions: Vec<PathBuf>,
    /// Rank only: without triage and floors.
    #[arg(long)]
    match_only: bool,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    /// Show each question that did not come out right.
    #[arg(long)]
    rows: bool,
    /// Leave a part of the score out, to see what it brings; may be given several times.
    #[arg(long, value_name = "PART", value_parser = parse_part)]
    without: Vec<Part>,
    /// Exit with 1 if a share falls below its bound (or, for faults, rises above it).
    ///
    /// Such as `--require right_outcome=0.9 --require wrong_answers=0.02`.
    #[arg(long, value_name = "NAME=SHARE", value_parser = parse_bound)]
    require: Vec<(String, f64)>,
}

/// Shares that should be small.
const FAULTS: [&str; 3] = ["wrong_answers", "false_answers", "false_escalations"];

fn parse_part(name: &str) -> Result<Part, String> {
    Part::named(name).ok_or_else(|| {
        let known: Vec<&str> = Part::ALL.iter().map(|part| part.name()).collect();
        format!("`{name}` is no part of the score; write one of {}", known.join(", "))
    })
}

fn parse_bound(text: &str) -> Result<(String, f64), String> {
    let form = || "write a name and a share, such as right_outcome=0.9".to_owned();
    let (name, share) = text.split_once('=').ok_or_else(form)?;
    if scores_by_name(&Scores::default()).iter().all(|(known, _)| *known != name) {
        return Err(format!("`{name}` is not measured"));
    }
    let share: f64 = share.parse().map_err(|_| form())?;
    if !(0.0..=1.0).contains(&share) {
        return Err(format!("{share} is no share from 0 to 1; 90% is 0.9"));
    }
    Ok((name.to_owned(), share))
}

impl Eval {
    /// Measures and prints.
    pub(super) fn run(&self, global: &Global) -> anyhow::Result<Ending> {
        let mut rows = Vec::new();
        let mut files = Vec::new();
        for path in &self.questions {
            files.push((path.display().to_string(), app::read_text(path)?));
        }
        for (shown, text) in &files {
            let (read, diagnostics) = parse_rows(Source::new(shown, text));
            report_diagnostics(&diagnostics)?;
            if has_errors(&diagnostics) {
                return Ok(Ending::Usage);
            }
            rows.extend(read);
        }
        let opened = app::open(global.config.as_deref(), &global.knowledge)?;
        report_diagnostics(&opened.diagnostics)?;
        let Some(mut engine) = opened.engine else { return Ok(Ending::Usage) };
        let entries: Vec<&str> =
            engine.knowledge().entries().map(|entry| entry.id.as_str()).collect();
        let unknown: Vec<Diagnostic> = files
            .iter()
            .flat_map(|(shown, text)| unknown_entries(Source::new(shown, text), &entries))
            .collect();
        if !unknown.is_empty() {
            report_diagnostics(&unknown)?;
            return Ok(Ending::Usage);
        }
        if !self.without.is_empty() {
            engine = engine.without(&self.without);
        }

        let mode = if self.match_only { Mode::MatchOnly } else { Mode::Respond };
        let start = Instant::now();
        let measured =
            measure(&engine, &rows, mode, || start.elapsed().as_secs_f64() * 1_000_000.0);
        let (scores, by_kind) = measured.scores(&rows);
        let seconds = measured.micros.iter().sum::<f64>() / 1_000_000.0;
        let report = Report {
            scores,
            questions_per_second: if seconds > 0.0 { rows.len() as f64 / seconds } else { 0.0 },
            p50_us: measured.percentile(0.5),
            p99_us: measured.percentile(0.99),
            index_build_ms: opened.index_build.as_secs_f64() * 1000.0,
            peak_rss_mb: app::peak_memory_mib(),
            reliability: measured.reliability(&rows),
            by_kind,
        };
        let wrong = measured.graded.iter().filter(|graded| match graded.right {
            Some(right) => !right,
            None => {
                graded.expect.entry.is_some()
                    && graded.candidates.first() != graded.expect.entry.as_ref()
            }
        });
        if self.json {
            let mut object = serde_json::to_value(&report)?;
            if self.rows {
                object["rows"] = serde_json::to_value(wrong.collect::<Vec<_>>())?;
            }
            output::line!("{object}");
        } else {
            if self.rows {
                wrong.for_each(print_row);
            }
            print_report(&report);
        }
        let missed = self.missed_bounds(&report.scores);
        for line in &missed {
            anstream::eprintln!("error: {line}");
        }
        Ok(if missed.is_empty() { Ending::Fine } else { Ending::Found })
    }

    fn missed_bounds(&self, scores: &Scores) -> Vec<String> {
        let values = scores_by_name(scores);
        let mut missed = Vec::new();
        for (name, bound) in &self.require {
            let value =
                values.iter().find(|(known, _)| known == name).and_then(|(_, value)| *value);
            let is_fault = FAULTS.contains(&name.as_str());
            let holds =
                value.is_some_and(|value| if is_fault { value <= *bound } else { value >= *bound });
            if !holds {
                let value = value.map_or("not measured".to_owned(), |value| format!("{value:.4}"));
                let side = if is_fault { "at most" } else { "at least" };
                missed.push(format!("{name} is {value}, required is {side} {bound}"));
            }
        }
        missed
    }
}

fn scores_by_name(scores: &Scores) -> [(&'static str, Option<f64>); 11] {
    [
        ("right_outcome", scores.right_outcome),
        ("rank1", scores.rank1),
        ("rank3", scores.rank3),
        ("mrr10", scores.mrr10),
        ("wrong_answers", scores.wrong_answers),
        ("false_answers", scores.false_answers),
        ("auroc", scores.auroc),
        ("right_at_95", scores.right_at_95),
        ("escalations_found", scores.escalations_found),
        ("false_escalations", scores.false_escalations),
        ("referrals_found", scores.referrals_found),
    ]
}

fn print_row(graded: &Graded) {
    let mut got = graded.outcome.unwrap_or("rank 1").to_owned();
    if let Some(category) = graded.category {
        got.push_str(&format!(" {category}"));
    }
    let named = if graded.entries.is_empty() {
        &graded.candidates[..graded.candidates.len().min(1)]
    } else {
        &graded.entries
    };
    let expect = &graded.expect;
    let wanted: Vec<&str> = [&expect.outcome, &expect.category, &expect.entry]
        .into_iter()
        .filter_map(Option::as_deref)
        .collect();
    let kind = if graded.kind.is_empty() { String::new() } else { format!("[{}] ", graded.kind) };
    output::line!(
        "{kind}{}\n    expected {}; got {got} ({} {})",
        graded.question.replace('\n', " / "),
        wanted.join(" "),
        named.join(", "),
        graded.confidence,
    );
}

fn print_report(report: &Report) {
    let mut kinds: Vec<(&str, &Scores)> =
        report.by_kind.iter().map(|(kind, scores)| (kind.as_str(), scores)).collect();
    kinds.push(("all", &report.scores));
    let columns: [&str; 12] = [
        "n", "right", "rank1", "rank3", "mrr10", "wrong", "false", "auroc", "at95", "crises",
        "alarms", "referred",
    ];
    let width = kinds.iter().map(|(kind, _)| kind.chars().count()).max().unwrap_or(4).max(4);
    let mut heading = format!("{:width$}", "kind");
    for column in columns {
        heading.push_str(&format!("  {column:>8}"));
    }
    output::line!("{heading}");
    for (kind, scores) in kinds {
        let mut line = format!("{kind:width$}  {:>8}", scores.n);
        for (_, value) in scores_by_name(scores) {
            let shown =
                value.map_or_else(|| "·".to_owned(), |value| format!("{:.1}%", value * 100.0));
            line.push_str(&format!("  {shown:>8}"));
        }
        output::line!("{line}");
    }
    output::line!("\nconfidence   questions      mean     right");
    for tenth in &report.reliability {
        output::line!(
            "{:.1} to {:.1}  {:>11}  {:>8.2}  {:>8.2}",
            tenth.from,
            tenth.from + 0.1,
            tenth.n,
            tenth.confidence,
            tenth.right
        );
    }
    output::line!(
        "\n{:.0} questions a second, median {:.0} µs, 99th percentile {:.0} µs; index built in {:.1} ms{}",
        report.questions_per_second,
        report.p50_us,
        report.p99_us,
        report.index_build_ms,
        report.peak_rss_mb.map_or_else(String::new, |peak| format!("; peak memory {peak:.0} MiB")),
    );
}
