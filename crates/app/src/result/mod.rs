//! Results: what the machine read, with what people decided on top.

mod decided_tables;
mod ocr;
mod of_collection;
mod passed_on;
mod review;
mod shown;
mod single_value;

pub(crate) use decided_tables::packed;
pub use ocr::{CollectionOcr, ocr};
pub(crate) use of_collection::table_value;
pub use of_collection::{CollectionResults, get};
pub use passed_on::{Form, PassedOn, pass_on};
pub(crate) use review::{blocking_data_points, config_of, decide, review_reasons};
pub(crate) use shown::{Cell, ShownDocument, ShownTable, ShownValue, show_document};
pub(crate) use single_value::single_value;
