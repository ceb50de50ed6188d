//! Pictures, and contents that are drawn as a whole.

use hayro_interpret::CacheKey as _;
use hayro_interpret::kurbo::{Affine, Rect as KurboRect, Shape as _};
use hayro_syntax::object::{Dict, Name, Stream};
use hayro_syntax::page::Resources;

use super::content::Interpreter;
use super::{Left, layers};
use crate::pdf::code_picture::is_shaped_like_a_code;

/// How deep contents may stand in each other; that of the full interpreter.
const MAX_DEPTH: u32 = 50;

impl<'a> Interpreter<'a, '_> {
    /// Draws what the resources hold under this name.
    pub(super) fn draw(&mut self, name: &Name<'_>, resources: &Resources<'a>) -> Result<(), Left> {
        let Some(stream) = resources.get_x_object(name) else { return Ok(()) };
        let kind = stream.dict().get::<Name<'_>>("Subtype");
        match kind.as_ref().map(|kind| kind.as_str()) {
            Some("Image") => self.draw_picture(name, &stream, resources),
            Some("Form") => self.draw_form(&stream, resources),
            _ => Ok(()),
        }
    }

    fn draw_picture(
        &mut self,
        name: &Name<'_>,
        stream: &Stream<'a>,
        resources: &Resources<'a>,
    ) -> Result<(), Left> {
        let Some(transform) = self.place_of(stream.dict())? else { return Ok(()) };
        let Self { collector, code_pictures, shared, xref, .. } = self;
        collector.picture(transform, |place| {
            is_shaped_like_a_code(place)
                && code_pictures.may_be(stream.cache_key(), place, |look| {
                    shared.looks.show(name, resources, xref, look);
                })
        });
        Ok(())
    }

    /// Draws a picture that stands in the content itself.
    pub(super) fn draw_inline(&mut self, stream: &Stream<'_>) -> Result<(), Left> {
        let Some(transform) = self.place_of(stream.dict())? else { return Ok(()) };
        let mut may_be_code = false;
        self.collector.picture(transform, |place| {
            may_be_code = is_shaped_like_a_code(place);
            false
        });
        if may_be_code { Err(Left) } else { Ok(()) }
    }

    /// Where a picture stands; `None` for one without a size.
    fn place_of(&self, dict: &Dict<'_>) -> Result<Option<Affine>, Left> {
        layers::check(dict.get::<Dict<'_>>("OC").as_ref())?;
        let side = |short: &str, long: &str| dict.get::<u32>(short).or_else(|| dict.get::<u32>(long));
        let (Some(width), Some(height)) = (side("W", "Width"), side("H", "Height")) else { return Ok(None) };
        if width == 0 || height == 0 {
            return Ok(None);
        }
        let (width, height) = (f64::from(width), f64::from(height));
        // By way of its pixels, as the full interpreter does.
        let pixels = Affine::new([1.0 / width, 0.0, 0.0, -1.0 / height, 0.0, 1.0]);
        Ok(Some(self.state.ctm * pixels * Affine::scale_non_uniform(width, height)))
    }

    /// Draws a content.
    pub(super) fn draw_form(&mut self, stream: &Stream<'a>, around: &Resources<'a>) -> Result<(), Left> {
        let dict = stream.dict();
        layers::check(dict.get::<Dict<'_>>("OC").as_ref())?;
        let unpacked = self.shared.contents.of_stream(stream);
        let (Some(content), Some(bbox)) = (unpacked, dict.get::<[f32; 4]>("BBox")) else {
            return Ok(());
        };
        if self.depth >= MAX_DEPTH {
            return Ok(());
        }
        self.depth += 1;
        self.open.clear();
        self.save()?;
        self.state.ctm *=
            Affine::new(dict.get::<[f64; 6]>("Matrix").unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]));
        if dict.get::<Dict<'_>>("Group").is_some() {
            (self.state.fill.alpha, self.state.stroke.alpha) = (1.0, 1.0);
        }
        let [x0, y0, x1, y1] = bbox.map(f64::from);
        self.collector.push_clip_path(&(self.state.ctm * KurboRect::new(x0, y0, x1, y1).to_path(0.1)));
        let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
        if own.is_some() {
            self.state.fill.leave();
            self.state.stroke.leave();
        }
        self.read(&content, own.as_ref().unwrap_or(around))?;
        self.collector.pop_clip();
        self.restore();
        self.depth -= 1;
        Ok(())
    }
}
