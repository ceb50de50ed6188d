//! `perigee generate`: draws labelled documents into a folder.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use indicatif::ProgressBar;
use perigee_engine::{Engine, EngineConfig, Limits, ReaderMode};
use perigee_synth::{Language, SynthDocument, bill, card, invoice, labelled, order, receipt};
use serde::Serialize;

use crate::exit::Done;

/// Draws labelled documents: PDF files, their words with places, and the values that stand on them.
///
/// The same seed gives the same files on every machine.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: perigee generate --type invoices --count 20 --seed 7 --out samples\n         perigee generate --type utility_bills --lang es,it --out bills"
)]
pub struct Args {
    /// What to draw.
    #[arg(long = "type", value_name = "TYPE")]
    kind: Kind,
    /// How many.
    #[arg(long, default_value_t = 10)]
    count: usize,
    /// Another seed draws other documents.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder to write to; made if missing.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Only these languages, by their codes: en, de, pl, fr, es, it. They take turns in this order.
    #[arg(long, value_name = "LANG", value_delimiter = ',', value_parser = language)]
    lang: Vec<Language>,
    /// Draw every second document as a scan: a skewed, noisy picture without a text layer.
    #[arg(long)]
    scans: bool,
    /// Print one JSON value on standard output.
    #[arg(long)]
    json: bool,
}

/// Resolution of the scans; what office scanners are set to when files shall be small.
const SCAN_DPI: f32 = 200.0;

/// The process types that can be drawn.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Kind {
    /// Invoices and credit notes, in 48 families of layouts.
    Invoices,
    /// Receipts of shops and restaurants.
    Receipts,
    /// Purchase orders, in the families of invoices.
    #[value(name = "purchase_orders")]
    PurchaseOrders,
    /// Bills for electricity, gas, water and heat, in the families of invoices.
    #[value(name = "utility_bills")]
    UtilityBills,
    /// Pages of passports with their machine-readable zones, in 12 layouts.
    Passports,
    /// European driving licences, in 12 layouts.
    #[value(name = "driving_licenses")]
    DrivingLicenses,
}

impl Kind {
    /// Short name of the process type.
    fn short_name(self) -> &'static str {
        match self {
            Self::Invoices => "invoices",
            Self::Receipts => "receipts",
            Self::PurchaseOrders => "purchase_orders",
            Self::UtilityBills => "utility_bills",
            Self::Passports => "passports",
            Self::DrivingLicenses => "driving_licenses",
        }
    }

    fn draw(self, languages: &[Language], seed: u64, index: usize) -> SynthDocument {
        match self {
            Self::Invoices => invoice::drawn(languages, seed, index),
            Self::Receipts => receipt::sample_in(languages, seed, index),
            Self::PurchaseOrders => order::drawn(languages, seed, index),
            Self::UtilityBills => bill::drawn(languages, seed, index),
            Self::Passports => card::passport::drawn(languages, seed, index),
            Self::DrivingLicenses => card::licence::drawn(languages, seed, index),
        }
    }
}

fn language(code: &str) -> Result<Language, String> {
    Language::find(code)
        .ok_or_else(|| format!("unknown language {code}: en, de, pl, fr, es and it are drawn"))
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    fs::create_dir_all(&args.out)
        .with_context(|| format!("cannot make the folder {}", args.out.display()))?;
    let dataset = labelled::Dataset { process_type: args.kind.short_name() };
    write_json(&args.out.join(labelled::DATASET_FILE), &dataset)?;
    let progress = ProgressBar::new(args.count as u64);
    let mut lines = Vec::new();
    let languages: &[Language] = if args.lang.is_empty() { &Language::ALL } else { &args.lang };
    for index in 0..args.count {
        // One at a time: a million documents need no more memory than one.
        let mut document = args.kind.draw(languages, args.seed, index);
        if args.scans && index % 2 == 1 {
            document = scan(&args, document, index)?;
        }
        write_document(&args.out, &document)?;
        serde_json::to_writer(&mut lines, &labelled::entry(&document))?;
        lines.push(b'\n');
        progress.inc(1);
    }
    write(&args.out.join(labelled::DOCUMENTS_FILE), &lines)?;
    progress.finish_and_clear();
    let mut stdout = std::io::stdout().lock();
    if args.json {
        writeln!(stdout, "{}", serde_json::json!({ "documents": args.count }))?;
    } else {
        writeln!(stdout, "{} documents in {}", args.count, args.out.display())?;
    }
    Ok(Done::All)
}

/// The document as a scanner would give it back.
fn scan(args: &Args, document: SynthDocument, index: usize) -> anyhow::Result<SynthDocument> {
    // Our own drawings are not hostile: no child process is needed to render them.
    let engine =
        Engine::new(EngineConfig { reader: ReaderMode::InProcess, limits: Limits::default(), models: None });
    let path = args.out.join(&document.file_name);
    write(&path, &document.pdf)?;
    let pages: Vec<image::GrayImage> = (0..document.pages.len())
        .map(|page| {
            let picture = engine.render_page(&path, page as u32, SCAN_DPI)?;
            Ok(image::load_from_memory(&picture.png)?.into_luma8())
        })
        .collect::<anyhow::Result<_>>()?;
    Ok(perigee_synth::scan::scanned(document, &pages, SCAN_DPI, args.seed ^ index as u64))
}

fn write_document(folder: &Path, document: &SynthDocument) -> anyhow::Result<()> {
    write(&folder.join(&document.file_name), &document.pdf)?;
    write_json(&folder.join(labelled::entry(document).words), &labelled::words(document))
}

fn write_json(path: &Path, value: &impl Serialize) -> anyhow::Result<()> {
    write(path, &serde_json::to_vec(value)?)
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
