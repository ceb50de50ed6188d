//! Reading in this process.

use std::ops::ControlFlow;
use std::path::Path;

use perigee_engine::{Engine, EngineConfig, Limits, ReadOptions, ReaderMode};
use perigee_model::{Confidence, PageSource, Source, Word, fault::codes, process_type};
use perigee_synth::{hostile, invoice};

use crate::{in_process, read, read_bytes};

fn saved(bytes: &[u8]) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    file
}

fn sorted_texts(words: &[Word]) -> Vec<&str> {
    let mut texts: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
    texts.sort_unstable();
    texts
}

#[test]
fn the_words_of_a_drawn_invoice_are_read_as_they_were_drawn() {
    for sample in invoice::samples(11, 8) {
        let output = read_bytes(&in_process(), &sample.pdf).unwrap();
        assert_eq!(output.media_type, "application/pdf");
        assert_eq!(output.pages.len(), sample.pages.len());
        for (page, truth) in output.pages.iter().zip(&sample.pages) {
            assert_eq!(page.source, PageSource::Text);
            assert_eq!(sorted_texts(&page.words), sorted_texts(&truth.words), "{}", sample.file_name);
            assert!(page.words.iter().all(|word| word.confidence == Confidence::CERTAIN));
        }
    }
}

#[test]
fn words_come_in_reading_order() {
    let output = read_bytes(&in_process(), &invoice::sample(11, 0).pdf).unwrap();
    let lines = perigee_layout::lines(&output.pages[0]);
    let order: Vec<u32> = lines.into_iter().flat_map(|line| line.words).collect();
    assert_eq!(order, (0..output.pages[0].words.len() as u32).collect::<Vec<_>>());
}

#[test]
fn the_same_file_gives_the_same_pages() {
    let sample = invoice::sample(11, 1);
    let engine = in_process();
    let first = read_bytes(&engine, &sample.pdf).unwrap();
    assert_eq!(read_bytes(&engine, &sample.pdf).unwrap().pages, first.pages);
}

#[test]
fn reading_can_be_cancelled_and_the_engine_goes_on() {
    let (engine, file) = (in_process(), saved(&invoice::sample(11, 0).pdf));
    let options = ReadOptions::default();
    let fault = engine.read(file.path(), &options, &mut |_| ControlFlow::Break(())).unwrap_err();
    assert_eq!(fault.code, codes::CANCELLED);
    assert!(read(&engine, file.path(), &options).is_ok());
}

#[test]
fn progress_counts_the_pages() {
    let file = saved(&invoice::sample(11, 0).pdf);
    let mut seen = Vec::new();
    in_process()
        .read(file.path(), &ReadOptions::default(), &mut |progress| {
            seen.push((progress.pages_done, progress.pages_total));
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(seen.last().map(|(done, total)| done == total), Some(true));
}

#[test]
fn bad_files_end_in_their_faults() {
    let engine = in_process();
    for (bytes, code) in [
        (hostile::empty(), codes::FILE_EMPTY),
        (hostile::truncated_pdf(), codes::FILE_DAMAGED),
        (hostile::locked_pdf(), codes::DOCUMENT_LOCKED),
        (hostile::huge_png(), codes::IMAGE_TOO_LARGE),
        (hostile::sound_named_pdf(), codes::FILE_UNSUPPORTED),
    ] {
        assert_eq!(read_bytes(&engine, &bytes).unwrap_err().code, code);
    }
    let missing = read(&engine, Path::new("/nonexistent/a.pdf"), &ReadOptions::default()).unwrap_err();
    assert_eq!(missing.code, codes::FILE_UNREADABLE);
}

#[test]
fn a_file_over_the_limit_of_bytes_is_not_opened() {
    let limits = Limits { file_bytes: 1000, ..Limits::default() };
    let engine = Engine::new(EngineConfig { reader: ReaderMode::InProcess, limits, models: None });
    assert_eq!(read_bytes(&engine, &invoice::sample(11, 0).pdf).unwrap_err().code, codes::FILE_TOO_LARGE);
}

#[test]
fn a_page_is_drawn_as_png_and_turned_when_asked() {
    let (engine, file) = (in_process(), saved(&invoice::sample(11, 0).pdf));
    let upright = engine.render_page(file.path(), 0, 72.0).unwrap();
    let turned = engine.render_page_turned(file.path(), 0, 72.0, 90).unwrap();
    assert_eq!((upright.width_px, upright.height_px), (turned.height_px, turned.width_px));
    let decoded = image::load_from_memory(&upright.png).unwrap();
    assert_eq!((decoded.width(), decoded.height()), (upright.width_px, upright.height_px));
    assert!(engine.render_page(file.path(), 99, 72.0).is_err());
}

#[test]
fn blank_paper_is_no_error() {
    // A page whose content stream is empty needs no recognition.
    let mut pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
          3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>endobj\n\
          4 0 obj<</Length 1>>stream\n \nendstream endobj\ntrailer<</Root 1 0 R>>\n"
        .to_vec();
    pdf.extend(b"startxref\n0\n%%EOF");
    let output = read_bytes(&in_process(), &pdf).unwrap();
    assert_eq!((output.pages.len(), output.pages[0].words.len()), (1, 0));
}

#[test]
fn an_e_invoice_is_data_and_a_page() {
    let xml =
        b"<?xml version='1.0'?><Invoice xmlns='urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'>\
        <ID>INV-7</ID></Invoice>";
    let output = read_bytes(&in_process(), xml).unwrap();
    assert_eq!(output.media_type, "application/xml");
    assert_eq!(output.einvoice_xml.as_deref(), Some(&xml[..]));
    let invoice = output.einvoice.unwrap();
    assert_eq!(invoice.first("invoice_number"), Some("INV-7"));
    assert!(output.pages[0].text().contains("INV-7"));
    let kind = process_type::find_by_short_name("invoices").unwrap();
    let extraction = in_process().extract(&output.pages, kind, Some(&invoice), None);
    let number = extraction.readings.iter().find(|reading| reading.data_point == "invoice_number").unwrap();
    assert_eq!((number.source, number.evidence.len()), (Source::Einvoice, 1));
}
