//! Text that is shown, as runs of glyphs.

use hayro_interpret::kurbo::{Affine, Vec2};

use super::Left;
use super::content::Interpreter;
use super::operands::Part;
use super::state::TextMode;
use crate::pdf::collector::{Drawing, RunGlyph};

impl Interpreter<'_, '_> {
    /// Shows a text.
    pub(super) fn show(&mut self, bytes: &[u8]) -> Result<(), Left> {
        self.run.clear();
        self.add_to_run(bytes);
        self.show_run()
    }

    /// Shows texts with amounts by which they are moved apart.
    pub(super) fn show_list<'t>(&mut self, list: impl Iterator<Item = Part<'t>>) -> Result<(), Left> {
        self.run.clear();
        for part in list {
            match part {
                Part::Number(by) => self.state.text.adjust(by),
                Part::Text(text) => self.add_to_run(text),
                Part::Other => {}
            }
        }
        self.show_run()
    }

    /// Text without a font is shown in one that stands in.
    pub(super) fn need_font(&mut self) {
        if self.state.text.font.is_none() {
            self.state.text.font = self.shared.fonts.stand_in();
        }
    }

    fn add_to_run(&mut self, bytes: &[u8]) {
        let Some(font) = self.state.text.font.clone() else { return };
        let is_shown = !font.stands_in || bytes.is_ascii();
        // Along the text, only the place differs.
        let [a, b, c, d, x, y] = (self.state.text.matrix * self.state.text.shape()).as_coeffs();
        let (mut rest, mut moved) = (bytes, Vec2::ZERO);
        while let Some(shown) = font.first(rest) {
            rest = rest.get(shown.length..).unwrap_or_default();
            if is_shown {
                let mut transform = Affine::new([a, b, c, d, x + moved.x, y + moved.y]);
                if !font.horizontal {
                    transform *= Affine::translate(shown.displacement);
                }
                if shown.stretch != 1.0 {
                    transform *= Affine::scale_non_uniform(shown.stretch, 1.0);
                }
                self.run.push(RunGlyph { transform, sign: shown.sign.clone() });
            }
            moved += self.state.text.step(font.horizontal, shown.advance, shown.is_space);
        }
        self.state.text.move_by(moved);
    }

    fn show_run(&mut self) -> Result<(), Left> {
        let run = std::mem::take(&mut self.run);
        if !run.is_empty() {
            let vertical = self.state.text.font.as_ref().is_some_and(|font| !font.horizontal);
            let drawings: &[Drawing] = match self.state.text.mode {
                TextMode::Fill => &[Drawing::Filled],
                TextMode::Stroke => &[Drawing::Stroked],
                TextMode::FillAndStroke => &[Drawing::Filled, Drawing::Stroked],
                TextMode::Unseen => &[Drawing::Unseen],
                TextMode::Clip => return Err(Left),
            };
            for &drawing in drawings {
                self.collector.run(&run, self.state.ctm, vertical, drawing);
            }
        }
        self.run = run;
        Ok(())
    }
}
