//! Writes PDF files object by object, with their cross-reference table.

use std::fmt::Write as _;

/// A PDF file that is being written; objects are numbered from 1 in the order of writing.
pub struct PlainPdf {
    bytes: Vec<u8>,
    offsets: Vec<usize>,
}

impl PlainPdf {
    /// A file with nothing but its header.
    pub fn new() -> Self {
        Self { bytes: b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec(), offsets: Vec::new() }
    }

    /// Adds an object.
    pub fn object(&mut self, body: &[u8]) {
        self.offsets.push(self.bytes.len());
        self.bytes.extend(format!("{} 0 obj\n", self.offsets.len()).bytes());
        self.bytes.extend(body);
        self.bytes.extend(b"\nendobj\n");
    }

    /// Adds a stream object with these further entries in its dictionary.
    pub fn stream(&mut self, entries: &str, content: &[u8]) {
        let dictionary = format!("<< {entries} /Length {} >>\nstream\n", content.len());
        self.object(&[dictionary.as_bytes(), content, b"\nendstream"].concat());
    }

    /// The file; object 1 is its root. `entries` are added to the trailer.
    pub fn finish(mut self, entries: &str) -> Vec<u8> {
        let start = self.bytes.len();
        let count = self.offsets.len() + 1;
        let mut tail = format!("xref\n0 {count}\n0000000000 65535 f \n");
        for offset in &self.offsets {
            writeln!(tail, "{offset:010} 00000 n ").expect("writing to a string cannot fail");
        }
        write!(tail, "trailer\n<< /Size {count} /Root 1 0 R {entries} >>\nstartxref\n{start}\n%%EOF\n")
            .expect("writing to a string cannot fail");
        self.bytes.extend(tail.bytes());
        self.bytes
    }
}
