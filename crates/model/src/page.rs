//! A page as the engine sees it: words with places, upright, in points.

use serde::{Deserialize, Serialize};

use crate::{Confidence, Graphics, Rect};

/// One page of a file, upright.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// Position in the file, from 0.
    pub number: u32,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Clockwise degrees (0, 90, 180, 270) by which the stored page was turned to stand upright.
    pub rotation: u16,
    /// Where the words come from.
    pub source: PageSource,
    /// Words in reading order.
    pub words: Vec<Word>,
    /// What is drawn beside the words.
    #[serde(default, skip_serializing_if = "Graphics::is_empty")]
    pub graphics: Graphics,
}

/// Where the words of a page come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PageSource {
    /// The text layer of the file.
    #[default]
    Text,
    /// Optical character recognition.
    Ocr,
}

/// A run of characters without white space.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Word {
    /// The characters as read.
    pub text: String,
    /// Its place on the upright page.
    pub bbox: Rect,
    /// How sure the reading of the characters is; 1 for a text layer.
    pub confidence: Confidence,
}

impl Page {
    /// The words joined by spaces, in reading order.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for word in &self.words {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
        text
    }
}
