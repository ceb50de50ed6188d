//! `perigee convert-dataset`.

use crate::exit::Done;

/// Arguments.
#[derive(Debug, clap::Args)]
pub struct Args {}

/// Runs the command.
pub fn run(_args: Args) -> anyhow::Result<Done> {
    anyhow::bail!("not built yet")
}
