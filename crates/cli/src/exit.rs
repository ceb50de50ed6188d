//! Exit codes: 0 done, 1 the work failed, 2 the call was wrong, 3 some inputs failed.

use std::process::ExitCode;

/// How a command ended when it did not fail as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Everything was done.
    All,
    /// Some inputs failed; each was named on standard error.
    SomeFailed,
    /// Every input failed; each was named on standard error.
    Nothing,
}

/// The exit code of a command; an error is printed on standard error with its causes.
pub fn code(outcome: anyhow::Result<Done>) -> ExitCode {
    match outcome {
        Ok(Done::All) => ExitCode::SUCCESS,
        Ok(Done::Nothing) => ExitCode::from(1),
        Ok(Done::SomeFailed) => ExitCode::from(3),
        Err(error) => {
            eprintln!("perigee: {error:#}");
            ExitCode::from(1)
        }
    }
}
