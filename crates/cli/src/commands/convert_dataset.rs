//! `perigee convert-dataset`: public data sets to labelled folders.

mod icdar2013;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use indexmap::IndexMap;
use perigee_engine::{Engine, ReadOptions};
use perigee_model::{Confidence, Occurrence, PageSource, Rect, ValueType};
use perigee_understand::evaluation::dataset::{DatasetPoint, GivenWord, WordsPage};
use perigee_understand::evaluation::{Dataset, LabelledDocument, WordsFile};
use serde::Deserialize;
use serde_json::Value;

use crate::exit::Done;
use crate::source;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example: perigee convert-dataset sroie ./data/sroie ./receipts")]
pub struct Args {
    /// Which data set it is.
    #[arg(value_enum)]
    set: Set,
    /// The data set.
    dir: PathBuf,
    /// The labelled folder that is made.
    out: PathBuf,
    /// Receipts: take the pictures that are there instead of the given words of all.
    #[arg(long)]
    from_images: bool,
    /// Read each file now and keep its words, so that later runs skip reading.
    #[arg(long)]
    with_words: bool,
}

/// The data sets that are known.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Set {
    /// Receipts: `labels/<id>.txt`, `labels/<id>.json`, `images/<id>.jpg`.
    Sroie,
    /// Invoices: `labels.jsonl`, `pdf/`.
    Zugferd,
    /// Tables: `gt/<name>.json`, `pdf/`.
    Icdar2013,
    /// Advertising contracts: `labels.jsonl`, `pdf/`.
    Fcc,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    fs::create_dir_all(&args.out).with_context(|| format!("{} cannot be made", args.out.display()))?;
    let reader = args.with_words.then(|| source::engine(&[])).transpose()?;
    let (dataset, documents) = match args.set {
        Set::Sroie => sroie(&args.dir, &args.out, args.from_images, reader.as_ref())?,
        Set::Zugferd => zugferd(&args.dir, &args.out, reader.as_ref())?,
        Set::Icdar2013 => icdar2013::convert(&args.dir, &args.out, reader.as_ref())?,
        Set::Fcc => fcc(&args.dir, &args.out, reader.as_ref())?,
    };
    fs::write(args.out.join("dataset.json"), serde_json::to_vec_pretty(&dataset)?)?;
    let mut lines = fs::File::create(args.out.join("documents.jsonl"))?;
    for document in &documents {
        writeln!(lines, "{}", serde_json::to_string(document)?)?;
    }
    eprintln!("{} documents in {}", documents.len(), args.out.display());
    Ok(Done::All)
}

type Converted = (Dataset, Vec<LabelledDocument>);

/// Receipts with given line boxes, or those with a picture.
fn sroie(dir: &Path, out: &Path, from_images: bool, reader: Option<&Engine>) -> anyhow::Result<Converted> {
    let mut ids: Vec<String> = fs::read_dir(dir.join("labels"))?
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".json").map(str::to_owned))
        .collect();
    ids.sort();
    let mut documents = Vec::new();
    for id in ids {
        let picture = dir.join("images").join(format!("{id}.jpg"));
        let mut document = LabelledDocument {
            fields: sroie_fields(&dir.join("labels").join(format!("{id}.json")))?,
            file: None,
            words: None,
            tables: IndexMap::new(),
            id: id.clone(),
        };
        if from_images {
            if !picture.exists() {
                continue;
            }
            fs::copy(&picture, out.join(format!("{id}.jpg")))?;
            let name = format!("{id}.jpg");
            document.words = reader.map(|engine| keep_words(engine, out, &name, &id)).transpose()?;
            document.file = Some(name);
        } else {
            let lines = fs::read(dir.join("labels").join(format!("{id}.txt")))?;
            let words = sroie_words(&String::from_utf8_lossy(&lines));
            fs::write(out.join(format!("{id}.words.json")), serde_json::to_vec(&words)?)?;
            document.words = Some(format!("{id}.words.json"));
        }
        documents.push(document);
    }
    Ok((Dataset { process_type: "receipts".to_owned(), data_points: Vec::new() }, documents))
}

fn sroie_fields(path: &Path) -> anyhow::Result<IndexMap<String, Vec<String>>> {
    let fields: IndexMap<String, String> = serde_json::from_slice(&fs::read(path)?)
        .with_context(|| format!("{} is not as expected", path.display()))?;
    Ok(fields
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name, vec![value]))
        .collect())
}

/// Lines of `x1,y1,…,x4,y4,transcript` as words; x inside of a line is interpolated by characters.
fn sroie_words(text: &str) -> WordsFile {
    let mut words = Vec::new();
    let (mut width, mut height) = (0.0_f32, 0.0_f32);
    for line in text.lines() {
        let mut parts = line.splitn(9, ',');
        let corners: Vec<f32> = parts.by_ref().take(8).filter_map(|part| part.trim().parse().ok()).collect();
        let (Some(transcript), [x1, y1, x2, y2, x3, y3, x4, y4]) = (parts.next(), corners.as_slice()) else {
            continue;
        };
        let extent = |values: [f32; 4]| {
            (values.into_iter().fold(f32::INFINITY, f32::min), values.into_iter().fold(0.0, f32::max))
        };
        let ((left, right), (top, bottom)) = (extent([*x1, *x2, *x3, *x4]), extent([*y1, *y2, *y3, *y4]));
        width = width.max(right);
        height = height.max(bottom);
        let count = transcript.chars().count().max(1) as f32;
        let at = |position: usize| left + (right - left) * position as f32 / count;
        let mut position = 0;
        for piece in transcript.split(' ') {
            let length = piece.chars().count();
            if length > 0 {
                words.push(GivenWord {
                    text: piece.to_owned(),
                    bbox: Rect::new(at(position), top, at(position + length), bottom),
                    confidence: Confidence::CERTAIN,
                });
            }
            position += length + 1;
        }
    }
    // The pictures' own sizes are not in the labels: a margin of twenty pixels is as good as any.
    let page = WordsPage { width: width + 20.0, height: height + 20.0, source: PageSource::Ocr, words };
    WordsFile { pages: vec![page] }
}

/// A line of `labels.jsonl`.
#[derive(Debug, Deserialize)]
struct Labels {
    file: String,
    fields: IndexMap<String, Option<String>>,
    printed: IndexMap<String, Value>,
    #[serde(default)]
    line_items: Vec<LineItem>,
}

/// A row of an invoice as its XML states it.
#[derive(Debug, Deserialize)]
struct LineItem {
    printed: IndexMap<String, Value>,
    #[serde(flatten)]
    values: IndexMap<String, Value>,
}

fn labels(dir: &Path) -> anyhow::Result<Vec<Labels>> {
    let text = fs::read_to_string(dir.join("labels.jsonl"))?;
    text.lines().map(|line| serde_json::from_str(line).context("labels.jsonl is not as expected")).collect()
}

/// The values that are printed, under the names that `rename` gives them.
fn labelled(
    dir: &Path,
    out: &Path,
    reader: Option<&Engine>,
    rename: impl Fn(&str) -> Option<String>,
) -> anyhow::Result<Vec<LabelledDocument>> {
    let mut documents = Vec::new();
    for labels in labels(dir)? {
        let source = dir.join(&labels.file);
        let name =
            source.file_name().and_then(|name| name.to_str()).context("a file has no name")?.to_owned();
        fs::copy(&source, out.join(&name))
            .with_context(|| format!("{} cannot be copied", source.display()))?;
        let fields = labels
            .fields
            .iter()
            .filter(|(name, _)| is_printed(&labels.printed, name))
            .filter_map(|(name, value)| Some((rename(name)?, vec![value.clone()?])))
            .collect();
        let id = name.strip_suffix(".pdf").unwrap_or(&name).to_owned();
        let words = reader.map(|engine| keep_words(engine, out, &name, &id)).transpose()?;
        documents.push(LabelledDocument {
            id,
            file: Some(name),
            words,
            fields,
            tables: tables(&labels.line_items),
        });
    }
    Ok(documents)
}

/// Whether a value stands on the page; in a narrow column its words may stand apart.
fn is_printed(printed: &IndexMap<String, Value>, name: &str) -> bool {
    matches!(printed.get(name), Some(Value::Bool(true) | Value::String(_)))
}

/// Rows of line items with the values that are printed; a document without any says nothing about its tables.
fn tables(items: &[LineItem]) -> IndexMap<String, Vec<IndexMap<String, String>>> {
    const COLUMNS: [(&str, &str); 4] = [
        ("name", "description"),
        ("quantity", "quantity"),
        ("unit_price", "unit_price"),
        ("line_total", "amount"),
    ];
    let row = |item: &LineItem| -> IndexMap<String, String> {
        let printed = COLUMNS.iter().filter(|(name, _)| is_printed(&item.printed, name));
        printed
            .filter_map(|(name, column)| {
                Some(((*column).to_owned(), item.values.get(*name)?.as_str()?.to_owned()))
            })
            .collect()
    };
    let rows: Vec<_> = items.iter().map(row).filter(|row| !row.is_empty()).collect();
    if rows.is_empty() { IndexMap::new() } else { IndexMap::from([("items".to_owned(), rows)]) }
}

/// Reads a file of the folder and writes its words beside it.
fn keep_words(engine: &Engine, out: &Path, name: &str, id: &str) -> anyhow::Result<String> {
    let options = ReadOptions { ignore_embedded: true, ..ReadOptions::default() };
    let pages = source::read(engine, &out.join(name), &options).with_context(|| name.to_owned())?.pages;
    let words = format!("{id}.words.json");
    fs::write(out.join(&words), serde_json::to_vec(&WordsFile::from_pages(&pages))?)?;
    Ok(words)
}

/// Header fields and cells of line items that are marked as printed. Street and town are not marked and left out.
fn zugferd(dir: &Path, out: &Path, reader: Option<&Engine>) -> anyhow::Result<Converted> {
    let documents = labelled(dir, out, reader, |name| {
        Some(
            match name {
                "grand_total" => "gross_total",
                "due_payable" => "amount_due",
                "buyer_order_number" => "order_number",
                other => other,
            }
            .to_owned(),
        )
    })?;
    Ok((Dataset { process_type: "invoices".to_owned(), data_points: Vec::new() }, documents))
}

/// The five fields of advertising contracts, as a custom process.
fn fcc(dir: &Path, out: &Path, reader: Option<&Engine>) -> anyhow::Result<Converted> {
    let point = |name: &str, value_type: ValueType| DatasetPoint {
        name: name.to_owned(),
        value_type,
        occurrence: Occurrence::One,
    };
    let data_points = vec![
        point("contract_num", ValueType::Text),
        point("gross_amount", ValueType::Amount),
        point("flight_from", ValueType::Date),
        point("flight_to", ValueType::Date),
        point("advertiser", ValueType::Text),
    ];
    let names: Vec<String> = data_points.iter().map(|point| point.name.clone()).collect();
    let documents = labelled(dir, out, reader, |name| names.iter().find(|known| *known == name).cloned())?;
    Ok((Dataset { process_type: "custom".to_owned(), data_points }, documents))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_where_their_characters_do() {
        let file = sroie_words("10,20,110,20,110,40,10,40,TOTAL: 9,00\nbroken line\n");
        let words = &file.pages[0].words;
        assert_eq!(words.len(), 2);
        assert_eq!((words[1].text.as_str(), words[0].bbox.x0), ("9,00", 10.0));
        assert!((words[1].bbox.x1 - 110.0).abs() < 0.01 && words[1].bbox.x0 > words[0].bbox.x1);
    }
}
