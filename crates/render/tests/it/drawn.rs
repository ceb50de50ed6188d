//! Small PDF files written by hand, so that a test says exactly what the file holds.

/// A file of one page whose content stream is given.
pub struct Drawn {
    page_entries: String,
    fonts: String,
    objects: Vec<Vec<u8>>,
    catalog_entries: String,
}

impl Drawn {
    /// A page of 595 × 842 points with the font `/F1` (Helvetica).
    pub fn new() -> Self {
        Self {
            page_entries: "/MediaBox [0 0 595 842]".to_owned(),
            fonts: "/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
            objects: Vec::new(),
            catalog_entries: String::new(),
        }
    }

    /// Adds entries to the page's dictionary.
    pub fn page(mut self, entries: &str) -> Self {
        self.page_entries.push(' ');
        self.page_entries.push_str(entries);
        self
    }

    /// Adds a font to the page's resources.
    pub fn font(mut self, entry: &str) -> Self {
        self.fonts.push(' ');
        self.fonts.push_str(entry);
        self
    }

    /// Adds entries to the catalog.
    pub fn catalog(mut self, entries: &str) -> Self {
        self.catalog_entries.push(' ');
        self.catalog_entries.push_str(entries);
        self
    }

    /// Adds an object; the first has the number 5.
    pub fn object(mut self, body: &[u8]) -> Self {
        self.objects.push(body.to_vec());
        self
    }

    /// The bytes of the file with this content stream.
    pub fn content(self, content: &str) -> Vec<u8> {
        let Self { page_entries, fonts, objects, catalog_entries } = self;
        let mut bodies = vec![
            format!("<< /Type /Catalog /Pages 2 0 R {catalog_entries} >>").into_bytes(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            format!(
                "<< /Type /Page /Parent 2 0 R /Contents 4 0 R {page_entries} \
                 /Resources << /Font << {fonts} >> /XObject << /Im 5 0 R >> >> >>"
            )
            .into_bytes(),
            stream("", content.as_bytes()),
        ];
        bodies.extend(objects);
        file(&bodies)
    }
}

/// The body of a stream object.
pub fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let mut body = format!("<< {entries} /Length {} >>\nstream\n", content.len()).into_bytes();
    body.extend(content);
    body.extend(b"\nendstream");
    body
}

/// A line of text at a place from the lower left corner.
pub fn text(size: u32, x: i32, y: i32, text: &str) -> String {
    format!("BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n")
}

fn file(bodies: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (index, body) in bodies.iter().enumerate() {
        offsets.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", index + 1).into_bytes());
        bytes.extend(body);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", bodies.len() + 1).into_bytes());
    for offset in &offsets {
        bytes.extend(format!("{offset:010} 00000 n \n").into_bytes());
    }
    let size = bodies.len() + 1;
    bytes.extend(format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").into_bytes());
    bytes
}
