//! Reads pictures by one recognizer and prints a line of JSON for each, to compare recognizers on the same pictures:
//! `cargo run --release -p perigee-ocr --example recognizers -- tesseract MODELS 200 a.png b.jpg`.
//!
//! The first word is `tesseract`, `paddle` or `both`, the second the folder of models, the third the resolution.
//! A file whose name begins with `page-` is taken for a drawn page, every other one for a photo or scan.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use perigee_ocr::{Both, Origin, Paddle, Recognizer, Tesseract, read_page};
use serde_json::json;

/// More than any page takes.
const TIME: Duration = Duration::from_secs(300);

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, models, dpi, files @ ..] = arguments.as_slice() else {
        return Err("RECOGNIZER MODELS DPI FILE…".into());
    };
    let dpi: f32 = dpi.parse()?;
    let mut recognizer: Box<dyn Recognizer> = match name.as_str() {
        "tesseract" => Box::new(Tesseract::start(None)?),
        "paddle" => Box::new(Paddle::start(Path::new(models), false)?),
        "both" => Box::new(Both::new(Tesseract::start(None)?, Paddle::start(Path::new(models), false)?)),
        other => return Err(format!("there is no recognizer {other}").into()),
    };
    for file in files {
        let picture = image::open(file)?.into_luma8();
        let is_page =
            Path::new(file).file_name().is_some_and(|name| name.to_string_lossy().starts_with("page-"));
        let origin = if is_page { Origin::Page } else { Origin::Picture };
        let before = cpu_seconds();
        let reading = read_page(recognizer.as_mut(), &picture, origin, dpi, TIME)?;
        let cpu = cpu_seconds() - before;
        let words: Vec<_> = reading
            .words
            .iter()
            .map(|word| json!([word.text, <[f32; 4]>::from(word.bbox), word.confidence.get()]))
            .collect();
        println!("{}", json!({ "file": file, "cpuSeconds": cpu, "turn": reading.turn, "words": words }));
    }
    Ok(())
}

/// Seconds of CPU time that this process has used, in steps of a hundredth.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}
