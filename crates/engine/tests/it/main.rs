//! Tests of the crate as its users see it; those that need the `perigee` binary stand with the command line.

#![expect(clippy::unwrap_used, reason = "a test may panic, also in the functions that its cases share")]

mod children;
mod codes;
mod containers;
mod converters;
mod hostile_bytes;
mod passed_on;
mod reading;
mod searchable;
mod strangers;

use std::ops::ControlFlow;
use std::path::Path;

use perigee_engine::{Engine, EngineConfig, Limits, ReadOptions, ReadOutput, ReaderMode};
use perigee_model::FileFault;

fn in_process() -> Engine {
    Engine::new(EngineConfig { reader: ReaderMode::InProcess, limits: Limits::default(), models: None })
}

fn read(engine: &Engine, path: &Path, options: &ReadOptions) -> Result<ReadOutput, FileFault> {
    engine.read(path, options, &mut |_| ControlFlow::Continue(()))
}

/// Reads bytes as a file.
fn read_bytes(engine: &Engine, bytes: &[u8]) -> Result<ReadOutput, FileFault> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    read(engine, file.path(), &ReadOptions::default())
}
