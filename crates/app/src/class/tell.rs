//! The class of a document in its process, and how sure that is.

use perigee_engine::{Classes, Engine, UNKNOWN_CLASS};
use perigee_model::{Page, ProcessType};

use super::ANY;

/// The class, and how probable it is; no probability where nothing speaks for one class or another.
///
/// A process of a type keeps the class of its type until something is confirmed: lists of words alone are too coarse to
/// overrule what a process is for.
pub(crate) fn tell(
    engine: &Engine,
    pages: &[Page],
    kind: &ProcessType,
    has_einvoice: bool,
    classes: Option<&Classes>,
) -> (String, Option<f32>) {
    let own = kind.document_class.clone();
    let expects_any = own == ANY;
    if has_einvoice && !expects_any {
        return (own, Some(1.0));
    }
    let nothing = Classes::default();
    let is_taught = classes.is_some_and(|classes| !classes.is_empty());
    let known = classes.unwrap_or(&nothing);
    if !is_taught {
        let chance = (!expects_any).then(|| engine.chance_of_class(pages, known, &own));
        return (own, chance);
    }
    let told = engine.tell_class(pages, known, (!expects_any).then_some(own.as_str()));
    if expects_any && told.class == UNKNOWN_CLASS {
        return (own, None);
    }
    (told.class, Some(told.confidence.get()))
}
