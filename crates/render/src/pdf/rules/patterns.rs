//! Square patterns of many small areas: QR codes that a file draws module by module.

use std::collections::BTreeSet;

use hayro_interpret::kurbo::Rect as KurboRect;
use perigee_model::Rect;
use rustc_hash::FxHashMap;

/// Sides in points of what may be a part of a code: rows of modules are drawn as one area, finder marks as another.
const MAX_PART: f64 = 80.0;

/// The shorter side of a part is at most a module: QR codes are printed up to 80 mm wide, with 21 modules at least.
const MAX_MODULE: f64 = 12.0;

/// The smallest code has some 230 dark modules; drawn row by row they are about 100 parts.
const MIN_PARTS: u32 = 60;

/// Side of the fields in which parts are counted, in points.
const FIELD: f64 = 10.0;

/// Share of the fields of a code that hold parts: half of the modules are dark, and the largest fill a field each.
const MIN_FILLED: f32 = 0.4;

/// Sides in points of a code, and how far they may differ.
const SIDES: std::ops::RangeInclusive<f32> = 30.0..=240.0;
const MAX_DIFFERENCE: f32 = 0.15;

/// Regions of a page that are told.
const MAX_REGIONS: usize = 20;

/// Counts small areas by place.
#[derive(Debug, Default)]
pub(super) struct PartCounter {
    parts: Vec<Rect>,
}

/// Parts kept of one page; the largest code has 31,329 modules.
const MAX_PARTS: usize = 40_000;

impl PartCounter {
    /// Takes a painted area.
    pub(super) fn add(&mut self, area: KurboRect) {
        let (width, height) = (area.width(), area.height());
        let is_part = width.max(height) <= MAX_PART && width.min(height) <= MAX_MODULE;
        if is_part && area.is_finite() && self.parts.len() < MAX_PARTS {
            self.parts.push(super::rect(area));
        }
    }

    /// The regions that look like a code.
    pub(super) fn regions(self) -> Vec<Rect> {
        if (self.parts.len() as u32) < MIN_PARTS {
            return Vec::new();
        }
        let mut open: BTreeSet<Field> = self.parts.iter().map(field).collect();
        let mut group_of = FxHashMap::default();
        let mut groups = Vec::new();
        while let Some(start) = open.pop_first() {
            let members = neighbours(start, &mut open);
            group_of.extend(members.iter().map(|&member| (member, groups.len())));
            groups.push(Group { fields: members.len(), parts: 0, bbox: None });
        }
        for part in &self.parts {
            if let Some(group) = group_of.get(&field(part)).and_then(|&group| groups.get_mut(group)) {
                group.parts += 1;
                group.bbox = Some(group.bbox.map_or(*part, |bbox| bbox.union(*part)));
            }
        }
        let mut regions: Vec<Rect> = groups.iter().filter_map(Group::code).collect();
        regions.truncate(MAX_REGIONS);
        regions
    }
}

/// Column and row of a field.
type Field = (i32, i32);

fn field(part: &Rect) -> Field {
    ((f64::from(part.center_x()) / FIELD) as i32, (f64::from(part.center_y()) / FIELD) as i32)
}

/// Takes a field and all those out that hang together with it.
fn neighbours(start: Field, open: &mut BTreeSet<Field>) -> Vec<Field> {
    let (mut group, mut next) = (vec![start], 0);
    while let Some(&(column, row)) = group.get(next) {
        next += 1;
        for around in (-1..=1).flat_map(|x| (-1..=1).map(move |y| (column + x, row + y))) {
            if open.remove(&around) {
                group.push(around);
            }
        }
    }
    group
}

/// Fields that hang together.
struct Group {
    fields: usize,
    parts: u32,
    /// Around its parts.
    bbox: Option<Rect>,
}

impl Group {
    /// Its place when it looks like a code.
    fn code(&self) -> Option<Rect> {
        let bbox = self.bbox?;
        let fields = (bbox.area() / (FIELD * FIELD) as f32).max(1.0);
        let is_square = (bbox.width() - bbox.height()).abs() <= MAX_DIFFERENCE * bbox.width();
        let is_full = self.fields as f32 >= MIN_FILLED * fields;
        (SIDES.contains(&bbox.width()) && is_square && is_full && self.parts >= MIN_PARTS).then_some(bbox)
    }
}
