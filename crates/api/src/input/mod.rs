//! Taking requests apart: every fault is collected before the answer is made.

mod body;
mod fields;
mod path;
mod query;
mod upload;

pub(crate) use body::{Json, LongJson, OptionalJson};
pub(crate) use fields::{Fields, FromFields, InputFault};
pub(crate) use path::Path;
pub(crate) use query::Query;
pub(crate) use upload::{ReceivedFiles, base64, idempotency_key, multipart};
