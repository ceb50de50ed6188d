//! A PDF of the pages of a picture file, with their words laid over them unseen.

use image::RgbImage;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};
use perigee_model::{FileFault, Page, Rect};

use super::ghost_font::{GhostFont, NAME};
use super::overlay::{self, Placement};
use super::pdf::page_box;
use super::{add_stream, saved};

/// A picture as it goes into the file.
#[derive(Debug)]
pub(crate) struct StoredPicture {
    /// What describes it: size, colours, how it is packed.
    dictionary: Dictionary,
    content: Vec<u8>,
    /// Clockwise degrees by which it is turned already.
    turned: u16,
}

impl StoredPicture {
    /// A JPEG as it is, with so many colours; `turned` is 0, as nothing turns it before the page does.
    pub(crate) fn jpeg(bytes: &[u8], (width, height): (u32, u32), is_grey: bool) -> Self {
        let mut dictionary =
            Self::describe(width, height, if is_grey { "DeviceGray" } else { "DeviceRGB" }, 8);
        dictionary.set("Filter", "DCTDecode");
        Self { dictionary, content: bytes.to_vec(), turned: 0 }
    }

    /// Pixels without loss: as bits when they are black and white, as bytes when they are grey.
    pub(crate) fn pixels(picture: &RgbImage, turned: u16) -> Self {
        let (width, height) = picture.dimensions();
        let is_grey = picture.pixels().all(|pixel| pixel.0[0] == pixel.0[1] && pixel.0[1] == pixel.0[2]);
        if !is_grey {
            let dictionary = Self::describe(width, height, "DeviceRGB", 8);
            return Self { dictionary, content: picture.as_raw().clone(), turned };
        }
        let grey: Vec<u8> = picture.pixels().map(|pixel| pixel.0[0]).collect();
        if !grey.iter().all(|dot| matches!(dot, 0 | 255)) {
            return Self {
                dictionary: Self::describe(width, height, "DeviceGray", 8),
                content: grey,
                turned,
            };
        }
        let packed =
            |byte: &[u8]| byte.iter().enumerate().fold(0, |bits, (at, dot)| bits | (dot & 0x80) >> at);
        let rows = grey.chunks(width.max(1) as usize).flat_map(|row| row.chunks(8).map(packed));
        let content = rows.collect();
        Self { dictionary: Self::describe(width, height, "DeviceGray", 1), content, turned }
    }

    fn describe(width: u32, height: u32, colours: &str, bits: i64) -> Dictionary {
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => i64::from(width), "Height" => i64::from(height),
            "ColorSpace" => colours, "BitsPerComponent" => bits,
        }
    }
}

/// A PDF of these pages; `picture` gives the picture of a page.
///
/// # Errors
/// Those of `picture`.
pub(crate) fn of_pictures(
    pages: &[Page],
    mut picture: impl FnMut(&Page) -> Result<StoredPicture, FileFault>,
) -> Result<Vec<u8>, FileFault> {
    let mut document = Document::with_version("1.7");
    let tree_id = document.new_object_id();
    let font_id = document.new_object_id();
    let mut font = GhostFont::default();
    let mut kids = Vec::with_capacity(pages.len());
    for page in pages {
        let picture = picture(page)?;
        kids.push(Object::Reference(add_page(&mut document, page, picture, &mut font, (tree_id, font_id))));
    }
    font.add(&mut document, font_id);
    let count = i64::try_from(kids.len()).unwrap_or(0);
    document.set_object(tree_id, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count });
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree_id });
    document.trailer.set("Root", catalog);
    saved(document)
}

fn add_page(
    document: &mut Document,
    page: &Page,
    picture: StoredPicture,
    font: &mut GhostFont,
    (tree_id, font_id): (ObjectId, ObjectId),
) -> ObjectId {
    let turn = (360 + page.rotation - picture.turned) % 360;
    let (width, height) = match turn {
        90 | 270 => (page.height, page.width),
        _ => (page.width, page.height),
    };
    let picture_id = add_stream(document, picture.dictionary, picture.content);
    let placement = Placement { stored: Rect::new(0.0, 0.0, width, height), turn };
    let mut content = format!("q\n{width} 0 0 {height} 0 0 cm\n/Scan Do\nQ\n").into_bytes();
    content.extend(overlay::content(page, placement, font));
    let content_id = add_stream(document, Dictionary::new(), content);
    document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree_id, "MediaBox" => page_box(width, height), "Rotate" => i64::from(turn),
        "Contents" => content_id,
        "Resources" => dictionary! {
            "XObject" => dictionary! { "Scan" => picture_id }, "Font" => dictionary! { NAME => font_id },
        },
    })
}
