//! What stands on a page beside its words: lines, areas, check boxes, bar codes, pictures.

use serde::{Deserialize, Serialize};

use crate::Rect;

/// What is drawn on a page beside its words, on the upright page in points.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Graphics {
    /// Straight lines and the sides of frames, each as a thin rectangle: lying when it is wider than high, standing
    /// otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rect>,
    /// Filled areas that set text apart, such as the stripes of a table.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fills: Vec<Rect>,
    /// Boxes to tick.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub check_boxes: Vec<CheckBox>,
    /// Bar codes and QR codes that could be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<Code>,
    /// Places of ink that is no text: photographs, logos, stamps, signatures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Rect>,
}

impl Graphics {
    /// Whether nothing is drawn.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// As it looks after a way through JSON.
    #[must_use]
    pub fn rounded(mut self) -> Self {
        let boxes = self.check_boxes.iter_mut().map(|check_box| &mut check_box.bbox);
        let codes = self.codes.iter_mut().map(|code| &mut code.bbox);
        let areas = self.rules.iter_mut().chain(&mut self.fills).chain(&mut self.pictures);
        areas.chain(boxes).chain(codes).for_each(|area| *area = Rect::from(<[f32; 4]>::from(*area)));
        self
    }
}

/// A box to tick.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckBox {
    /// Its frame.
    pub bbox: Rect,
    /// Whether it is ticked.
    pub checked: bool,
}

/// A bar code that could be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Code {
    /// Its symbology, e.g. `QR_CODE`, `EAN_13`.
    pub format: String,
    /// What it says.
    pub text: String,
    /// Where it stands.
    pub bbox: Rect,
}
