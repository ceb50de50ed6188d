//! Drawn lines, areas and pictures of a page, reduced to what sets text apart.
//!
//! Files draw a line as a stroke, as a thin filled rectangle, as a frame, or as a row of dashes. Here all become
//! rules: snapped, joined, and without the short ones that belong to drawings.

use hayro_interpret::Paint;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect as KurboRect, Shape};
use perigee_model::{Graphics, Rect};

use crate::document::PageSize;
use join::{Axis, join};
use patterns::PartCounter;
use squares::{MAX_MARK, Mark};

mod join;
mod patterns;
mod squares;

/// Pieces kept of one page; a map or a chart draws a million, a table of 2,000 cells some 10,000.
const MAX_PIECES: usize = 20_000;

/// Areas and pictures kept of one page.
const MAX_AREAS: usize = 2_000;

/// An area thinner than this many points is a line, and a line thicker than this is an area.
const MAX_THICKNESS: f64 = 4.0;

/// How far a straight line may lean, in points over its length, and still be one of a table.
const MAX_LEAN: f64 = 1.0;

/// Areas lower or narrower than this hold no line of text (`research/pdf-ocr.md` 6 drops under 8 pt).
const MIN_AREA_SIDE: f64 = 5.0;

/// Share of the page from which an area is the colour of the paper.
const PAPER_SHARE: f64 = 0.7;

/// A colour whose channels all reach this, of 255, looks white.
const WHITE: u8 = 250;

/// A colour whose channels all stay under this, of 255, looks dark.
const DARK: u8 = 110;

/// Pictures smaller than this on a side are ornaments.
const MIN_PICTURE_SIDE: f64 = 8.0;

/// Collects what is drawn on a page.
pub(super) struct RuleCollector {
    page: KurboRect,
    /// What each open clip leaves of the page.
    clips: Vec<KurboRect>,
    lying: Vec<Rect>,
    standing: Vec<Rect>,
    fills: Vec<Rect>,
    pictures: Vec<Rect>,
    marks: Vec<Mark>,
    parts: PartCounter,
}

impl RuleCollector {
    pub(super) fn new(size: PageSize) -> Self {
        Self {
            page: KurboRect::new(0.0, 0.0, f64::from(size.width), f64::from(size.height)),
            clips: Vec::new(),
            lying: Vec::new(),
            standing: Vec::new(),
            fills: Vec::new(),
            pictures: Vec::new(),
            marks: Vec::new(),
            parts: PartCounter::default(),
        }
    }

    /// Narrows what is seen until the clip is taken away; the area is on the page.
    pub(super) fn push_clip(&mut self, area: KurboRect) {
        self.clips.push(self.visible().intersect(area));
    }

    pub(super) fn pop_clip(&mut self) {
        self.clips.pop();
    }

    /// Takes a path that is filled or stroked; without a look it cannot be seen.
    pub(super) fn path(&mut self, path: &BezPath, transform: Affine, look: Option<Look>, painting: Painting) {
        let Some(Look { white, dark }) = look else { return };
        if !white {
            self.mark(path, transform, painting == Painting::Fill, dark);
        }
        match painting {
            Painting::Fill => self.fill(path, transform, white),
            Painting::Stroke(width) => self.stroke(path, transform, width, white),
        }
    }

    /// Keeps what may be the tick of a box.
    fn mark(&mut self, path: &BezPath, transform: Affine, is_filled: bool, dark: bool) {
        let area = transform.transform_rect_bbox(path.control_box());
        let is_small = area.width().max(area.height()) <= MAX_MARK && area.is_finite();
        // Strokes along the page are frames.
        if is_small && self.marks.len() < MAX_PIECES && (is_filled || is_slanted(path, transform)) {
            let bbox = rect(area.intersect(self.visible()));
            self.marks.push(Mark { bbox, pale: is_filled && !dark });
        }
    }

    /// Takes a picture; the transform places the unit square.
    pub(super) fn picture(&mut self, transform: Affine) {
        let area =
            transform.transform_rect_bbox(KurboRect::new(0.0, 0.0, 1.0, 1.0)).intersect(self.visible());
        let large = area.width() >= MIN_PICTURE_SIDE && area.height() >= MIN_PICTURE_SIDE;
        // Lines are also painted as pictures one dot thick.
        if !large {
            self.area(area, false);
        } else if self.pictures.len() < MAX_AREAS && area.is_finite() {
            self.pictures.push(rect(area));
        }
    }

    /// What was collected, and places of patterns that look like a code.
    pub(super) fn finish(self) -> (Graphics, Vec<Rect>) {
        let check_boxes = squares::find(&self.lying, &self.standing, &self.marks);
        let mut rules = join(self.lying, Axis::Lying);
        rules.extend(join(self.standing, Axis::Standing));
        let graphics = Graphics {
            rules,
            fills: merged(self.fills),
            pictures: self.pictures,
            check_boxes,
            ..Graphics::default()
        };
        (graphics, self.parts.regions())
    }

    /// What the clips leave of the page.
    pub(super) fn visible(&self) -> KurboRect {
        self.clips.last().copied().unwrap_or(self.page)
    }

    fn fill(&mut self, path: &BezPath, transform: Affine, white: bool) {
        for corners in subpaths(path) {
            let corners = || corners.iter().map(|&corner| transform * corner);
            if !white && let Some(first) = corners().next() {
                let start = KurboRect::from_points(first, first);
                self.parts.add(corners().fold(start, |around, corner| around.union_pt(corner)));
            }
            if let Some(area) = upright_box(corners()) {
                self.area(area, white);
            }
        }
    }

    fn stroke(&mut self, path: &BezPath, transform: Affine, width: f32, white: bool) {
        let [a, b, c, d, ..] = transform.as_coeffs();
        let half = f64::from(width) * (a * d - b * c).abs().sqrt() / 2.0;
        for (from, to) in straight_parts(path) {
            if self.lying.len() + self.standing.len() >= MAX_PIECES {
                return;
            }
            let (from, to) = (transform * from, transform * to);
            let (dx, dy) = ((to.x - from.x).abs(), (to.y - from.y).abs());
            let middle = from.midpoint(to);
            let area = match (dx, dy) {
                _ if dy <= MAX_LEAN && dx > dy => {
                    KurboRect::new(from.x.min(to.x), middle.y - half, from.x.max(to.x), middle.y + half)
                }
                _ if dx <= MAX_LEAN && dy > dx => {
                    KurboRect::new(middle.x - half, from.y.min(to.y), middle.x + half, from.y.max(to.y))
                }
                _ => continue,
            };
            if !white {
                self.parts.add(area);
            }
            self.area(area, white);
        }
    }

    /// Takes an upright painted area, which is a line when it is thin.
    fn area(&mut self, area: KurboRect, white: bool) {
        // A hair line has no width of its own.
        let seen = area.inflate(0.05, 0.05).intersect(self.visible().inflate(0.05, 0.05));
        if !seen.is_finite() || seen.width() <= 0.0 || seen.height() <= 0.0 {
            return;
        }
        let lies = seen.width() >= seen.height();
        let thickness = if lies { seen.height() } else { seen.width() };
        let place = rect(seen);
        if thickness <= MAX_THICKNESS {
            let full = self.lying.len() + self.standing.len() >= MAX_PIECES;
            if !full && (!white || self.on_colour(place)) {
                if lies { self.lying.push(place) } else { self.standing.push(place) }
            }
        } else if !white
            && thickness >= MIN_AREA_SIDE
            && seen.area() < PAPER_SHARE * self.page.area()
            && self.fills.len() < MAX_AREAS
        {
            self.fills.push(place);
        }
    }

    /// Whether a coloured area lies under this place, so that white can be seen on it.
    fn on_colour(&self, place: Rect) -> bool {
        let (x, y) = (place.center_x(), place.center_y());
        self.fills.iter().rev().take(200).any(|f| f.x0 <= x && x <= f.x1 && f.y0 <= y && y <= f.y1)
    }
}

/// How a path is painted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Painting {
    Fill,
    /// With a line of this width.
    Stroke(f32),
}

/// What a paint looks like on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) white: bool,
    pub(super) dark: bool,
}

impl Look {
    /// A pattern: neither white nor dark.
    pub(super) const PATTERN: Self = Self { white: false, dark: false };

    /// What the paint looks like; `None` when it cannot be seen.
    pub(super) fn of(paint: &Paint<'_>) -> Option<Self> {
        match paint {
            Paint::Color(color) => {
                let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
                (alpha > 0).then_some(Self::of_rgb([red, green, blue]))
            }
            Paint::Pattern(_) => Some(Self::PATTERN),
        }
    }

    /// What a colour looks like that can be seen.
    pub(super) fn of_rgb([red, green, blue]: [u8; 3]) -> Self {
        let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
        Self { white: least >= WHITE, dark: most <= DARK }
    }
}

/// The corners of each part of the path that consists of straight lines.
fn subpaths(path: &BezPath) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    let mut curved = false;
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(point) => {
                if curved {
                    parts.pop();
                }
                curved = false;
                parts.push(vec![point]);
            }
            PathEl::LineTo(point) => {
                if let Some(part) = parts.last_mut() {
                    part.push(point);
                }
            }
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => curved = true,
            PathEl::ClosePath => {}
        }
        if parts.len() > MAX_PIECES {
            break;
        }
    }
    if curved {
        parts.pop();
    }
    parts
}

/// The box whose four corners these are, if its sides are parallel to the page's.
fn upright_box(corners: impl Iterator<Item = Point>) -> Option<KurboRect> {
    let corners: Vec<Point> = corners.take(9).collect();
    let first = *corners.first()?;
    if !(3..=8).contains(&corners.len()) {
        return None;
    }
    let area =
        corners.iter().fold(KurboRect::from_points(first, first), |area, &corner| area.union_pt(corner));
    let near = |a: f64, b: f64| (a - b).abs() <= 0.5;
    let at_edge =
        |p: &Point| (near(p.x, area.x0) || near(p.x, area.x1)) && (near(p.y, area.y0) || near(p.y, area.y1));
    // A triangle has its corners at the edges of its box too, but not its sides.
    let straight = corners.windows(2).all(|pair| match pair {
        [a, b] => near(a.x, b.x) || near(a.y, b.y),
        _ => true,
    });
    (corners.iter().all(at_edge) && straight).then_some(area)
}

/// The straight parts of a path, closing ones included.
fn straight_parts(path: &BezPath) -> impl Iterator<Item = (Point, Point)> + '_ {
    let (mut start, mut at) = (Point::ORIGIN, Point::ORIGIN);
    path.elements().iter().filter_map(move |element| {
        let from = at;
        match *element {
            PathEl::MoveTo(point) => {
                (start, at) = (point, point);
                None
            }
            PathEl::LineTo(point) => {
                at = point;
                Some((from, at))
            }
            PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                at = point;
                None
            }
            PathEl::ClosePath => {
                at = start;
                Some((from, start))
            }
        }
    })
}

/// Whether a path has curves, or straight parts that run along neither side of the page.
fn is_slanted(path: &BezPath, transform: Affine) -> bool {
    let curved = || path.elements().iter().any(|e| matches!(e, PathEl::QuadTo(..) | PathEl::CurveTo(..)));
    let slanted = |(from, to): (Point, Point)| {
        let (from, to) = (transform * from, transform * to);
        (from.x - to.x).abs() > MAX_LEAN && (from.y - to.y).abs() > MAX_LEAN
    };
    straight_parts(path).any(slanted) || curved()
}

/// Areas that continue one another along a row or a column, as cells painted one by one, become one.
fn merged(mut areas: Vec<Rect>) -> Vec<Rect> {
    areas.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    areas.dedup_by(|next, kept| {
        let same = (next.y0 - kept.y0).abs() < 1.0
            && (next.y1 - kept.y1).abs() < 1.0
            && (next.x0 - kept.x0).abs() < 1.0
            && (next.x1 - kept.x1).abs() < 1.0;
        if same {
            *kept = kept.union(*next);
        }
        same
    });
    areas
}

fn rect(area: KurboRect) -> Rect {
    Rect::new(area.x0 as f32, area.y0 as f32, area.x1 as f32, area.y1 as f32)
}

/// The box of a clip.
pub(super) fn bounds(path: &BezPath) -> KurboRect {
    path.bounding_box()
}
