//! Makes a clean page look scanned: skewed, a little blurred, unevenly lit, noisy.
//!
//! Takes a picture that somebody else rendered, and tells where the words of the page went.

use image::GrayImage;
use image::codecs::jpeg::JpegEncoder;
use krilla::Document;
use krilla::geom::Size;
use krilla::image::Image;
use krilla::page::PageSettings;
use perigee_model::Rect;

use crate::SynthDocument;
use crate::random::Random;

/// How worn a scan looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wear {
    /// Clockwise skew in degrees; from -3 to 3.
    pub skew_degrees: f32,
    /// Share of each pixel that comes from its neighbours; 0 is sharp, 1 is a box of three by three.
    pub blur: f32,
    /// How much darker the darkest corner is than the brightest; 0 is even light.
    pub shade: f32,
    /// Grey levels by which pixels err.
    pub noise: f32,
    /// Grey level of full ink; 0 is black.
    pub ink: f32,
    /// Specks of dust on a page.
    pub specks: u32,
}

impl Wear {
    /// No wear: the picture stays as it is.
    pub const NONE: Self = Self { skew_degrees: 0.0, blur: 0.0, shade: 0.0, noise: 0.0, ink: 0.0, specks: 0 };

    /// What office scanners and phones do to paper, from hardly visible to annoying.
    fn draw(random: &mut Random) -> Self {
        Self {
            skew_degrees: (random.unit() - 0.5) * 3.0,
            blur: random.unit() * 0.7,
            shade: random.unit() * 0.22,
            noise: random.unit() * 9.0,
            ink: random.unit() * 60.0,
            specks: random.between(0, 40) as u32,
        }
    }
}

/// A scanned page.
#[derive(Debug, Clone)]
pub struct Scan {
    /// The picture, as large as the clean one.
    pub image: GrayImage,
    /// What was done to it.
    pub wear: Wear,
    turn: Turn,
    /// Pixels of a point.
    scale: f32,
}

impl Scan {
    /// Where a box of the clean page is on the scan: the upright box around the turned one, in points.
    pub fn place(&self, bbox: Rect) -> Rect {
        let corner = |x: f32, y: f32| {
            let (x, y) = self.turn.forth(x * self.scale, y * self.scale);
            Rect::new(x / self.scale, y / self.scale, x / self.scale, y / self.scale)
        };
        let corners = [(bbox.x0, bbox.y0), (bbox.x1, bbox.y0), (bbox.x1, bbox.y1), (bbox.x0, bbox.y1)];
        Rect::around(corners.map(|(x, y)| corner(x, y))).unwrap_or(bbox)
    }
}

/// Scans a page that was rendered at this resolution, with the wear that follows from the seed.
pub fn scan(page: &GrayImage, dpi: f32, seed: u64) -> Scan {
    let mut random = Random::fork(seed, 0x5CA2);
    let wear = Wear::draw(&mut random);
    scan_with(page, dpi, wear, random)
}

/// The document as a scanner would give it back: pictures without a text layer, the words where they went.
///
/// `pages` are its pages, rendered at this resolution.
pub fn scanned(mut document: SynthDocument, pages: &[GrayImage], dpi: f32, seed: u64) -> SynthDocument {
    let mut scans = Vec::new();
    for (page, picture) in document.pages.iter_mut().zip(pages) {
        let scan = scan(picture, dpi, seed ^ u64::from(page.number).wrapping_mul(0x9E37_79B9));
        for word in &mut page.words {
            word.bbox = scan.place(word.bbox);
        }
        scans.push(scan);
    }
    document.pdf = pdf(&scans);
    document
}

/// JPEG quality of office scanners: artefacts are there, and not in the way.
const JPEG_QUALITY: u8 = 75;

/// The scans as pages of a PDF file.
fn pdf(scans: &[Scan]) -> Vec<u8> {
    let mut document = Document::new();
    for scan in scans {
        let (width, height) = scan.image.dimensions();
        let size = Size::from_wh(width as f32 / scan.scale, height as f32 / scan.scale);
        let mut jpeg = Vec::new();
        JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY)
            .encode_image(&scan.image)
            .expect("grey pixels can always be written to memory");
        let picture = Image::from_jpeg(jpeg.into(), false).expect("our own encoder writes readable files");
        let size = size.expect("a scan has a size");
        let mut page = document.start_page_with(PageSettings::new(size));
        let mut surface = page.surface();
        surface.draw_image(picture, size);
        surface.finish();
        page.finish();
    }
    document.finish().expect("pictures can always be written")
}

/// Scans a page with this wear; the generator decides the noise.
fn scan_with(page: &GrayImage, dpi: f32, wear: Wear, mut random: Random) -> Scan {
    let (width, height) = page.dimensions();
    let turn = Turn::new(wear.skew_degrees, width as f32 / 2.0, height as f32 / 2.0);
    let light = Light::draw(wear.shade, width, height, &mut random);
    let blurred = blur(page, wear.blur);
    let mut image = GrayImage::new(width, height);
    for (y, row) in image.rows_mut().enumerate() {
        for (x, pixel) in row.enumerate() {
            let (from_x, from_y) = turn.back(x as f32, y as f32);
            let clean = sample(&blurred, from_x, from_y);
            let inked = wear.ink + clean * (255.0 - wear.ink) / 255.0;
            // The sum of three even numbers is nearly a bell curve, and much cheaper.
            let error = (random.unit() + random.unit() + random.unit() - 1.5) * wear.noise;
            pixel.0 = [(inked * light.at(x as f32, y as f32) + error).round().clamp(0.0, 255.0) as u8];
        }
    }
    dust(&mut image, wear.specks, &mut random);
    Scan { image, wear, turn, scale: dpi / 72.0 }
}

/// A turn around the middle of the page.
#[derive(Debug, Clone, Copy)]
struct Turn {
    sin: f32,
    cos: f32,
    x: f32,
    y: f32,
}

impl Turn {
    fn new(degrees: f32, x: f32, y: f32) -> Self {
        let angle = degrees * std::f32::consts::PI / 180.0;
        // Series instead of the functions of the platform, which differ in their last digits.
        let sin = angle - angle.powi(3) / 6.0;
        let cos = 1.0 - angle.powi(2) / 2.0 + angle.powi(4) / 24.0;
        Self { sin, cos, x, y }
    }

    fn forth(self, x: f32, y: f32) -> (f32, f32) {
        let (dx, dy) = (x - self.x, y - self.y);
        (self.x + dx * self.cos - dy * self.sin, self.y + dx * self.sin + dy * self.cos)
    }

    fn back(self, x: f32, y: f32) -> (f32, f32) {
        Self { sin: -self.sin, ..self }.forth(x, y)
    }
}

/// Light that falls from one side.
struct Light {
    start: f32,
    per_x: f32,
    per_y: f32,
}

impl Light {
    fn draw(shade: f32, width: u32, height: u32, random: &mut Random) -> Self {
        let across = random.unit() * shade;
        let (from_right, from_below) = (random.chance(0.5), random.chance(0.5));
        let slope = |share: f32, length: u32, reversed: bool| {
            let step = -share / length.max(1) as f32;
            if reversed { (-share, -step) } else { (0.0, step) }
        };
        let (start_x, per_x) = slope(across, width, from_right);
        let (start_y, per_y) = slope(shade - across, height, from_below);
        Self { start: 1.0 + start_x + start_y, per_x, per_y }
    }

    fn at(&self, x: f32, y: f32) -> f32 {
        self.start + self.per_x * x + self.per_y * y
    }
}

fn blur(page: &GrayImage, share: f32) -> GrayImage {
    if share <= 0.0 {
        return page.clone();
    }
    let (width, height) = page.dimensions();
    let at = |x: i64, y: i64| {
        let (x, y) = (x.clamp(0, i64::from(width) - 1), y.clamp(0, i64::from(height) - 1));
        f32::from(page.get_pixel(x as u32, y as u32).0[0])
    };
    GrayImage::from_fn(width, height, |x, y| {
        let (x, y) = (i64::from(x), i64::from(y));
        let around: f32 =
            (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (dx, dy))).map(|(dx, dy)| at(x + dx, y + dy)).sum();
        image::Luma([(at(x, y) * (1.0 - share) + around / 9.0 * share).round() as u8])
    })
}

/// The grey level between four pixels; outside the page the glass is white.
fn sample(page: &GrayImage, x: f32, y: f32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let at = |x: f32, y: f32| {
        let inside = x >= 0.0 && y >= 0.0 && x < page.width() as f32 && y < page.height() as f32;
        if inside { f32::from(page.get_pixel(x as u32, y as u32).0[0]) } else { 255.0 }
    };
    let (share_x, share_y) = (x - left, y - top);
    let upper = at(left, top) * (1.0 - share_x) + at(left + 1.0, top) * share_x;
    let lower = at(left, top + 1.0) * (1.0 - share_x) + at(left + 1.0, top + 1.0) * share_x;
    upper * (1.0 - share_y) + lower * share_y
}

fn dust(image: &mut GrayImage, specks: u32, random: &mut Random) {
    let (width, height) = image.dimensions();
    for _ in 0..specks {
        let x = random.between(0, i64::from(width) - 1) as u32;
        let y = random.between(0, i64::from(height) - 1) as u32;
        let size = random.between(1, 3) as u32;
        for (dx, dy) in (0..size).flat_map(|dy| (0..size).map(move |dx| (dx, dy))) {
            if let Some(pixel) = image.get_pixel_mut_checked(x + dx, y + dy) {
                pixel.0 = [70];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A white page with a black square.
    fn page() -> GrayImage {
        GrayImage::from_fn(200, 300, |x, y| {
            image::Luma([if (140..160).contains(&x) && (40..60).contains(&y) { 0 } else { 255 }])
        })
    }

    /// The box of the dark pixels, in pixels.
    fn dark(image: &GrayImage) -> Rect {
        let pixels = image.enumerate_pixels().filter(|(_, _, pixel)| pixel.0[0] < 100);
        Rect::around(pixels.map(|(x, y, _)| Rect::new(x as f32, y as f32, x as f32 + 1.0, y as f32 + 1.0)))
            .unwrap()
    }

    #[test]
    fn the_same_seed_gives_the_same_picture() {
        assert_eq!(scan(&page(), 72.0, 4).image, scan(&page(), 72.0, 4).image);
        assert_ne!(scan(&page(), 72.0, 4).image, scan(&page(), 72.0, 5).image);
    }

    #[test]
    fn without_wear_nothing_changes() {
        assert_eq!(scan_with(&page(), 72.0, Wear::NONE, Random::new(1)).image, page());
    }

    #[test]
    fn a_skewed_word_is_where_the_scan_says() {
        for degrees in [-2.0, 1.5] {
            let wear = Wear { skew_degrees: degrees, ..Wear::NONE };
            let scan = scan_with(&page(), 72.0, wear, Random::new(1));
            let (seen, said) = (dark(&scan.image), scan.place(Rect::new(140.0, 40.0, 160.0, 60.0)));
            for (seen, said) in
                [(seen.x0, said.x0), (seen.y0, said.y0), (seen.x1, said.x1), (seen.y1, said.y1)]
            {
                assert!((seen - said).abs() < 1.6, "{degrees}: {seen} {said}");
            }
        }
    }

    #[test]
    fn a_scanned_document_keeps_its_values_and_moves_its_words() {
        let clean = crate::invoice::sample(2, 0);
        let pictures: Vec<GrayImage> = clean.pages.iter().map(|_| GrayImage::new(595, 842)).collect();
        let scanned = scanned(clean.clone(), &pictures, 72.0, 9);
        assert_eq!(scanned.fields, clean.fields);
        assert_eq!(scanned.pages.len(), clean.pages.len());
        assert_ne!(scanned.pages[0].words[0].bbox, clean.pages[0].words[0].bbox);
        assert_eq!(scanned.pages[0].words[0].text, clean.pages[0].words[0].text);
        assert!(scanned.pdf.starts_with(b"%PDF-"));
    }

    #[test]
    fn uneven_light_darkens_one_corner_and_no_pixel_more_than_asked() {
        let wear = Wear { shade: 0.2, ..Wear::NONE };
        let scan =
            scan_with(&GrayImage::from_pixel(100, 100, image::Luma([255])), 72.0, wear, Random::new(8));
        let levels: Vec<u8> = scan.image.pixels().map(|pixel| pixel.0[0]).collect();
        assert!(*levels.iter().min().unwrap() >= 203 && *levels.iter().max().unwrap() > 240);
        assert!(levels.iter().max().unwrap() - levels.iter().min().unwrap() > 30);
    }
}
