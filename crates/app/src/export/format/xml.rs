//! XML: `export` → `collection` → `document` → `field` and `table`.

use std::fs::File;
use std::io::{BufWriter, Seek as _, SeekFrom};

use perigee_model::results::{DataValue, DocumentResult, FileResult, SingleValue, TableValue};
use quick_xml::Writer as Xml;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::{Exported, WriteFault, Writer, columns, time};

/// Writes elements as they come.
pub(super) struct XmlWriter {
    out: Xml<BufWriter<File>>,
}

impl XmlWriter {
    pub(super) fn new() -> Result<Self, WriteFault> {
        let mut out = Xml::new_with_indent(BufWriter::new(tempfile::tempfile()?), b' ', 1);
        out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let mut writer = Self { out };
        writer.open("export", &[])?;
        Ok(writer)
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> Result<(), WriteFault> {
        Ok(self.out.write_event(Event::Start(element(name, attributes)))?)
    }

    fn close(&mut self, name: &str) -> Result<(), WriteFault> {
        Ok(self.out.write_event(Event::End(BytesEnd::new(name)))?)
    }

    fn document(&mut self, file: &FileResult, document: &DocumentResult) -> Result<(), WriteFault> {
        let id = document.document_id.to_string();
        let class = &document.classification.document_class;
        self.open(
            "document",
            &[("id", &id), ("name", &document.name), ("file", &file.file_name), ("class", class)],
        )?;
        for (name, values) in &document.extracted_data {
            for value in values {
                match value {
                    DataValue::Value(value) => self.value("field", name, value)?,
                    DataValue::Table(table) => self.table(name, table)?,
                }
            }
        }
        self.close("document")
    }

    fn table(&mut self, name: &str, table: &TableValue) -> Result<(), WriteFault> {
        self.open("table", &[("name", name)])?;
        for row in &table.rows {
            self.open("row", &[])?;
            for (header, value) in &row.cells {
                self.value("cell", header, value)?;
            }
            self.close("row")?;
        }
        self.close("table")
    }

    fn value(&mut self, element_name: &str, name: &str, value: &SingleValue) -> Result<(), WriteFault> {
        let raw = clean(&value.raw_value);
        let start = element(element_name, &[("name", name), ("raw", &raw)]);
        let text = clean(columns::text(value));
        self.out.write_event(Event::Start(start))?;
        self.out.write_event(Event::Text(BytesText::new(&text)))?;
        self.close(element_name)
    }
}

impl Writer for XmlWriter {
    fn add(&mut self, exported: &Exported) -> Result<(), WriteFault> {
        let found = &exported.results;
        let (id, created) = (found.collection_id.to_string(), time(exported.created_at_ms));
        let status = found.collection_status.as_str();
        let attributes = [
            ("id", id.as_str()),
            ("name", &found.collection_name),
            ("status", status),
            ("createdAt", &created),
        ];
        self.open("collection", &attributes)?;
        for (name, value) in &exported.metadata {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            self.out.write_event(Event::Start(element("metadata", &[("name", name)])))?;
            self.out.write_event(Event::Text(BytesText::new(&clean(&value))))?;
            self.close("metadata")?;
        }
        for (file, document) in exported.documents() {
            self.document(file, document)?;
        }
        self.close("collection")
    }

    fn finish(mut self: Box<Self>) -> Result<File, WriteFault> {
        self.close("export")?;
        let mut file = self.out.into_inner().into_inner().map_err(|error| error.into_error())?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }
}

fn element<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, clean(value).as_str()));
    }
    start
}

/// Without the characters that XML 1.0 has no way to write (its production 2, `Char`).
fn clean(text: &str) -> String {
    let is_char = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(is_char).collect()
}
