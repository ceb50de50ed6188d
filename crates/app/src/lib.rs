//! Use cases: what people and programs can do, and the stages that a document goes through.
//!
//! A folder per noun, a file per verb. HTTP is left to `api`, SQL to `store`, reading to the engine.

pub mod access;
pub mod alert;
pub mod annotation;
pub mod api_key;
pub mod audit;
pub mod class;
mod clock;
pub mod collection;
pub mod comment;
pub mod document;
mod error;
pub mod export;
pub mod file;
pub mod identity;
pub mod invitation;
pub mod learning;
pub mod lock;
pub mod mail;
pub mod model;
pub mod organization;
pub mod pipeline;
pub mod process;
pub mod queue_view;
pub mod result;
pub mod schema;
pub mod setup;
mod state;
pub mod statistics;
pub mod system;
pub mod table;
pub mod user;

pub use error::{AppError, FieldFault, KeyRefusal};
pub use perigee_blobs::BlobStream;
pub use perigee_engine::{CurvePoint, Engine, EngineConfig, Forecast, Guarantee, Limits, ReaderMode};
pub use perigee_queue::{Wake, WorkerConfig};
pub use state::{App, AppConfig, Change};
