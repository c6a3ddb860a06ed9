//! How long it takes to build the index, to change an entry, to rank one question, and to answer one, by
//! the number of phrasings.
//!
//! `SIGNPOST_BENCH_MOST` leaves out what is larger, since a million phrasings take a minute.

#[path = "synthetic/mod.rs"]
mod synthetic;

use std::hint::black_box;
use std::path::PathBuf;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use serde_json::json;
use signpost::app;
use signpost::config::defaults;
use signpost::diagnostic::Source;
use signpost::engine::Engine;
use signpost::engine::helplines::{Helplines, Region};
use signpost::engine::knowledge::{KnowledgeBase, Laid, Layer, overlay, parse_json_lines};
use signpost::engine::matching::Matcher;

use synthetic::Synthetic;

/// Numbers of phrasings: a corner of a server, a large FAQ, a help centre, far beyond any.
const SIZES: [usize; 4] = [20, 750, 100_000, 1_000_000];

fn shipped(criterion: &mut Criterion) {
    let pack = PathBuf::from("knowledge/kratom");
    let (knowledge, _) = app::load_knowledge(&[pack]).expect("the shipped pack can be read");
    criterion.bench_function("build the index", |bencher| {
        bencher.iter(|| Matcher::new(black_box(&knowledge)));
    });

    let opened = app::open(None, &[]).expect("the shipped settings can be read");
    let engine = opened.engine.expect("the shipped settings are valid");
    let questions = [
        ("a plain question", "what are endorphins and why do they matter"),
        ("a misspelt question", "dose kratum realy increse endorphine prodution"),
        (
            "a story",
            "hey all, sorry if this was asked before. my brother in law swears by \
                     kratom and we had a long talk at dinner. so, is it an opioid or not?",
        ),
        ("a crisis", "please help he is not breathing right and his lips are blue"),
        ("ordinary talk", "good night everyone, see you tomorrow at the match"),
    ];
    for (name, question) in questions {
        criterion.bench_function(name, |bencher| {
            bencher.iter(|| engine.respond(black_box(question)));
        });
    }
}

fn by_size(criterion: &mut Criterion) {
    let most = std::env::var("SIGNPOST_BENCH_MOST").ok().and_then(|most| most.parse().ok());
    for size in SIZES.into_iter().filter(|size| most.is_none_or(|most: usize| *size <= most)) {
        let texts = Synthetic::new(size, 1_000);
        let (packs, _) = parse_json_lines(Source::new("synthetic.jsonl", &texts.knowledge()));
        let (knowledge, _) = KnowledgeBase::new(packs);
        let mut group = criterion.benchmark_group("by number of phrasings");
        group.sample_size(10).throughput(Throughput::Elements(1));
        group.bench_with_input(BenchmarkId::new("build", size), &knowledge, |bencher, all| {
            bencher.iter(|| Matcher::new(black_box(all)));
        });
        let engine = Engine::new(knowledge, Helplines::built_in(), Region::Us, defaults::FLOORS);
        let layers = [Layer {
            id: "e0".to_owned(),
            revision: 1,
            laid: Laid::Entry(
                json!({"id": "e0", "question": "Where do zeppelins land?", "answer": "There."}),
            ),
        }];
        group.bench_function(BenchmarkId::new("change an entry", size), |bencher| {
            bencher.iter(|| {
                let (changed, _) = overlay(engine.knowledge(), black_box(&layers));
                changed.map(|changed| engine.over(changed))
            });
        });
        let mut questions = texts.questions.iter().cycle();
        group.bench_function(BenchmarkId::new("rank", size), |bencher| {
            bencher.iter(|| questions.next().map(|(text, _)| engine.rank(black_box(text))));
        });
        group.bench_function(BenchmarkId::new("respond", size), |bencher| {
            bencher.iter(|| questions.next().map(|(text, _)| engine.respond(black_box(text))));
        });
        for threads in [1, 2] {
            let questions = &texts.questions;
            group.throughput(Throughput::Elements((threads * questions.len()) as u64));
            let name = format!("rank on threads: {threads}");
            group.bench_function(BenchmarkId::new(name, size), |bencher| {
                bencher.iter(|| {
                    std::thread::scope(|scope| {
                        for _ in 0..threads {
                            scope.spawn(|| {
                                questions.iter().for_each(|(text, _)| {
                                    black_box(engine.rank(black_box(text)));
                                });
                            });
                        }
                    });
                });
            });
        }
        group.finish();
    }
}

criterion_group!(benches, shipped, by_size);
criterion_main!(benches);
