//! Archives and documents made in code.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A ZIP archive of these members.
pub fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in members {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A Word document with this body.
pub fn docx(body: &str) -> Vec<u8> {
    let styles = "<w:styles><w:style w:styleId=\"Titel\"><w:name w:val=\"heading 1\"/></w:style></w:styles>";
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    let footer = "<w:ftr><w:p><w:r><w:t>IBAN DE02 1203 0000 0000 2020 51</w:t></w:r></w:p></w:ftr>";
    zipped(&[
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/footer1.xml", footer.as_bytes()),
        ("word/footer2.xml", footer.as_bytes()),
    ])
}

/// An OpenDocument file: `text`, `spreadsheet` or `presentation`.
pub fn odf(kind: &str, body: &str) -> Vec<u8> {
    let media_type = format!("application/vnd.oasis.opendocument.{kind}");
    let content =
        format!("<office:document-content><office:body>{body}</office:body></office:document-content>");
    zipped(&[("mimetype", media_type.as_bytes()), ("content.xml", content.as_bytes())])
}

/// A workbook whose one sheet has this XML of cells.
pub fn xlsx(rows: &str) -> Vec<u8> {
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let workbook = format!(
        "<workbook {main} xmlns:r=\"{relations}\"><sheets>\
         <sheet name=\"March\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let links = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let sheet = format!("<worksheet {main}><sheetData>{rows}</sheetData></worksheet>");
    zipped(&[
        ("_rels/.rels", root.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// A presentation of slides with this XML.
pub fn pptx(slides: &[&str]) -> Vec<u8> {
    let parts: Vec<(String, String)> = slides
        .iter()
        .enumerate()
        .map(|(index, slide)| {
            (format!("ppt/slides/slide{}.xml", index + 1), format!("<p:sld>{slide}</p:sld>"))
        })
        .collect();
    let mut members: Vec<(&str, &[u8])> = vec![("ppt/presentation.xml", b"<p:presentation/>")];
    members.extend(parts.iter().map(|(name, slide)| (name.as_str(), slide.as_bytes())));
    zipped(&members)
}

/// A compound file with these streams; storages are made for the folders of their names.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (path, bytes) in streams {
        let folder = std::path::Path::new(path).parent().unwrap();
        file.create_storage_all(folder).unwrap();
        file.create_stream(path).unwrap().write_all(bytes).unwrap();
    }
    file.flush().unwrap();
    file.into_inner().into_inner()
}

/// Text as Outlook keeps it.
pub fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
