//! `perigee ocr` as it is called.

#![expect(clippy::unwrap_used, reason = "a test may panic, also in the functions that its cases share")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use perigee_engine::{Engine, EngineConfig, Limits, ReaderMode};
use perigee_synth::invoice;
use serde_json::Value;

fn perigee(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_perigee")).arg("ocr").args(args).output().unwrap()
}

fn saved(dir: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_json_is_that_of_the_ocr_answer() {
    let dir = tempfile::tempdir().unwrap();
    let sample = invoice::sample(3, 0);
    let path = saved(dir.path(), "one.pdf", &sample.pdf);
    let output = perigee(&["--json", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let file = &json(&output)[0];
    assert_eq!(file["fileName"], "one.pdf");
    assert_eq!(file["status"]["code"], "F100");
    assert_eq!(file["totalPages"], sample.pages.len());
    assert_eq!(file["createdAt"], Value::Null);
    let document = &file["documents"][0];
    assert_eq!(document["name"], "one_0.pdf");
    let page = &document["pages"][0];
    assert_eq!(page["pageNum"], 0);
    assert_eq!(page["rotation"], 0);
    assert!((page["width"].as_f64().unwrap() - f64::from(sample.pages[0].width)).abs() < 0.1);
    assert_eq!(page["words"].as_array().unwrap().len(), sample.pages[0].words.len());
    let word = &page["words"][0];
    assert!(page["text"].as_str().unwrap().starts_with(word["text"].as_str().unwrap()));
    assert_eq!((word["bbox"].as_array().unwrap().len(), &word["confidence"]), (4, &Value::from(1.0)));
    for id in [&file["fileId"], &document["documentId"], &page["pageId"]] {
        let id = id.as_str().unwrap();
        assert!(id.len() == 32 && id.chars().all(|digit| matches!(digit, '0'..='9' | 'a'..='f')), "{id}");
    }
}

#[test]
fn the_same_files_give_the_same_bytes_in_the_order_of_the_call() {
    let dir = tempfile::tempdir().unwrap();
    let paths: Vec<_> = (0..6)
        .map(|index| saved(dir.path(), &format!("{index}.pdf"), &invoice::sample(3, index).pdf))
        .collect();
    let mut args = vec!["--json"];
    args.extend(paths.iter().map(|path| path.to_str().unwrap()));
    let (first, second) = (perigee(&args), perigee(&args));
    assert_eq!(first.stdout, second.stdout);
    let answer = json(&first);
    let names: Vec<_> =
        answer.as_array().unwrap().iter().map(|file| file["fileName"].as_str().unwrap()).collect();
    assert_eq!(names, ["0.pdf", "1.pdf", "2.pdf", "3.pdf", "4.pdf", "5.pdf"]);
}

#[test]
fn without_json_the_text_is_printed_page_by_page() {
    let dir = tempfile::tempdir().unwrap();
    let sample = invoice::sample(3, 0);
    let path = saved(dir.path(), "one.pdf", &sample.pdf);
    let output = perigee(&[path.to_str().unwrap()]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("--- one.pdf, page 0 ---\n"), "{text}");
    assert!(sample.pages[0].words.iter().all(|word| text.contains(&word.text)));
}

#[test]
fn a_call_without_files_is_wrong() {
    assert_eq!(perigee(&["--json"]).status.code(), Some(2));
}

#[test]
fn help_shows_examples() {
    let help = String::from_utf8(perigee(&["--help"]).stdout).unwrap();
    assert!(help.contains("perigee ocr --pdf searchable.pdf scan.tif"));
}

#[test]
fn with_force_the_text_layer_is_ignored_and_places_agree() {
    if !tesseract_is_installed() {
        eprintln!("skipped: Tesseract is not installed");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let path = saved(dir.path(), "one.pdf", &invoice::sample(3, 0).pdf);
    let path = path.to_str().unwrap();
    let layer = json(&perigee(&["--json", path]));
    let forced = json(&perigee(&["--json", "--force", "--lang", "eng", path]));
    let words = |answer: &Value| answer[0]["documents"][0]["pages"][0]["words"].as_array().unwrap().clone();
    let (layer, forced) = (words(&layer), words(&forced));
    assert!(forced.iter().any(|word| word["confidence"].as_f64().unwrap() < 1.0));
    let place = |word: &Value| (word["bbox"][0].as_f64().unwrap(), word["bbox"][1].as_f64().unwrap());
    let unmoved = forced.iter().filter(|word| {
        layer.iter().any(|other| {
            let ((x, y), (other_x, other_y)) = (place(word), place(other));
            word["text"] == other["text"] && (x - other_x).abs() < 4.0 && (y - other_y).abs() < 6.0
        })
    });
    let share = unmoved.count() as f64 / forced.len() as f64;
    assert!(share > 0.6, "only {share} of the recognized words stand in the text layer at their place");
}

#[test]
fn a_language_that_is_not_installed_is_named() {
    if !tesseract_is_installed() {
        eprintln!("skipped: Tesseract is not installed");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let path = saved(dir.path(), "one.pdf", &invoice::sample(3, 0).pdf);
    let output = perigee(&["--json", "--force", "--lang", "tlh", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let error = &json(&output)[0]["error"];
    assert_eq!(error["code"], "ocr_unavailable");
    assert!(error["action"].as_str().unwrap().contains("tesseract-ocr-tlh"));
}

fn tesseract_is_installed() -> bool {
    let engine = perigee_engine::Engine::new(perigee_engine::EngineConfig {
        reader: perigee_engine::ReaderMode::InProcess,
        limits: perigee_engine::Limits::default(),
        models: None,
    });
    let doctor = engine.doctor();
    doctor.tesseract_version.is_some()
        && ["eng", "deu", "pol"].iter().all(|language| doctor.languages.iter().any(|has| has == language))
}

/// A picture of an invoice, beside which the outputs go.
fn picture(dir: &Path) -> PathBuf {
    let pdf = saved(dir, "drawn.pdf", &invoice::sample(3, 0).pdf);
    let config = EngineConfig { reader: ReaderMode::InProcess, limits: Limits::default(), models: None };
    let png = Engine::new(config).render_page(&pdf, 0, 150.0).unwrap().png;
    saved(dir, "scan.png", &png)
}

#[test]
fn a_scan_becomes_a_pdf_in_which_the_same_words_are_found_without_reading_it_again() {
    let dir = tempfile::tempdir().unwrap();
    let scan = picture(dir.path());
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let (pdf, hocr, alto) = (at("out.pdf"), at("out.hocr"), at("out.xml"));
    let args = ["--json", "--pdf", &pdf, "--hocr", &hocr, "--alto", &alto, scan.to_str().unwrap()];
    let first = perigee(&args);
    assert_eq!(first.status.code(), Some(0), "{}", String::from_utf8_lossy(&first.stderr));
    let again = perigee(&["--json", &pdf]);
    let page = |output: &Output| json(output)[0]["documents"][0]["pages"][0].clone();
    let (before, after) = (page(&first), page(&again));
    let mut texts = [before, after].map(|page| {
        let words = page["words"].as_array().unwrap().iter();
        words.map(|word| word["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    });
    // Words may change places where the recognizer saw one row and the layer has two.
    texts.iter_mut().for_each(|texts| texts.sort());
    assert!(texts[0].len() > 50);
    assert_eq!(texts[0], texts[1]);
    assert!(std::fs::read_to_string(&hocr).unwrap().contains("ocrx_word"));
    assert!(std::fs::read_to_string(&alto).unwrap().contains("<String "));
    let parts = std::fs::read_dir(dir.path())
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().ends_with(".part"));
    assert_eq!(parts.count(), 0);
}

#[test]
fn several_files_go_into_a_folder_each_under_its_own_name() {
    let dir = tempfile::tempdir().unwrap();
    let bytes = invoice::sample(3, 0).pdf;
    std::fs::create_dir(dir.path().join("more")).unwrap();
    let files = ["a.pdf", "more/a.pdf", "broken.pdf"].map(|name| saved(dir.path(), name, &bytes));
    std::fs::write(&files[2], b"%PDF-1.7 and no more").unwrap();
    let out = dir.path().join("made");
    let mut args = vec!["--pdf", out.to_str().unwrap()];
    args.extend(files.iter().map(|file| file.to_str().unwrap()));
    assert_eq!(perigee(&args).status.code(), Some(3));
    let mut names: Vec<_> = std::fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["a-2.pdf", "a.pdf"]);
}

#[test]
fn a_file_that_is_read_is_never_overwritten_and_a_place_that_cannot_be_written_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let bytes = invoice::sample(3, 0).pdf;
    let path = saved(dir.path(), "a.pdf", &bytes);
    let path = path.to_str().unwrap();
    let refused = perigee(&["--pdf", path, path]);
    assert_ne!(refused.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("is a file to read"));
    assert_eq!(std::fs::read(path).unwrap(), bytes);
    let nowhere = dir.path().join("missing/out.pdf");
    let refused = perigee(&["--json", "--pdf", nowhere.to_str().unwrap(), path]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(json(&refused)[0]["error"]["code"], "output_unwritable");
}

/// Names that libraries find in a program, from its table of symbols (ELF of 64 bits, lower bytes first).
#[cfg(target_os = "linux")]
fn exported_names(program: &[u8]) -> Vec<String> {
    const DYNAMIC_SYMBOLS: usize = 11;
    let number = |at: usize, bytes: usize| {
        program[at..at + bytes].iter().rev().fold(0_usize, |number, &byte| number << 8 | usize::from(byte))
    };
    let section = |index: usize| number(0x28, 8) + index * number(0x3a, 2);
    let place = |section: usize| number(section + 0x18, 8);
    let symbols =
        (0..number(0x3c, 2)).map(section).find(|&section| number(section + 4, 4) == DYNAMIC_SYMBOLS).unwrap();
    let texts = place(section(number(symbols + 0x28, 4)));
    (place(symbols)..place(symbols) + number(symbols + 0x20, 8))
        .step_by(24)
        .filter(|&symbol| number(symbol + 6, 2) != 0)
        .map(|symbol| {
            let text = &program[texts + number(symbol, 4)..];
            String::from_utf8_lossy(text.split(|&byte| byte == 0).next().unwrap()).into_owned()
        })
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn the_program_stands_in_for_what_tesseract_does_that_no_setting_leaves_out() {
    let program = std::fs::read(env!("CARGO_BIN_EXE_perigee")).unwrap();
    let names = exported_names(&program);
    for wanted in
        ["_ZN9tesseract13UnicharAmbigs13LoadUniversal", "GOMP_parallel", "GOMP_sections_next", "pixWriteMem"]
    {
        assert!(names.iter().any(|name| name.starts_with(wanted)), "{wanted}: {names:?}");
    }
}
