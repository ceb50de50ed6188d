//! Runs a command with a private PostgreSQL cluster: `with-postgres COMMAND ARGUMENT…`.

use std::process::{Command, ExitCode};

use perigee_testkit::postgres::{Cluster, VARIABLE};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let Some(program) = arguments.next() else {
        eprintln!("with-postgres: a command is required");
        return ExitCode::from(2);
    };
    let cluster = Cluster::start();
    let status = Command::new(program).args(arguments).env(VARIABLE, cluster.url()).status();
    drop(cluster);
    match status {
        Ok(status) => ExitCode::from(u8::try_from(status.code().unwrap_or(1)).unwrap_or(1)),
        Err(error) => {
            eprintln!("with-postgres: {error}");
            ExitCode::from(127)
        }
    }
}
