//! Bad input through real children: each bad file has its error, good ones in the same call are done, and the engine
//! lives on.

#![expect(clippy::unwrap_used, reason = "a test may panic, also in the functions that its cases share")]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use perigee_engine::{Engine, EngineConfig, Limits, ReadOptions, ReaderMode};
use perigee_model::fault::codes;
use perigee_synth::{hostile, invoice};
use serde_json::Value;

fn saved(dir: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn engine(limits: Limits) -> Engine {
    let program = env!("CARGO_BIN_EXE_perigee").into();
    Engine::new(EngineConfig { reader: ReaderMode::ChildProcess { program }, limits, models: None })
}

/// The code of the fault, or "" when the file was read.
fn code(engine: &Engine, path: &Path) -> String {
    let outcome = engine.read(path, &ReadOptions::default(), &mut |_| ControlFlow::Continue(()));
    outcome.err().map(|fault| fault.code).unwrap_or_default()
}

#[test]
fn every_bad_file_has_its_error_and_the_good_one_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let mut paths: Vec<PathBuf> =
        hostile::all().iter().map(|file| saved(dir.path(), file.file_name, &file.bytes)).collect();
    paths.insert(3, saved(dir.path(), "good.pdf", &invoice::sample(3, 0).pdf));
    paths.push(dir.path().join("missing.pdf"));
    let output = Command::new(env!("CARGO_BIN_EXE_perigee"))
        .args(["ocr", "--json", "--page-seconds", "2"])
        .args(&paths)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3), "some failed, the others are done");
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let told: Vec<(&str, &str)> = answer
        .as_array()
        .unwrap()
        .iter()
        .map(|file| (file["fileName"].as_str().unwrap(), file["error"]["code"].as_str().unwrap_or("read")))
        .collect();
    assert_eq!(
        told,
        [
            ("empty.pdf", codes::FILE_EMPTY),
            ("truncated.pdf", codes::FILE_DAMAGED),
            ("locked.pdf", codes::DOCUMENT_LOCKED),
            ("good.pdf", "read"),
            ("huge.png", codes::IMAGE_TOO_LARGE),
            ("letter.pdf", codes::FILE_UNSUPPORTED),
            ("bomb.pdf", codes::TIME_LIMIT),
            ("missing.pdf", codes::FILE_UNREADABLE),
        ]
    );
    for file in answer.as_array().unwrap().iter().filter(|file| !file["error"].is_null()) {
        assert!(!file["error"]["message"].as_str().unwrap().is_empty());
        assert!(!file["error"]["action"].as_str().unwrap().is_empty());
    }
    let named = String::from_utf8(output.stderr).unwrap();
    for name in
        ["empty.pdf", "truncated.pdf", "locked.pdf", "huge.png", "letter.pdf", "bomb.pdf", "missing.pdf"]
    {
        assert!(named.contains(name), "{name} is not named on standard error");
    }
}

#[test]
fn when_every_file_is_bad_the_work_failed() {
    let dir = tempfile::tempdir().unwrap();
    let path = saved(dir.path(), "empty.pdf", &hostile::empty());
    let output = Command::new(env!("CARGO_BIN_EXE_perigee")).arg("ocr").arg(path).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_form_bomb_ends_at_the_limit_of_cpu_time_and_the_engine_reads_on() {
    let dir = tempfile::tempdir().unwrap();
    let bomb = saved(dir.path(), "bomb.pdf", &hostile::form_bomb_pdf());
    let good = saved(dir.path(), "good.pdf", &invoice::sample(3, 0).pdf);
    let engine = engine(Limits { cpu_seconds_per_page: 1, ..Limits::default() });
    let begin = Instant::now();
    assert_eq!(code(&engine, &bomb), codes::TIME_LIMIT);
    assert!(begin.elapsed() < Duration::from_secs(30), "{:?}", begin.elapsed());
    assert_eq!(code(&engine, &good), "");
    assert!(engine.render_page(&bomb, 0, 72.0).is_err_and(|fault| fault.code == codes::TIME_LIMIT));
}

#[test]
fn a_bomb_that_stalls_is_killed_by_the_clock() {
    let dir = tempfile::tempdir().unwrap();
    let bomb = saved(dir.path(), "bomb.pdf", &hostile::form_bomb_pdf());
    let engine = engine(Limits { stall_seconds: 1, ..Limits::default() });
    let begin = Instant::now();
    assert_eq!(code(&engine, &bomb), codes::TIME_LIMIT);
    assert!(begin.elapsed() < Duration::from_secs(5), "{:?}", begin.elapsed());
}

#[test]
fn a_file_that_needs_more_memory_than_allowed_ends_as_such() {
    let dir = tempfile::tempdir().unwrap();
    // 81 million dots of one colour: 80 kB as a file, 81 MB in grey and 243 MB in colours.
    let picture = image::GrayImage::from_pixel(9000, 9000, image::Luma([255]));
    let path = dir.path().join("large.png");
    picture.save(&path).unwrap();
    let engine = engine(Limits { memory_bytes: 420 << 20, ..Limits::default() });
    assert_eq!(code(&engine, &path), codes::MEMORY_LIMIT);
    let good = saved(dir.path(), "good.pdf", &invoice::sample(3, 0).pdf);
    assert_eq!(code(&engine, &good), "");
}

#[test]
fn many_threads_share_an_engine_while_children_die() {
    let dir = tempfile::tempdir().unwrap();
    let bad = saved(dir.path(), "bomb.pdf", &hostile::form_bomb_pdf());
    let good = saved(dir.path(), "good.pdf", &invoice::sample(3, 0).pdf);
    let engine = engine(Limits { cpu_seconds_per_page: 1, ..Limits::default() });
    std::thread::scope(|scope| {
        let bomb = scope.spawn(|| code(&engine, &bad));
        let readers: Vec<_> = (0..3)
            .map(|_| scope.spawn(|| (0..20).map(|_| code(&engine, &good)).collect::<String>()))
            .collect();
        assert_eq!(bomb.join().unwrap(), codes::TIME_LIMIT);
        assert!(readers.into_iter().all(|reader| reader.join().unwrap().is_empty()));
    });
}

#[test]
fn both_ways_of_reading_give_the_same_pages() {
    let dir = tempfile::tempdir().unwrap();
    let path = saved(dir.path(), "good.pdf", &invoice::sample(3, 2).pdf);
    let here =
        Engine::new(EngineConfig { reader: ReaderMode::InProcess, limits: Limits::default(), models: None });
    let read = |engine: &Engine| {
        engine.read(&path, &ReadOptions::default(), &mut |_| ControlFlow::Continue(())).unwrap()
    };
    assert_eq!(read(&engine(Limits::default())).pages, read(&here).pages);
}

#[test]
fn a_disk_that_is_full_leaves_no_half_written_file() {
    let dir = tempfile::tempdir().unwrap();
    let input = saved(dir.path(), "in.pdf", &invoice::sample(3, 0).pdf);
    let out = dir.path().join("made");
    std::fs::create_dir(&out).unwrap();
    // Files of this process may have four blocks, and writing more is an error, as on a full disk.
    let script =
        "trap '' XFSZ; ulimit -f 4; exec \"$0\" ocr --json --pdf \"$1/a.pdf\" --hocr \"$1/a.hocr\" \"$2\"";
    let output = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_perigee")])
        .args([&out, &input])
        .output()
        .unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer[0]["error"]["code"], codes::OUTPUT_UNWRITABLE, "{answer}");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 0);
}

#[test]
fn a_pdf_of_a_million_objects_ends_within_the_limits() {
    let dir = tempfile::tempdir().unwrap();
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = vec![0usize];
    let mut object = |bytes: &mut Vec<u8>, body: &str| {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj {body} endobj\n", places.len() - 1).into_bytes());
    };
    object(&mut bytes, "<< /Type /Catalog /Pages 2 0 R >>");
    object(&mut bytes, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    object(&mut bytes, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots 4 0 R >>");
    // Each is a note on the page, and each refers to the next.
    let all = 1_000_000;
    let notes: String = (5..all).step_by(100).map(|number| format!("{number} 0 R ")).collect();
    object(&mut bytes, &format!("[{notes}]"));
    for number in 5..all {
        object(&mut bytes, &format!("<< /Subtype /Widget /FT /Btn /Parent {} 0 R >>", number + 1));
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len()).into_bytes());
    for place in &places[1..] {
        bytes.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    let trailer = format!("trailer << /Size {all} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    bytes.extend(trailer.into_bytes());
    let path = saved(dir.path(), "million.pdf", &bytes);
    let engine = engine(Limits { cpu_seconds_per_page: 20, memory_bytes: 2 << 30, ..Limits::default() });
    let begin = Instant::now();
    let found = code(&engine, &path);
    assert!(["", codes::TIME_LIMIT, codes::MEMORY_LIMIT].contains(&found.as_str()), "{found}");
    assert!(begin.elapsed() < Duration::from_secs(90), "{:?}", begin.elapsed());
}
