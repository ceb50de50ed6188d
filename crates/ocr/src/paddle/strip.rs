//! Strips of a picture that hold one line of text, at any slant, and the smallest one around given dots.

/// A rectangle at a slant, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Strip {
    pub(crate) center: (f32, f32),
    /// Side along the text.
    pub(crate) length: f32,
    /// Side across the text.
    pub(crate) height: f32,
    /// Clockwise slant of the text in radians.
    pub(crate) slant: f32,
}

impl Strip {
    /// The level strip with these edges: left, upper, right, lower.
    #[cfg(test)]
    pub(crate) fn level([left, top, right, bottom]: [f32; 4]) -> Self {
        Self {
            center: ((left + right) / 2.0, (top + bottom) / 2.0),
            length: right - left,
            height: bottom - top,
            slant: 0.0,
        }
    }

    /// The strip widened by this much on every side.
    pub(crate) fn grown(self, by: f32) -> Self {
        Self { length: self.length + 2.0 * by, height: self.height + 2.0 * by, ..self }
    }

    /// The strip on a picture that is so many times larger.
    pub(crate) fn scaled(self, (x, y): (f32, f32)) -> Self {
        // The two factors differ by rounding only, so that the slant stays.
        Self {
            center: (self.center.0 * x, self.center.1 * y),
            length: self.length * x,
            height: self.height * y,
            ..self
        }
    }

    /// A place on the strip as a place on the picture; both run from the upper left corner.
    pub(crate) fn place(&self, along: f32, across: f32) -> (f32, f32) {
        let (sin, cos) = self.slant.sin_cos();
        let (x, y) = (along - self.length / 2.0, across - self.height / 2.0);
        (self.center.0 + x * cos - y * sin, self.center.1 + x * sin + y * cos)
    }

    /// Left, upper, right and lower edge of the box around it.
    #[cfg(test)]
    pub(crate) fn edges(&self) -> [f32; 4] {
        let (sin, cos) = (self.slant.sin().abs(), self.slant.cos().abs());
        let half_width = (self.length * cos + self.height * sin) / 2.0;
        let half_height = (self.length * sin + self.height * cos) / 2.0;
        let (x, y) = self.center;
        [x - half_width, y - half_height, x + half_width, y + half_height]
    }
}

/// A strip shorter than this many times its height has no slant that could be told.
const MIN_ELONGATION: f32 = 2.5;

/// Slants beyond this are those of text that runs upwards or downwards; its strip is kept level, and its letters are
/// read on a picture that is turned.
const MAX_SLANT: f32 = std::f32::consts::FRAC_PI_8;

/// The smallest strip around dots (their centres), or the level one where that is not clearly slanted.
pub(crate) fn around(dots: &[(i32, i32)]) -> Option<Strip> {
    let hull = hull(dots);
    let level = fit(&hull, 0.0)?;
    let slants = hull.iter().zip(hull.iter().cycle().skip(1)).map(|(from, to)| {
        let angle = ((to.1 - from.1) as f32).atan2((to.0 - from.0) as f32);
        let quarter = std::f32::consts::FRAC_PI_2;
        angle - (angle / quarter).round() * quarter
    });
    let smallest = slants
        .filter(|slant| slant.abs() <= MAX_SLANT)
        .filter_map(|slant| fit(&hull, slant))
        .min_by(|a, b| (a.length * a.height).total_cmp(&(b.length * b.height)));
    Some(smallest.filter(|strip| strip.length >= MIN_ELONGATION * strip.height).unwrap_or(level))
}

/// The strip of this slant around the corners.
fn fit(corners: &[(i32, i32)], slant: f32) -> Option<Strip> {
    let (sin, cos) = slant.sin_cos();
    let mut bounds: Option<[f32; 4]> = None;
    for &(x, y) in corners {
        let (x, y) = (x as f32 + 0.5, y as f32 + 0.5);
        let (along, across) = (x * cos + y * sin, y * cos - x * sin);
        let [left, top, right, bottom] = bounds.unwrap_or([along, across, along, across]);
        bounds = Some([left.min(along), top.min(across), right.max(along), bottom.max(across)]);
    }
    let [left, top, right, bottom] = bounds?;
    let (along, across) = ((left + right) / 2.0, (top + bottom) / 2.0);
    Some(Strip {
        center: (along * cos - across * sin, along * sin + across * cos),
        // Dots have a size of their own.
        length: right - left + 1.0,
        height: bottom - top + 1.0,
        slant,
    })
}

/// The corners of the convex hull, around it.
fn hull(dots: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let mut sorted = dots.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut corners: Vec<(i32, i32)> = chain(sorted.iter().copied());
    let back = chain(sorted.iter().rev().copied());
    corners.extend(back.get(1..back.len().saturating_sub(1)).unwrap_or_default());
    corners
}

/// One side of the hull: dots in order, without those that a straight way passes by.
fn chain(dots: impl Iterator<Item = (i32, i32)>) -> Vec<(i32, i32)> {
    let mut kept: Vec<(i32, i32)> = Vec::new();
    for dot in dots {
        while let [.., before, last] = kept[..] {
            let turn = i64::from(last.0 - before.0) * i64::from(dot.1 - before.1)
                - i64::from(last.1 - before.1) * i64::from(dot.0 - before.0);
            if turn > 0 {
                break;
            }
            kept.pop();
        }
        kept.push(dot);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strip_around_a_slanted_bar_has_its_slant() {
        let slant = 0.1f32;
        let bar: Vec<(i32, i32)> = (0..200)
            .flat_map(|along| (0..20).map(move |across| (along as f32, across as f32)))
            .map(|(x, y)| {
                ((x * slant.cos() - y * slant.sin()) as i32, (x * slant.sin() + y * slant.cos()) as i32)
            })
            .collect();
        let strip = around(&bar).unwrap();
        assert!((strip.slant - slant).abs() < 0.02, "{strip:?}");
        assert!((strip.length - 200.0).abs() < 3.0 && (strip.height - 20.0).abs() < 3.0, "{strip:?}");
    }

    #[test]
    fn a_short_strip_stays_level() {
        let diamond: Vec<(i32, i32)> = (-10..=10i32)
            .flat_map(|y| (-10..=10i32).map(move |x| (x, y)))
            .filter(|(x, y)| x.abs() + y.abs() <= 10)
            .collect();
        let strip = around(&diamond).unwrap();
        assert_eq!((strip.slant, strip.length, strip.height), (0.0, 21.0, 21.0));
    }

    #[test]
    fn no_dots_have_no_strip_and_one_dot_has_a_small_one() {
        assert_eq!(around(&[]), None);
        let strip = around(&[(3, 4)]).unwrap();
        assert_eq!((strip.center, strip.length, strip.height), ((3.5, 4.5), 1.0, 1.0));
    }

    #[test]
    fn a_place_on_a_strip_leads_to_the_picture() {
        let strip =
            Strip { center: (100.0, 50.0), length: 80.0, height: 20.0, slant: std::f32::consts::FRAC_PI_2 };
        let (x, y) = strip.place(0.0, 0.0);
        assert!((x - 110.0).abs() < 1e-3 && (y - 10.0).abs() < 1e-3, "{x} {y}");
    }
}
