//! How long the index of the shipped pack takes to build, and one question to answer.

use std::hint::black_box;
use std::path::PathBuf;

use criterion::{Criterion, criterion_group, criterion_main};
use signpost::app;
use signpost::engine::matching::Matcher;

fn benchmark(criterion: &mut Criterion) {
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

criterion_group!(benches, benchmark);
criterion_main!(benches);
