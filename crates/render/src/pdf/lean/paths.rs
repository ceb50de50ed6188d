//! Paths that are filled, stroked, or clip what comes after them.

use hayro_interpret::kurbo::{BezPath, PathEl, Point, Rect as KurboRect};
use hayro_interpret::util::x_y_advances;

use super::content::Interpreter;
use crate::pdf::rules::Painting;

/// Lengths and differences up to this are nothing, in points: that of the full interpreter.
const NOTHING: f64 = 1.0 / 256.0;

/// A line of no length is this long, so that it can be seen.
const DOT: f64 = 0.0001;

/// The path that is being made.
#[derive(Debug, Default)]
pub(super) struct OpenPath {
    path: BezPath,
    start: Point,
    last: Point,
    /// It will clip what comes after it.
    pub(super) clips: bool,
}

impl OpenPath {
    pub(super) fn clear(&mut self) {
        self.path.truncate(0);
    }

    pub(super) fn rectangle(&mut self, [x, y, width, height]: [f64; 4]) {
        let first = Point::new(x, y);
        self.path.move_to(first);
        self.path.line_to(Point::new(x + width, y));
        self.path.line_to(Point::new(x + width, y + height));
        self.path.line_to(Point::new(x, y + height));
        self.path.close_path();
        (self.last, self.start) = (first, first);
    }

    pub(super) fn move_to(&mut self, [x, y]: [f64; 2]) {
        let point = Point::new(x, y);
        (self.last, self.start) = (point, point);
        self.path.move_to(point);
    }

    pub(super) fn line_to(&mut self, [x, y]: [f64; 2]) {
        if self.path.elements().is_empty() {
            return;
        }
        let mut point = Point::new(x, y);
        if std::mem::replace(&mut self.last, point) == point {
            point.x += DOT;
        }
        self.path.line_to(point);
    }

    pub(super) fn curve_to(&mut self, [x1, y1, x2, y2, x3, y3]: [f64; 6]) {
        self.curve(Point::new(x1, y1), Point::new(x2, y2), Point::new(x3, y3));
    }

    pub(super) fn curve_from_last(&mut self, [x2, y2, x3, y3]: [f64; 4]) {
        self.curve(self.last, Point::new(x2, y2), Point::new(x3, y3));
    }

    pub(super) fn curve_to_end(&mut self, [x2, y2, x3, y3]: [f64; 4]) {
        let end = Point::new(x3, y3);
        self.curve(Point::new(x2, y2), end, end);
    }

    fn curve(&mut self, first: Point, second: Point, end: Point) {
        if !self.path.elements().is_empty() {
            self.last = end;
            self.path.curve_to(first, second, end);
        }
    }

    pub(super) fn close(&mut self) {
        if !self.path.is_empty() && self.path.elements().last() != Some(&PathEl::ClosePath) {
            self.path.close_path();
            self.last = self.start;
        }
    }
}

impl Interpreter<'_, '_> {
    pub(super) fn fill(&mut self) {
        let (transform, look) = (self.state.ctm, self.state.fill.seen());
        let path = &self.open.path;
        let around = around(path);
        let (x, y) = x_y_advances(&transform);
        let is_nothing = |length: f64| (length as f32).abs() <= NOTHING as f32;
        if is_nothing(around.width() * x.length()) || is_nothing(around.height() * y.length()) {
            // An area without an inside is drawn as a line.
            let mut line = BezPath::new();
            line.move_to((around.x0, around.y0));
            line.line_to((around.x1, around.y1));
            let scale = x.length().max(y.length()) as f32;
            let width = if scale > 0.0 { 1.0 / scale } else { 0.001 };
            self.collector.path(&line, transform, look, Painting::Stroke(width));
        } else {
            match as_rectangle(path) {
                Some(area) => self.collector.area(area, transform, look, Painting::Fill),
                None => self.collector.path(path, transform, look, Painting::Fill),
            }
        }
    }

    pub(super) fn stroke(&mut self) {
        let (transform, look) = (self.state.ctm, self.state.stroke.seen());
        let painting = Painting::Stroke(self.state.line_width);
        match as_rectangle(&self.open.path) {
            Some(area) => self.collector.area(area, transform, look, painting),
            None => self.collector.path(&self.open.path, transform, look, painting),
        }
    }

    pub(super) fn end_path(&mut self) {
        if std::mem::take(&mut self.open.clips) && !self.open.path.elements().is_empty() {
            let clip = self.state.ctm * self.open.path.clone();
            match as_rectangle(&clip) {
                Some(area) => self.collector.push_clip(area),
                None => self.collector.push_clip_path(&clip),
            }
            self.clips += 1;
        }
        self.open.clear();
    }
}

/// The box around all points of a path, those beside its curves included.
fn around(path: &BezPath) -> KurboRect {
    let mut points = path.elements().iter().flat_map(|element| match *element {
        PathEl::MoveTo(a) | PathEl::LineTo(a) => [Some(a), None, None],
        PathEl::QuadTo(a, b) => [Some(a), Some(b), None],
        PathEl::CurveTo(a, b, c) => [Some(a), Some(b), Some(c)],
        PathEl::ClosePath => [None; 3],
    });
    let mut points = points.by_ref().flatten();
    let Some(first) = points.next() else { return KurboRect::ZERO };
    points.fold(KurboRect::from_points(first, first), |area, point| area.union_pt(point))
}

/// The rectangle that a path is, if its sides are parallel to the axes.
fn as_rectangle(path: &BezPath) -> Option<KurboRect> {
    let near = |a: f64, b: f64| (a - b).abs() <= NOTHING;
    let corners = match *path.elements() {
        [PathEl::MoveTo(a), PathEl::LineTo(b), PathEl::LineTo(c), PathEl::LineTo(d), PathEl::ClosePath] => {
            [a, b, c, d, a]
        }
        [PathEl::MoveTo(a), PathEl::LineTo(b), PathEl::LineTo(c), PathEl::LineTo(d), PathEl::LineTo(e)]
            if near(a.x, e.x) && near(a.y, e.y) =>
        {
            [a, b, c, d, e]
        }
        _ => return None,
    };
    let mut before = None;
    for side in corners.windows(2) {
        let [from, to] = side else { continue };
        let stands = near(from.x, to.x);
        if stands == near(from.y, to.y) || before == Some(stands) {
            return None;
        }
        before = Some(stands);
    }
    Some(around(path))
}
