//! The networks on drawn pages. `script/bootstrap --test` fetches them; without them these tests fail and say so.

use std::path::PathBuf;
use std::time::Duration;

use image::GrayImage;
use perigee_model::{Confidence, Rect};
use perigee_ocr::{Origin, Paddle, Recognizers, find_models, read_page};
use perigee_synth::invoice;

use crate::drawn;
use crate::recognition::recall;

const DPI: f32 = 200.0;

fn models() -> PathBuf {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let of_user = || variable("XDG_DATA_HOME").or_else(|| Some(variable("HOME")?.join(".local/share")));
    let folder = variable("PERIGEE_MODELS").or_else(|| Some(of_user()?.join("perigee/models"))).unwrap();
    assert!(
        find_models(&folder).is_some(),
        "no models in {}: script/bootstrap --test fetches them",
        folder.display()
    );
    folder
}

#[test]
fn the_networks_read_a_drawn_invoice_word_for_word_and_in_place() {
    let mut networks = Paddle::start(&models(), false).unwrap();
    let sample = invoice::samples(7, 4).into_iter().find(|sample| sample.file_name.contains("-en")).unwrap();
    let page = drawn(&sample.pdf, DPI);
    let reading = read_page(&mut networks, &page, Origin::Page, DPI, Duration::from_secs(300)).unwrap();
    let (found, placed) = recall(&sample.pages[0].words, &reading.words);
    assert!(found > 0.85 && placed > 0.95, "found {found}, of these in place {placed}");
}

#[test]
fn what_tesseract_is_unsure_of_is_read_by_the_networks() {
    let sample = invoice::samples(7, 4).into_iter().find(|sample| sample.file_name.contains("-en")).unwrap();
    let page = drawn(&sample.pdf, DPI);
    let mut both = Recognizers::start(Some("eng"), Some(&models())).unwrap();
    assert!(matches!(both, Recognizers::Both(_)));
    let reading = read_page(&mut both, &page, Origin::Page, DPI, Duration::from_secs(300)).unwrap();
    let (found, placed) = recall(&sample.pages[0].words, &reading.words);
    assert!(found > 0.9 && placed > 0.97, "found {found}, of these in place {placed}");
}

#[test]
fn without_models_tesseract_reads_alone() {
    let alone = Recognizers::start(Some("eng"), None).unwrap();
    let nowhere = Recognizers::start(Some("eng"), Some("/nonexistent".as_ref())).unwrap();
    assert!(matches!((alone, nowhere), (Recognizers::Tesseract(_), Recognizers::Tesseract(_))));
}

#[test]
fn pictures_of_any_size_are_read_without_harm() {
    let mut networks = Paddle::start(&models(), false).unwrap();
    for (width, height) in [(1, 1), (3, 900), (900, 3), (31, 33)] {
        let picture = GrayImage::from_fn(width, height, |x, y| image::Luma([((x * 7 + y * 13) % 256) as u8]));
        let reading =
            read_page(&mut networks, &picture, Origin::Picture, DPI, Duration::from_secs(60)).unwrap();
        let inside = Rect::new(-50.0, -50.0, 500.0, 500.0);
        assert!(
            reading
                .words
                .iter()
                .all(|word| word.confidence <= Confidence::CERTAIN && inside.x0 < word.bbox.x0)
        );
    }
}
