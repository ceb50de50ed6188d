//! `perigee train`, `extract --model`, `eval --train` and `split` as they are called.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

fn perigee(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_perigee")).args(arguments).output().expect("the binary was built")
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A form whose labels are not called as its data points are, and its values.
fn form(number: usize) -> (Value, Value) {
    let (sign, fee) = (format!("AZ-{}", 4000 + 37 * number), format!("{}.50", 20 + number));
    let lines = [
        "REGISTRY OF BOATS".to_owned(),
        format!("Our sign {sign}"),
        format!("Mooring rent {}.00", 300 + number),
        format!("Harbour charge {fee}"),
    ];
    let words: Vec<Value> = lines
        .iter()
        .zip(1..)
        .flat_map(|(line, row)| {
            line.split(' ').zip(0..).map(move |(text, column)| {
                let (x, y) = (40 + 70 * column, 30 * row);
                json!({"text": text, "bbox": [x, y, x + 66, y + 10]})
            })
        })
        .collect();
    let page = json!({"width": 595, "height": 842, "words": words});
    (json!({"pages": [page]}), json!({"sign": [sign], "fee": [fee]}))
}

fn folder(path: &Path, numbers: std::ops::Range<usize>) {
    fs::create_dir_all(path).unwrap();
    let points = json!([{"name": "sign", "type": "text"}, {"name": "fee", "type": "amount"}]);
    let declared = json!({"processType": "custom", "dataPoints": points});
    fs::write(path.join("dataset.json"), declared.to_string()).unwrap();
    let lines: Vec<String> = numbers
        .map(|number| {
            let (words, fields) = form(number);
            let name = format!("{number}.words.json");
            fs::write(path.join(&name), words.to_string()).unwrap();
            json!({"id": number.to_string(), "words": name, "fields": fields}).to_string()
        })
        .collect();
    fs::write(path.join("documents.jsonl"), lines.join("\n")).unwrap();
}

struct Learned {
    dir: tempfile::TempDir,
}

impl Learned {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        folder(&dir.path().join("train"), 0..4);
        folder(&dir.path().join("test"), 10..13);
        Self { dir }
    }

    fn path(&self, name: &str) -> String {
        self.dir.path().join(name).to_string_lossy().into_owned()
    }

    fn train(&self) -> Output {
        let (dataset, out) = (self.path("train"), self.path("forms.model"));
        perigee(&["train", "--type", "custom", "--dataset", &dataset, "--out", &out, "--json"])
    }
}

#[test]
fn a_trained_model_reads_new_documents_of_its_layout() {
    let learned = Learned::new();
    let output = learned.train();
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["documents"], 4);
    assert_eq!(told["model"], learned.path("forms.model"));
    assert!(told["seconds"].is_number());

    let (model, file) = (learned.path("forms.model"), learned.path("test/11.words.json"));
    let output = perigee(&["extract", "--type", "custom", "--model", &model, "--json", &file]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let results = String::from_utf8(output.stdout).unwrap();
    let (_, fields) = form(11);
    for name in ["sign", "fee"] {
        assert!(results.contains(fields[name][0].as_str().unwrap()), "{name} in {results}");
    }
}

#[test]
fn eval_scores_models_and_draws_of_another_folder() {
    let learned = Learned::new();
    learned.train();
    let (test, train, model) = (learned.path("test"), learned.path("train"), learned.path("forms.model"));
    let ways: [&[&str]; 2] = [&["--model", &model], &["--train", &train, "--shots", "3", "--seed", "7"]];
    for way in ways {
        let call = [&["eval", "--type", "custom", "--dataset", &test, "--json"], way].concat();
        let output = perigee(&call);
        assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["micro"]["f1"], 1.0, "{report}");
        assert_eq!(report["trainSeconds"].as_f64() > Some(0.0), way.contains(&"--train"));
    }
}

#[test]
fn a_model_that_does_not_fit_is_refused_and_named() {
    let learned = Learned::new();
    learned.train();
    let (model, file) = (learned.path("forms.model"), learned.path("test/11.words.json"));
    let output = perigee(&["extract", "--type", "receipts", "--model", &model, &file]);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("has learned custom"), "{}", errors(&output));

    let mut bytes = fs::read(&model).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&model, bytes).unwrap();
    let output = perigee(&["extract", "--type", "custom", "--model", &model, &file]);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("damaged"), "{}", errors(&output));

    let output = perigee(&["extract", "--type", "custom", &file]);
    assert!(errors(&output).contains("--model"), "{}", errors(&output));
}

#[test]
fn a_folder_that_teaches_nothing_writes_no_model() {
    let learned = Learned::new();
    fs::write(learned.dir.path().join("train/documents.jsonl"), "").unwrap();
    let output = learned.train();
    assert_eq!(output.status.code(), Some(1));
    assert!(!Path::new(&learned.path("forms.model")).exists());
}

#[test]
fn documents_of_a_stream_are_told_as_the_contract_has_them() {
    let dir = tempfile::tempdir().unwrap();
    let page = |lines: &[&str]| {
        let words: Vec<Value> = lines
            .iter()
            .zip(1..)
            .flat_map(|(line, row)| {
                line.split(' ').zip(0..).map(move |(text, column)| {
                    json!({"text": text, "bbox": [40 + 60 * column, 30 * row, 95 + 60 * column, 30 * row + 10]})
                })
            })
            .collect();
        json!({"width": 595, "height": 842, "words": words})
    };
    let pages = [
        page(&["INVOICE", "Invoice number 4711", "Page 1 of 2"]),
        page(&["Page 2 of 2", "Grand total 12.00"]),
        page(&["INVOICE", "Invoice number 9981", "Page 1 of 1"]),
    ];
    let file = dir.path().join("stack.words.json");
    fs::write(&file, json!({ "pages": pages }).to_string()).unwrap();
    let output = perigee(&["split", "--json", file.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told[0]["fileName"], "stack.words.json");
    let documents = told[0]["documents"].as_array().unwrap();
    let borders: Vec<(u64, u64)> = documents
        .iter()
        .map(|d| (d["firstPage"].as_u64().unwrap(), d["lastPage"].as_u64().unwrap()))
        .collect();
    assert_eq!(borders, [(0, 1), (2, 2)]);
    assert_eq!(documents[0]["documentClass"], "invoice");
    assert!(documents[0]["confidence"].is_number());
    let output = perigee(&["split", "nowhere.pdf"]);
    assert_eq!(output.status.code(), Some(1));
}

/// Pages of a kind that no word list knows, one file for each number.
fn waybills(path: &Path, numbers: std::ops::Range<usize>) {
    fs::create_dir_all(path).unwrap();
    for number in numbers {
        let text = format!(
            "WAYBILL\nNorthwind Haulage\n\nLoading dock {number}\nDriver Petersen\n\nPallets sealed and weighed\n"
        );
        fs::write(path.join(format!("{number}.txt")), text).unwrap();
    }
}

#[test]
fn classes_are_learned_from_folders_and_told() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    waybills(&dir.path().join("sorted/waybill"), 1..4);
    folder(&dir.path().join("boats"), 1..4);
    fs::create_dir_all(dir.path().join("sorted/boat form")).unwrap();
    for number in 1..4 {
        let name = format!("{number}.words.json");
        fs::copy(dir.path().join("boats").join(&name), dir.path().join("sorted/boat form").join(&name))
            .unwrap();
    }
    waybills(dir.path(), 9..10);
    let train =
        ["train", "--type", "classes", "--dataset", &path("sorted"), "--out", &path("my.classes"), "--json"];
    let trained = perigee(&train);
    assert!(trained.status.success(), "{}", errors(&trained));
    let said: Value = serde_json::from_slice(&trained.stdout).unwrap();
    assert_eq!(said["documents"], 6);
    let first = fs::read(path("my.classes")).unwrap();
    assert!(perigee(&train).status.success());
    assert_eq!(fs::read(path("my.classes")).unwrap(), first, "the same documents make the same bytes");

    let told = |arguments: &[&str]| -> Value {
        let output = perigee(&[&["split", "--json", &path("9.txt")], arguments].concat());
        assert!(output.status.success(), "{}", errors(&output));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    assert_eq!(told(&[])[0]["documents"][0]["documentClass"], "other");
    let with_model = told(&["--model", &path("my.classes")]);
    assert_eq!(with_model[0]["documents"][0]["documentClass"], "waybill");
    assert!(with_model[0]["documents"][0]["confidence"].as_f64().unwrap() > 0.5, "{with_model}");

    let damaged = perigee(&["split", &path("9.txt"), "--model", &path("9.txt")]);
    assert_eq!(damaged.status.code(), Some(1));
    assert!(errors(&damaged).contains("train --type classes"), "{}", errors(&damaged));
    let nothing =
        perigee(&["train", "--type", "classes", "--dataset", &path("boats"), "--out", &path("no.classes")]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(errors(&nothing).contains("no folders of documents"), "{}", errors(&nothing));
    assert!(!Path::new(&path("no.classes")).exists());
}
