//! The time of one verification of an API key: of one that was seen a moment ago, and of a wrong secret.
//!
//! `cargo bench -p perigee-api --bench verification`. The 99th percentile is in the bench `keys`.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use perigee_app::api_key::authenticate;
use perigee_testkit::{Backend, TestApp};

fn verification(criterion: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let app = runtime.block_on(TestApp::start(backend));
        let key = runtime.block_on(app.key_text(&["All"]));
        let other = runtime.block_on(app.key_text(&["All"]));
        let (user, pass) = key.split_once(':').expect("a key has two parts");
        let (_, wrong) = other.split_once(':').expect("a key has two parts");
        let mut group = criterion.benchmark_group(format!("verification on {backend:?}"));
        group.bench_function("a known key", |bencher| {
            bencher
                .to_async(&runtime)
                .iter(|| authenticate(&app.app, black_box(user), black_box(pass), None));
        });
        group.bench_function("a wrong secret", |bencher| {
            bencher
                .to_async(&runtime)
                .iter(|| authenticate(&app.app, black_box(user), black_box(wrong), None));
        });
        group.finish();
        runtime.block_on(app.end());
    }
}

criterion_group!(benches, verification);
criterion_main!(benches);
