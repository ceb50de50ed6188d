//! `perigee admin openapi`: prints the OpenAPI document, from which the web client is generated.

use std::io::Write as _;

use crate::exit::Done;

/// Runs the command.
pub fn run() -> anyhow::Result<Done> {
    std::io::stdout().write_all(perigee_api::openapi::json().as_bytes())?;
    Ok(Done::All)
}
