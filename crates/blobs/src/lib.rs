//! Bytes under typed keys over a local disk or an S3-compatible store.
//!
//! It streams in and out, and knows nothing of what the bytes mean.

mod key;
mod local_file;
mod store;
mod upload;

pub use key::BlobKey;
pub use local_file::LocalFile;
pub use store::{BlobError, BlobStream, Blobs};
pub use upload::{Stored, Upload};
