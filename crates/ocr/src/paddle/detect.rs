//! Where lines of text are: the map of a network that marks the inner part of each, and the strips around them.

use image::{GrayImage, imageops};

use super::network::{Answer, Network, Planes};
use super::strip::{self, Strip};

/// Sides of the network's input are multiples of this.
const STEP_PX: u32 = 32;

/// Pixels of the network's input: a quarter of the picture's, between these.
///
/// Cost grows with the pixels. On 28 receipts of SROIE (about a million pixels), F1 and CPU seconds of the pair: 600,000
/// .827 and 1.63, 400,000 .828 and 1.53, 250,000 .824 and 1.37. Pages of A4 need the most, or their lines run together.
const PIXELS: std::ops::RangeInclusive<f32> = 250_000.0..=600_000.0;
const PIXEL_SHARE: f32 = 0.25;

/// Smaller pictures are enlarged to this short side: the network was trained on letters of 10 px and more.
const MIN_SHORT_SIDE_PX: f32 = 400.0;

/// Dots at least this likely are inside a line (the value with which the network was published).
const INSIDE: f32 = 0.3;

/// Marks that are less likely than this on average are no text (the published value is 0.6 for photos of streets;
/// pale print of receipts comes with 0.5 to 0.6).
const MIN_SCORE: f32 = 0.5;

/// The network marks the inner part of a line; its edge lies outside by this share of area over perimeter.
const UNCLIP: f32 = 1.6;

/// Marks lower than this many pixels of the map are noise.
const MIN_HEIGHT_PX: f32 = 3.0;

/// More lines than this are no page of text: a page of the smallest print has about 300.
const MAX_STRIPS: usize = 2_000;

/// The strips of text on a picture; empty when the network does not take it.
pub(super) fn find_strips(network: &mut dyn Network, picture: &GrayImage) -> Vec<Strip> {
    let (width, height) = input_size(picture);
    let Some(answer) = network.run(input(picture, width, height)) else { return Vec::new() };
    let Some(map) = Map::new(answer, width, height) else { return Vec::new() };
    let scale = (picture.width() as f32 / width as f32, picture.height() as f32 / height as f32);
    map.strips().into_iter().map(|strip| strip.scaled(scale)).collect()
}

/// Sides of the network's input for a picture.
fn input_size(picture: &GrayImage) -> (u32, u32) {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let enlarge = (MIN_SHORT_SIDE_PX / width.min(height)).max(1.0);
    let pixels = (PIXEL_SHARE * width * height).clamp(*PIXELS.start(), *PIXELS.end());
    let scale = enlarge.min((pixels / (width * height)).sqrt());
    let side = |pixels: f32| ((pixels * scale / STEP_PX as f32).round() as u32).clamp(1, 200) * STEP_PX;
    (side(width), side(height))
}

/// The picture in three equal planes of -1 to 1.
fn input(picture: &GrayImage, width: u32, height: u32) -> Planes {
    let small = imageops::resize(picture, width, height, imageops::FilterType::Triangle);
    let plane: Vec<f32> = small.as_raw().iter().map(|&dot| f32::from(dot) / 127.5 - 1.0).collect();
    Planes { shape: [1, 3, height as usize, width as usize], values: plane.repeat(3) }
}

/// How likely each dot is inside a line of text.
struct Map {
    width: usize,
    height: usize,
    likely: Vec<f32>,
}

impl Map {
    fn new(answer: Answer, width: u32, height: u32) -> Option<Self> {
        let (width, height) = (width as usize, height as usize);
        (answer.values.len() == width * height).then_some(Self { width, height, likely: answer.values })
    }

    fn strips(&self) -> Vec<Strip> {
        let mut seen = vec![false; self.likely.len()];
        let mut strips = Vec::new();
        for start in 0..self.likely.len() {
            if self.likely[start] <= INSIDE || seen[start] || strips.len() >= MAX_STRIPS {
                continue;
            }
            let mark = self.mark_from(start, &mut seen);
            strips.extend(self.strip_around(&mark));
        }
        strips
    }

    /// The dots that hang together with this one.
    fn mark_from(&self, start: usize, seen: &mut [bool]) -> Vec<usize> {
        let mut mark = vec![start];
        seen[start] = true;
        let mut next = 0;
        while let Some(&dot) = mark.get(next) {
            next += 1;
            let (x, y) = (dot % self.width, dot / self.width);
            for row in y.saturating_sub(1)..(y + 2).min(self.height) {
                for column in x.saturating_sub(1)..(x + 2).min(self.width) {
                    let near = row * self.width + column;
                    if !seen[near] && self.likely[near] > INSIDE {
                        seen[near] = true;
                        mark.push(near);
                    }
                }
            }
        }
        mark
    }

    fn strip_around(&self, mark: &[usize]) -> Option<Strip> {
        let score = mark.iter().map(|&dot| self.likely[dot]).sum::<f32>() / mark.len() as f32;
        if score < MIN_SCORE {
            return None;
        }
        let dots: Vec<(i32, i32)> =
            mark.iter().map(|&dot| ((dot % self.width) as i32, (dot / self.width) as i32)).collect();
        let inner = strip::around(&dots)?;
        let margin = inner.length * inner.height * UNCLIP / (2.0 * (inner.length + inner.height));
        (inner.height.min(inner.length) >= MIN_HEIGHT_PX).then(|| inner.grown(margin))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks level bars on the map, whatever the picture shows: left, top, right, bottom in shares, and likelihood.
    #[derive(Debug)]
    struct Bars(Vec<([f32; 4], f32)>);

    impl Network for Bars {
        fn run(&mut self, input: Planes) -> Option<Answer> {
            let [_, _, height, width] = input.shape;
            let mut values = vec![0.0; width * height];
            for (at, value) in values.iter_mut().enumerate() {
                let (x, y) = ((at % width) as f32 / width as f32, (at / width) as f32 / height as f32);
                for ([left, top, right, bottom], likely) in &self.0 {
                    if (*left..*right).contains(&x) && (*top..*bottom).contains(&y) {
                        *value = *likely;
                    }
                }
            }
            Some(Answer { shape: vec![1, 1, height, width], values })
        }
    }

    fn strips(bars: Vec<([f32; 4], f32)>) -> Vec<Strip> {
        find_strips(&mut Bars(bars), &GrayImage::new(1000, 1500))
    }

    #[test]
    fn a_strip_lies_around_each_bar_on_the_scale_of_the_picture() {
        let found = strips(vec![([0.1, 0.1, 0.5, 0.12], 0.9), ([0.1, 0.2, 0.3, 0.22], 0.9)]);
        assert_eq!(found.len(), 2);
        let [left, top, right, bottom] = found[0].edges();
        assert!(left < 100.0 && left > 70.0 && right > 500.0 && right < 530.0, "{left} {right}");
        assert!(top < 150.0 && top > 120.0 && bottom > 180.0 && bottom < 210.0, "{top} {bottom}");
    }

    #[test]
    fn unlikely_marks_and_specks_are_no_text() {
        assert!(strips(vec![([0.1, 0.1, 0.5, 0.12], 0.4)]).is_empty());
        assert!(strips(vec![([0.1, 0.1, 0.5, 0.101], 0.9)]).is_empty());
    }

    #[test]
    fn the_input_fits_the_network_whatever_the_picture() {
        for (width, height) in [(1, 1), (1, 20_000), (463, 1013), (1654, 2339), (20_000, 5_000)] {
            let (across, down) = input_size(&GrayImage::new(width, height));
            assert!(across % STEP_PX == 0 && down % STEP_PX == 0 && across > 0 && down > 0);
            assert!(across * down <= 2 * *PIXELS.end() as u32, "{width}x{height}: {across}x{down}");
        }
    }

    #[test]
    fn a_network_that_answers_nonsense_finds_nothing() {
        #[derive(Debug)]
        struct Nonsense;
        impl Network for Nonsense {
            fn run(&mut self, _: Planes) -> Option<Answer> {
                Some(Answer { shape: vec![1], values: vec![0.9] })
            }
        }
        assert!(find_strips(&mut Nonsense, &GrayImage::new(100, 100)).is_empty());
    }
}
