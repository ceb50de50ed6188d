//! The lean reader finds what the full interpreter finds, or leaves the page.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Left, collect};
use crate::document::RenderLimits;
use crate::pdf::{PdfFile, TextLayer, size};

const LIMITS: RenderLimits = RenderLimits { pages: 10, page_pixels: 1_000_000 };

/// What the operators of the tests name.
const RESOURCES: &str = "/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> \
     /F2 << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [ << /Type /Font \
     /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> \
     /W [ 0 [ 500 600 700 ] ] >> ] >> \
     /F3 << /Type /Font /Subtype /TrueType /BaseFont /LucidaConsole /FirstChar 65 /LastChar 68 \
     /Widths [ 602 602 602 602 ] /Encoding /WinAnsiEncoding >> \
     /F4 << /Type /Font /Subtype /Type3 /FontBBox [ 0 0 10 10 ] /FontMatrix [ 0.1 0 0 0.1 0 0 ] /FirstChar 97 \
     /LastChar 98 /Widths [ 6 8 ] /CharProcs << /a 9 0 R /b 9 0 R >> \
     /Encoding << /Type /Encoding /Differences [ 97 /a /b ] >> >> >> \
     /XObject << /Im 5 0 R /Fm 6 0 R /Own 7 0 R >> \
     /ExtGState << /Pale << /ca 0.0 /CA 0.0 >> /Thick << /LW 3 /ca 0.5 >> >> \
     /ColorSpace << /Spot [ /Separation /Red /DeviceRGB << /FunctionType 2 /Domain [ 0 1 ] /C0 [ 1 1 1 ] \
     /C1 [ 1 0 0 ] /N 1 >> ] /Cal [ /CalRGB << /WhitePoint [ 0.95 1 1.09 ] >> ] >> \
     /Pattern << /P1 8 0 R >> \
     /Shading << /Sh << /ShadingType 2 /ColorSpace /DeviceGray /Coords [ 0 0 1 1 ] /Function << /FunctionType 2 \
     /Domain [ 0 1 ] /C0 [ 0 ] /C1 [ 1 ] /N 1 >> >> >>";

fn stream(entries: &str, content: &str) -> String {
    format!("<< {entries} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

fn file(content: &str, page: &str, catalog: &str) -> Vec<u8> {
    file_with(RESOURCES, content, page, catalog)
}

fn file_with(resources: &str, content: &str, page: &str, catalog: &str) -> Vec<u8> {
    let pattern = "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [ 0 0 5 5 ] /XStep 5 /YStep 5 \
                   /Resources << >>";
    let bodies = [
        format!("<< /Type /Catalog /Pages 2 0 R {catalog} >>"),
        "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 400 400 ] /Contents 4 0 R /Resources << {resources} >> {page} >>"
        ),
        stream("", content),
        stream(
            "/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray",
            "abcd",
        ),
        stream(
            "/Type /XObject /Subtype /Form /BBox [ 0 0 200 90 ] /Matrix [ 1 0 0 1 5 7 ]",
            "0.5 sc 10 10 50 20 re f BT /F1 9 Tf 20 20 Td (inside) Tj ET",
        ),
        stream(
            "/Type /XObject /Subtype /Form /BBox [ 0 0 300 300 ] /Group << /S /Transparency >> /Resources << /Font << \
             /F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> /XObject << /Im 5 0 R /Own 7 0 R >> >>",
            "Q BT /F1 8 Tf 30 50 Td (own) Tj ET /Im Do 1 0 0 rg 5 5 m 90 5 l S /Own Do",
        ),
        stream(pattern, "0 0 2 2 re f"),
        stream("", "6 0 0 0 5 5 d1 0 0 5 5 re f"),
    ];
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = String::new();
    for (index, body) in bodies.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{} 0 obj\n{body}\nendobj\n", index + 1).into_bytes());
    }
    let (start, size) = (bytes.len(), bodies.len() + 1);
    bytes.extend(
        format!(
            "xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n\
             startxref\n{start}\n%%EOF\n"
        )
        .into_bytes(),
    );
    bytes
}

/// What both find; `None` for the lean one where it leaves the page.
fn both(bytes: Vec<u8>) -> (Option<TextLayer>, TextLayer) {
    let file = PdfFile::open(Arc::new(bytes), LIMITS, None).unwrap();
    let mut reader = file.reader();
    let page = reader.page(0).unwrap();
    let size = size(page);
    let lean = collect(page, size, &mut reader.lean, &mut reader.code_pictures);
    let full = reader.collect_fully(page, size);
    (lean.map(|found| rounded(found.finish())).map_err(|Left| ()).ok(), rounded(full.finish()))
}

/// Sums of numbers may differ in their last digits.
fn rounded(mut layer: TextLayer) -> TextLayer {
    let round = |rect: &mut perigee_model::Rect| *rect = <[f32; 4]>::from(*rect).into();
    layer.words.iter_mut().for_each(|word| round(&mut word.bbox));
    layer.code_places.iter_mut().for_each(round);
    layer.picture_cover = (layer.picture_cover * 1e4).round() / 1e4;
    layer.graphics = layer.graphics.rounded();
    layer
}

fn assert_same(content: &str) -> TextLayer {
    let (lean, full) = both(file(content, "", ""));
    assert_eq!(lean.as_ref(), Some(&full), "{content}");
    full
}

#[test]
fn text_of_every_operator_is_the_same() {
    let layer = assert_same(
        "BT /F1 12 Tf 50 350 Td (Total) Tj 14 TL T* [ (A) -300 (mount) 20 (s) ] TJ (next) ' 2 1 (wide words) \" \
         0 -20 TD (down) Tj 80 Tz (narrow) Tj 100 Tz 3 Ts (raised) Tj 0 Ts 1 Tr (lines) Tj 2 Tr (both) Tj \
         3 Tr (hidden) Tj 0 Tr 1 0 0.2 1 40 200 Tm (slanted) Tj /F3 10 Tf (ABCD) Tj /F4 10 Tf (ab) Tj \
         /F2 10 Tf <000000010002> Tj /None 10 Tf (fallback) Tj ET",
    );
    let texts: Vec<&str> = layer.words.iter().map(|word| word.text.as_str()).collect();
    assert!(texts.starts_with(&["Total", "A", "mounts", "next", "wide"]), "{texts:?}");
}

#[test]
fn paths_colours_and_clips_are_the_same() {
    let layer = assert_same(
        "q 10 10 100 50 re W n 0 0 300 300 re f Q 1 g 20 20 30 30 re f 0 0 1 RG 2 w 10 200 m 300 200 l S \
         /Spot cs 0 sc 50 50 20 20 re f 1 sc 80 50 20 20 re f 0 0 0 1 k 110 50 20 20 re B* /Cal CS 1 1 1 SC \
         10 300 m 200 300 l s /Pattern cs /P1 scn 200 50 20 20 re f /None scn 230 50 20 20 re f \
         /Pale gs 10 350 380 2 re f /Thick gs 5 5 m 5 95 l 60 95 l b 10 10 m 20 30 40 50 60 10 c 90 90 v f \
         100 100 0 50 re f q 40 40 60 60 re W* n /Sh sh Q",
    );
    assert!(!layer.graphics.rules.is_empty() && !layer.graphics.fills.is_empty());
}

#[test]
fn patterns_are_seen_whatever_the_alpha() {
    for content in [
        "/P1 scn /Pale gs 0 0 0 8 re f",
        "/P1 scn /Pale gs 0.5 g 0 0 0 8 re f",
        "/Pattern cs /P1 scn /Spot cs 1 sc /Pale gs 0 0 0 8 re f",
        "/P1 scn /Pattern cs 0 0 5 5 re f",
        "/P1 scn 0.5 g /Pattern cs 0 0 5 5 re f",
    ] {
        assert_same(content);
    }
}

#[test]
fn contents_pictures_and_notes_are_the_same() {
    let content =
        "/Spot cs 1 sc /Fm Do q 0.5 0 0 0.5 100 100 cm /Own Do Q q 80 0 0 60 200 200 cm /Im Do Q /None Do";
    let note = "/Annots [ << /Type /Annot /Subtype /Stamp /Rect [ 100 300 300 390 ] /AP << /N 6 0 R >> >> \
                << /Subtype /Stamp /F 2 /Rect [ 0 0 9 9 ] /AP << /N 6 0 R >> >> << /Subtype /Link /Rect [ 0 0 9 9 ] >> ]";
    let (lean, full) = both(file(content, note, ""));
    assert_eq!(lean.as_ref(), Some(&full));
    assert_eq!(full.words.iter().filter(|word| word.text == "inside").count(), 2);
    assert!(full.picture_cover > 0.02);
}

#[test]
fn what_it_cannot_follow_it_leaves() {
    let clipped = both(file("BT /F1 12 Tf 7 Tr 50 50 Td (clip) Tj ET", "", ""));
    assert!(clipped.0.is_none());
    let hidden = "/OCProperties << /OCGs [ 5 0 R ] /D << /OFF [ 5 0 R ] >> >>";
    assert!(both(file("BT /F1 12 Tf 50 50 Td (layer) Tj ET", "", hidden)).0.is_none());
    assert!(
        both(file("BT /F1 12 Tf 50 50 Td (layer) Tj ET", "", "/OCProperties << /D << >> >>")).0.is_some()
    );
}

#[test]
fn fonts_that_the_file_does_not_bring_are_the_same() {
    let resources = |encoding: &str, base: &str| {
        let widths = (32..=255).map(|code| format!("{} ", 300 + code)).collect::<String>();
        let font = format!(
            "/Type /Font /Subtype /TrueType /BaseFont /{base} /FirstChar 32 /LastChar 255 /Widths [ {widths} ] {encoding}"
        );
        format!("/Font << /F9 << {font} >> >>")
    };
    let content =
        r"BT /F9 10 Tf 20 300 Td (Arial Text) Tj 0 -20 Td (M\374ller \200 12,50 \255 \201 \030) Tj ET";
    for encoding in [
        "/Encoding /WinAnsiEncoding",
        "/Encoding << /BaseEncoding /WinAnsiEncoding >>",
        "/Encoding << /BaseEncoding /WinAnsiEncoding /Differences [ 65 /B ] >>",
        "/Encoding /MacRomanEncoding",
        "",
    ] {
        for base in ["Arial,Bold", "ArialNarrow", "Wingdings", "Helvetica", "SymbolMT"] {
            let (lean, full) = both(file_with(&resources(encoding, base), content, "", ""));
            let lean = lean.unwrap();
            let texts = |layer: &TextLayer| -> Vec<String> {
                layer.words.iter().map(|word| word.text.clone()).collect()
            };
            assert_eq!(texts(&lean), texts(&full), "{encoding} {base}");
        }
    }
}

/// An operator with operands that may be right.
fn operator() -> impl Strategy<Value = String> {
    let number = || (-50i32..300).prop_map(|number| format!("{}", f64::from(number) / 2.0));
    let share = || (0u32..=4).prop_map(|share| format!("{}", f64::from(share) / 4.0));
    let numbers = |count: usize, operator: &'static str| {
        prop::collection::vec(number(), count)
            .prop_map(move |numbers| format!("{} {operator}", numbers.join(" ")))
    };
    let shares = |count: usize, operator: &'static str| {
        prop::collection::vec(share(), count)
            .prop_map(move |shares| format!("{} {operator}", shares.join(" ")))
    };
    let plain = prop::sample::select(vec![
        "q",
        "Q",
        "BT",
        "ET",
        "h",
        "n",
        "W",
        "f",
        "S",
        "B",
        "b",
        "s",
        "f*",
        "T*",
        "(Word) Tj",
        "(a b) '",
        "[ (Sp) -400 (ace) 30 (d) ] TJ",
        "/F1 11 Tf",
        "/F2 9 Tf",
        "/F3 10 Tf",
        "/F4 10 Tf",
        "1 Tr",
        "2 Tr",
        "3 Tr",
        "0 Tr",
        "/Fm Do",
        "/Own Do",
        "/Im Do",
        "/Pale gs",
        "/Thick gs",
        "/Spot cs",
        "/Cal cs",
        "/Pattern cs",
        "/Spot CS",
        "/P1 scn",
        "1 sc",
        "0.5 0.5 0.5 sc",
        "0 SC",
        "/Sh sh",
        "/Span << /MCID 1 >> BDC",
        "EMC",
        "2 w",
        "0 w",
        "Do",
        "re",
        "1 0 0 1 20 20 cm",
        "0.9 0.1 -0.1 0.9 0 0 cm",
        "120 Tz",
        "1.5 Tc",
        "3 Tw",
        "12 TL",
    ])
    .prop_map(str::to_owned);
    prop_oneof![
        4 => plain,
        1 => numbers(4, "re"),
        1 => numbers(2, "m"),
        1 => numbers(2, "l"),
        1 => numbers(6, "c"),
        1 => numbers(2, "Td"),
        1 => shares(1, "g"),
        1 => shares(3, "rg"),
        1 => shares(4, "k"),
        1 => shares(1, "G"),
    ]
}

proptest! {
    #[test]
    fn both_find_the_same_in_any_content(operators in prop::collection::vec(operator(), 1..60)) {
        let (lean, full) = both(file(&operators.join("\n"), "", ""));
        if let Some(lean) = lean {
            prop_assert_eq!(lean, full);
        }
    }
}

/// A page with these contents, packed where told; `broken` cuts the last of them.
fn packed_file(contents: &[(&str, bool)], is_broken: bool) -> Vec<u8> {
    use std::io::Write as _;

    let references: String = (0..contents.len()).map(|at| format!("{} 0 R ", at + 4)).collect();
    let references = if contents.len() == 1 { references } else { format!("[ {references}]") };
    let mut bytes = format!(
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [ 3 0 R ] \
         /Count 1 >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 400 400 ] /Contents {references} \
         /Resources << {RESOURCES} >> >>\nendobj\n"
    )
    .into_bytes();
    for (at, (content, is_packed)) in contents.iter().enumerate() {
        let mut data = content.as_bytes().to_vec();
        if *is_packed {
            let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
            packer.write_all(&data).unwrap();
            data = packer.finish().unwrap();
        }
        if is_broken && at + 1 == contents.len() {
            data.truncate(data.len() * 2 / 3);
        }
        let filter = if *is_packed { "/Filter /FlateDecode" } else { "" };
        bytes.extend(
            format!("{} 0 obj\n<< {filter} /Length {} >>\nstream\n", at + 4, data.len()).into_bytes(),
        );
        bytes.extend(data);
        bytes.extend(b"\nendstream\nendobj\n");
    }
    bytes.extend(b"trailer << /Root 1 0 R >>\n%%EOF\n");
    bytes
}

#[test]
fn contents_are_unpacked_as_by_the_full_interpreter() {
    let long = "BT /F1 9 Tf 20 200 Td (again and again) Tj ET ".repeat(2_000);
    let cases: [&[(&str, bool)]; 5] = [
        &[("BT /F1 9 Tf 20 20 Td (one) Tj ET", true)],
        &[(&long, true)],
        &[("BT /F1 9 Tf 20 20 Td (one", true), (") Tj (two) Tj ET", true)],
        &[("BT /F1 9 Tf 20 20 Td (one) Tj", false), ("T* (two) Tj ET", true)],
        &[("", true)],
    ];
    for (contents, is_broken) in cases.into_iter().flat_map(|contents| [(contents, false), (contents, true)])
    {
        let (lean, full) = both(packed_file(contents, is_broken));
        assert_eq!(lean, Some(full), "{contents:?} {is_broken}");
    }
    let (_, full) = both(packed_file(cases[2], false));
    assert_eq!(full.words.len(), 2, "{full:?}");
}
