//! Letters of a line to words: split where the network read a space, or where the paper shows through widely.

use image::GrayImage;
use perigee_model::Confidence;

use super::crop::Crop;
use super::decode::Letter;
use crate::InkWord;

/// What tells the space between words from that between letters; all but the first in shares of the line's height.
///
/// Chosen on 461 lines of SROIE receipts with 507 spaces: 35 lines were split wrongly, with the gaps of the ink alone
/// 77, with the spaces that the network reads 103. All bounds a quarter wider brought half a point more F1.
mod space {
    /// A gap of so many times the usual one of the line splits words …
    pub(super) const OVER_USUAL: f32 = 3.0;
    /// … if it is at least this wide.
    pub(super) const MIN_GAP: f32 = 0.25;
    /// A gap this wide splits words, whatever is usual.
    pub(super) const WIDE_GAP: f32 = 0.56;
    /// The letters beside it stand this many times as far apart as usual: in print of equal steps a narrow letter has
    /// wide gaps, but no more than its step.
    pub(super) const OVER_STEP: f32 = 1.2;
    /// A space that the network read counts where the gap is this wide.
    pub(super) const READ_GAP: f32 = 0.19;
    /// A point or comma and the digit after it are one number up to this distance.
    pub(super) const NUMBER_STEP: f32 = 1.4;
}

/// A dot is ink when it is closer to the darkest than this share of the way to the lightest.
const INK_SHARE: f32 = 0.6;

/// The words of a line.
pub(super) fn words(crop: &Crop, letters: &[Letter]) -> Vec<InkWord> {
    let ink = Ink::of(&crop.picture);
    let (signs, joints) = joints(letters, &ink);
    let height = ink.height() * crop.across(1.0) / crop.along(1.0);
    let splits = splits(&signs, &joints, height);
    let mut words = Vec::new();
    let (mut first, mut left) = (0, 0.0);
    for end in 1..=signs.len() {
        let joint = joints.get(end - 1);
        if joint.is_some() && !splits.get(end - 1).copied().unwrap_or(false) {
            continue;
        }
        let right = joint.map_or(ink.width(), |joint| (joint.gap.from + joint.gap.to) / 2.0);
        words.extend(word(crop, &ink, signs.get(first..end).unwrap_or_default(), left, right));
        (first, left) = (end, right);
    }
    words
}

/// What lies between a letter and the next.
struct Joint {
    gap: Gap,
    /// Columns from middle to middle.
    step: f32,
    /// Whether the network read a space.
    space: bool,
}

/// The letters but the spaces, and what lies between them.
fn joints(letters: &[Letter], ink: &Ink<'_>) -> (Vec<Letter>, Vec<Joint>) {
    let (mut signs, mut joints) = (Vec::<Letter>::new(), Vec::new());
    let mut space = false;
    for &letter in letters {
        if letter.sign == ' ' {
            space = true;
            continue;
        }
        if let Some(before) = signs.last() {
            let step = (letter.place - before.place) * ink.width();
            joints.push(Joint { gap: ink.widest_gap(before.place, letter.place), step, space });
        }
        signs.push(letter);
        space = false;
    }
    (signs, joints)
}

/// Whether words are split at each joint; `height` is that of the line in columns.
fn splits(signs: &[Letter], joints: &[Joint], height: f32) -> Vec<bool> {
    let gap = usual(joints, |joint| joint.gap.width());
    let step = usual(joints, |joint| joint.step);
    let is_split = |(joint, pair): (&Joint, &[Letter])| {
        let in_number =
            matches!(pair, [point, digit] if matches!(point.sign, '.' | ',') && digit.sign.is_ascii_digit());
        if in_number && joint.step < space::NUMBER_STEP * height {
            return false;
        }
        let width = joint.gap.width();
        let wider = width > space::MIN_GAP * height && width > space::OVER_USUAL * gap;
        let wide = width > space::WIDE_GAP * height;
        (wide || wider) && joint.step > space::OVER_STEP * step
            || joint.space && width > space::READ_GAP * height
    };
    joints.iter().zip(signs.windows(2)).map(is_split).collect()
}

/// The middle value over the joints without a space.
fn usual(joints: &[Joint], of: impl Fn(&Joint) -> f32) -> f32 {
    let mut values: Vec<f32> = joints.iter().filter(|joint| !joint.space).map(of).collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or(0.0)
}

/// The word of some letters that stand between two columns.
fn word(crop: &Crop, ink: &Ink<'_>, signs: &[Letter], left: f32, right: f32) -> Option<InkWord> {
    if signs.is_empty() {
        return None;
    }
    let (from, to) = ink.columns_within(left, right).unwrap_or((left, right));
    let (top, bottom) = ink.rows_within(from, to);
    let corners = [(from, top), (to, top), (from, bottom), (to, bottom)]
        .map(|(column, row)| crop.strip.place(crop.along(column), crop.across(row)));
    let edges = |of: fn(&(f32, f32)) -> f32, pick: fn(f32, f32) -> f32| {
        corners.iter().map(of).reduce(pick).unwrap_or_default()
    };
    let mean = signs.iter().map(|letter| letter.likely).sum::<f32>() / signs.len() as f32;
    Some(InkWord {
        text: signs.iter().map(|letter| letter.sign).collect(),
        edges_px: [
            edges(|corner| corner.0, f32::min),
            edges(|corner| corner.1, f32::min),
            edges(|corner| corner.0, f32::max),
            edges(|corner| corner.1, f32::max),
        ],
        confidence: Confidence::new(mean),
    })
}

/// A stretch of columns without ink.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Gap {
    from: f32,
    to: f32,
}

impl Gap {
    fn width(&self) -> f32 {
        self.to - self.from
    }
}

/// Where the ink of a crop is.
struct Ink<'a> {
    crop: &'a GrayImage,
    /// Dots darker than this are ink.
    level: u8,
    /// Dots of ink in each column.
    columns: Vec<u32>,
    rows: (f32, f32),
}

impl<'a> Ink<'a> {
    fn of(crop: &'a GrayImage) -> Self {
        let mut sorted = crop.as_raw().clone();
        sorted.sort_unstable();
        let share = |share: f32| sorted.get((sorted.len() as f32 * share) as usize).copied().unwrap_or(255);
        // The second darkest hundredth, so that a speck does not count; paper is most of any line.
        let (darkest, lightest) = (f32::from(share(0.02)), f32::from(share(0.85)));
        let level = (darkest + (lightest - darkest) * INK_SHARE) as u8;
        let columns = (0..crop.width())
            .map(|x| (0..crop.height()).filter(|&y| crop.get_pixel(x, y).0[0] < level).count() as u32)
            .collect();
        let mut ink = Self { crop, level, columns, rows: (0.0, crop.height() as f32) };
        ink.rows = ink.rows_within(0.0, crop.width() as f32);
        ink
    }

    fn width(&self) -> f32 {
        self.columns.len() as f32
    }

    /// Height of the ink of the whole line in rows.
    fn height(&self) -> f32 {
        self.rows.1 - self.rows.0
    }

    /// The widest stretch of paper between two places.
    fn widest_gap(&self, left: f32, right: f32) -> Gap {
        let at = |place: f32| (place * self.width()) as usize;
        let (left, right) = (at(left), at(right).min(self.columns.len()));
        let middle = (left + right) as f32 / 2.0;
        let mut widest = Gap { from: middle, to: middle };
        let mut begin = left;
        for column in left..=right {
            let is_paper = column < right && self.columns.get(column) == Some(&0);
            if is_paper {
                continue;
            }
            let gap = Gap { from: begin as f32, to: column as f32 };
            if gap.width() > widest.width() {
                widest = gap;
            }
            begin = column + 1;
        }
        widest
    }

    /// First and last column with ink between two columns.
    fn columns_within(&self, left: f32, right: f32) -> Option<(f32, f32)> {
        let (left, right) = (left as usize, (right as usize).min(self.columns.len()));
        let part = self.columns.get(left..right)?;
        let first = part.iter().position(|&dots| dots > 0)?;
        let last = part.iter().rposition(|&dots| dots > 0)?;
        Some(((left + first) as f32, (left + last + 1) as f32))
    }

    /// First and last row with ink between two columns.
    fn rows_within(&self, left: f32, right: f32) -> (f32, f32) {
        let (left, right) = (left as u32, (right as u32).min(self.crop.width()));
        let has_ink = |&y: &u32| (left..right).any(|x| self.crop.get_pixel(x, y).0[0] < self.level);
        let first = (0..self.crop.height()).find(has_ink);
        let last = (0..self.crop.height()).rev().find(has_ink);
        match (first, last) {
            (Some(first), Some(last)) => (first as f32, last as f32 + 1.0),
            _ => (0.0, self.crop.height() as f32),
        }
    }
}

#[cfg(test)]
mod tests {
    use image::Luma;

    use super::super::strip::Strip;
    use super::*;

    /// A crop with bars of 10 columns at these columns, and the letters that stand there.
    fn line(bars: &[(u32, char)]) -> (Crop, Vec<Letter>) {
        let width = bars.iter().map(|bar| bar.0 + 20).max().unwrap_or(20);
        let picture = GrayImage::from_fn(width, 48, |x, y| {
            let ink = (10..38).contains(&y)
                && bars.iter().any(|&(left, sign)| sign != ' ' && (left..left + 10).contains(&x));
            Luma([if ink { 20 } else { 240 }])
        });
        let strip = Strip::level([100.0, 200.0, 100.0 + width as f32 / 2.0, 224.0]);
        let place = |left: u32| (left as f32 + 5.0) / width as f32;
        let letters =
            bars.iter().map(|&(left, sign)| Letter { sign, place: place(left), likely: 0.9 }).collect();
        (Crop { picture, strip }, letters)
    }

    fn texts(bars: &[(u32, char)]) -> Vec<String> {
        let (crop, letters) = line(bars);
        words(&crop, &letters).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn a_wide_gap_splits_words_though_no_space_was_read() {
        assert_eq!(texts(&[(10, 'a'), (23, 'b'), (36, 'c'), (60, 'd'), (73, 'e')]), ["abc", "de"]);
    }

    #[test]
    fn a_space_that_was_read_splits_words_though_the_gap_is_narrow() {
        assert_eq!(texts(&[(10, 'a'), (23, 'b'), (35, ' '), (39, 'c')]), ["ab", "c"]);
    }

    #[test]
    fn widely_spaced_letters_stay_one_word() {
        assert_eq!(texts(&[(10, 'a'), (27, 'b'), (44, 'c'), (61, 'd')]), ["abcd"]);
    }

    #[test]
    fn the_box_of_a_word_is_that_of_its_ink() {
        let (crop, letters) = line(&[(10, 'a'), (23, 'b'), (60, 'c')]);
        let words = words(&crop, &letters);
        assert_eq!(words[0].edges_px, [105.0, 205.0, 116.5, 219.0]);
        assert_eq!(words[1].edges_px, [130.0, 205.0, 135.0, 219.0]);
    }

    #[test]
    fn no_letters_make_no_words() {
        let (crop, _) = line(&[(10, 'a')]);
        assert!(words(&crop, &[]).is_empty());
        assert!(words(&crop, &[Letter { sign: ' ', place: 0.5, likely: 0.9 }]).is_empty());
    }
}
