//! Rectangles on the upright page: points, origin top left, y downwards.

use serde::{Deserialize, Serialize};

/// An axis-parallel rectangle in points; serialised as `[x0, y0, x1, y1]`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(from = "[f32; 4]", into = "[f32; 4]")]
pub struct Rect {
    /// Left edge.
    pub x0: f32,
    /// Upper edge.
    pub y0: f32,
    /// Right edge, not less than `x0`.
    pub x1: f32,
    /// Lower edge, not less than `y0`.
    pub y1: f32,
}

impl Rect {
    /// A rectangle from any two opposite corners.
    pub fn new(x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        Self { x0: x0.min(x1), y0: y0.min(y1), x1: x0.max(x1), y1: y0.max(y1) }
    }

    /// Width in points.
    pub fn width(self) -> f32 {
        self.x1 - self.x0
    }

    /// Height in points.
    pub fn height(self) -> f32 {
        self.y1 - self.y0
    }

    /// Area in square points.
    pub fn area(self) -> f32 {
        self.width() * self.height()
    }

    /// The edges left, top, right and bottom in whole hundredths of a point, as they are serialised.
    pub fn hundredths(self) -> [f32; 4] {
        rounded([self.x0, self.y0, self.x1, self.y1].map(|v| v * 100.0))
    }

    /// Horizontal centre.
    pub fn center_x(self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// Vertical centre.
    pub fn center_y(self) -> f32 {
        (self.y0 + self.y1) / 2.0
    }

    /// The smallest rectangle around both.
    pub fn union(self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// The common part, `None` when they do not overlap.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let (x0, y0) = (self.x0.max(other.x0), self.y0.max(other.y0));
        let (x1, y1) = (self.x1.min(other.x1), self.y1.min(other.y1));
        (x0 < x1 && y0 < y1).then_some(Self { x0, y0, x1, y1 })
    }

    /// The smallest rectangle around all, `None` for no rectangles.
    pub fn around(rects: impl IntoIterator<Item = Self>) -> Option<Self> {
        rects.into_iter().reduce(Self::union)
    }
}

impl From<[f32; 4]> for Rect {
    fn from([x0, y0, x1, y1]: [f32; 4]) -> Self {
        Self::new(x0, y0, x1, y1)
    }
}

impl From<Rect> for [f32; 4] {
    /// Rounded to hundredths of a point, so that answers stay short and equal on every machine.
    fn from(r: Rect) -> Self {
        r.hundredths().map(|v| v / 100.0)
    }
}

/// As [`f32::round`], which is a call on processors of every age, where places on pages need few digits.
fn rounded(values: [f32; 4]) -> [f32; 4] {
    /// Up to it a number keeps its fraction.
    const SMALL: f32 = 4_000_000.0;
    if values.iter().fold(false, |is_odd, value| is_odd | !(0.0..SMALL).contains(value)) {
        // A sum, for there is no zero below zero on a page.
        return values.map(|value| value.round() + 0.0);
    }
    values.map(|value| {
        let whole = value as i32 as f32;
        whole + f32::from(u8::from(value - whole >= 0.5))
    })
}

#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Rect {}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Rect {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ArrayBuilder::new()
            .items(utoipa::openapi::ObjectBuilder::new().schema_type(utoipa::openapi::schema::Type::Number))
            .min_items(Some(4))
            .max_items(Some(4))
            .into()
    }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn numbers_are_rounded_as_everywhere() {
        let near = |number: f32| [number.next_down(), number, number.next_up()];
        let halves = (0..40_000_u16).step_by(7).map(|number| f32::from(number) / 2.0).flat_map(near);
        let others = [-0.0, -0.5, -1.5, 0.499_999_97, 3_999_999.5, 8_388_607.5, 1e9, f32::INFINITY];
        for number in halves.chain(others) {
            assert_eq!(rounded([7.25, number, 0.0, 1.5]), [7.0, number.round(), 0.0, 2.0], "{number}");
        }
    }
}
