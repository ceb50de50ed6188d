//! `perigee admin key check`: tells keys from other texts, offline.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use perigee_app::api_key::form::{KeyForm, scan};
use serde_json::json;

use crate::exit::Done;

/// Bytes of a file that is scanned; logs and source files are far smaller, and the whole file is held in memory.
const MOST_BYTES: u64 = 256 << 20;

/// Characters of a key at most that are read from standard input.
const MOST_INPUT: u64 = 4_096;

/// Arguments.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  pbpaste | perigee admin key check\n  git ls-files -z | xargs -0 perigee admin key check --scan\n\nExit code: 0 when it is a key, 1 when it is none. With --scan: 1 when a key was found, 0 when there is none."
)]
pub struct Args {
    /// The key; read from standard input if left out or `-`, where other programs of the machine cannot see it.
    #[arg(value_name = "KEY", conflicts_with = "scan")]
    key: Option<String>,
    /// Finds keys in these files (`-` is standard input) and prints where they are, never their secrets.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    scan: Vec<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub fn run(args: Args) -> anyhow::Result<Done> {
    if args.scan.is_empty() { check(args.key, args.json) } else { search(&args.scan, args.json) }
}

fn check(key: Option<String>, as_json: bool) -> anyhow::Result<Done> {
    let key = match key.filter(|key| key != "-") {
        Some(key) => key,
        None => {
            let mut text = String::new();
            std::io::stdin().take(MOST_INPUT).read_to_string(&mut text).context("the key is not UTF-8")?;
            text
        }
    };
    let form = KeyForm::read(key.trim());
    if as_json {
        let shown = form.map(|form| json!({ "isKey": true, "kind": kind(form), "id": form.id }));
        println!("{}", shown.unwrap_or_else(|| json!({ "isKey": false, "kind": null, "id": null })));
    } else {
        match form {
            Some(form) => println!("this has the form of a key of {}: {}", kind(form), form.id),
            None => println!("this is not a key of Perigee, or a character of it is wrong"),
        }
    }
    Ok(if form.is_some() { Done::All } else { Done::Nothing })
}

fn kind(form: KeyForm) -> &'static str {
    if form.of_process { "a process" } else { "an organization" }
}

fn search(files: &[PathBuf], as_json: bool) -> anyhow::Result<Done> {
    let (mut count, mut failed) = (0_usize, false);
    for file in files {
        match read(file) {
            Ok(bytes) => {
                for found in scan(&bytes) {
                    count += 1;
                    print(file, found.line, found.form, as_json);
                }
            }
            Err(error) => {
                failed = true;
                eprintln!("perigee: {}: {error:#}", file.display());
            }
        }
    }
    eprintln!("{count} keys found in {} files", files.len());
    Ok(match (count, failed) {
        (0, false) => Done::All,
        (0, true) => Done::SomeFailed,
        _ => Done::Nothing,
    })
}

fn print(file: &Path, line: usize, form: KeyForm, as_json: bool) {
    if as_json {
        println!("{}", json!({ "file": file, "line": line, "kind": kind(form), "id": form.id }));
    } else {
        println!("{}:{line}: {}:***", file.display(), form.user());
    }
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > MOST_BYTES {
        bail!("more than {MOST_BYTES} bytes");
    }
    Ok(bytes)
}
