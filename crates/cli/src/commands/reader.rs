//! `perigee reader`: the child process that parses hostile bytes.

use crate::exit::Done;

/// Serves read requests on standard input until it is closed.
pub fn run() -> anyhow::Result<Done> {
    perigee_engine::serve_reader()?;
    Ok(Done::All)
}
