//! Damages real files in ways that repeat, and looks whether reading them ends as it should.
//!
//! Each file of the folders is damaged in turn until there are enough; the seed and its number say how. A file is read by
//! the program itself (`perigee ocr --json`), many in one call, as its users would: the call must end by itself, print one
//! answer for each file, and never die.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};
use walkdir::WalkDir;

/// Files of one call.
const AT_ONCE: usize = 50;

/// Larger files are left alone: most of their bytes are one picture.
const MAX_BYTES: u64 = 4 << 20;

/// What to damage, and how.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders of files.
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// The program that reads them.
    #[arg(long, default_value = "target/release/perigee")]
    program: PathBuf,
    /// Damaged files to make.
    #[arg(long, default_value_t = 2_000)]
    count: usize,
    /// The same seed damages the same files in the same way.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// CPU seconds a page may take.
    #[arg(long, default_value_t = 5)]
    page_seconds: u32,
    /// Keep the files whose reader died, or took too long, in this folder.
    #[arg(long)]
    keep: Option<PathBuf>,
}

/// Runs the whole of it; true when the program answered for every file.
pub fn run(args: &Args) -> anyhow::Result<bool> {
    let sources = sources(&args.folders)?;
    let work = std::env::temp_dir().join(format!("perigee-mutants-{}", std::process::id()));
    let mut tally = BTreeMap::new();
    let mut bad = 0;
    for start in (0..args.count).step_by(AT_ONCE) {
        fs::create_dir_all(&work)?;
        let numbers = start..args.count.min(start + AT_ONCE);
        let files = numbers.map(|number| damaged(args.seed, number, &sources, &work));
        let files = files.collect::<anyhow::Result<Vec<_>>>()?;
        bad += read(args, &files, &mut tally)?;
        fs::remove_dir_all(&work)?;
    }
    println!("{} damaged files of {} whole ones, seed {}", args.count, sources.len(), args.seed);
    for (outcome, count) in &tally {
        println!("{count:>6}  {outcome}");
    }
    println!("{bad:>6}  calls that did not end as they should");
    Ok(bad == 0)
}

/// The files of the folders in an order that does not depend on the file system.
fn sources(folders: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let entries = folders.iter().flat_map(|folder| WalkDir::new(folder).sort_by_file_name());
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        let is_small = entry.metadata()?.len() <= MAX_BYTES;
        let is_label =
            entry.path().extension().is_some_and(|extension| extension == "jsonl" || extension == "md");
        if entry.file_type().is_file() && is_small && !is_label {
            files.push(entry.into_path());
        }
    }
    if files.is_empty() {
        bail!("there are no files to damage");
    }
    Ok(files)
}

/// Writes one damaged file.
fn damaged(seed: u64, number: usize, sources: &[PathBuf], work: &Path) -> anyhow::Result<PathBuf> {
    let source = &sources[number % sources.len()];
    let mut bytes = fs::read(source).with_context(|| source.display().to_string())?;
    let mut random = Random::new(seed, number as u64);
    for _ in 0..=random.below(3) {
        damage(&mut bytes, &mut random);
    }
    let name = source.file_name().unwrap_or_default().to_string_lossy();
    let path = work.join(format!("{number:05}-{name}"));
    fs::write(&path, bytes)?;
    Ok(path)
}

/// One damage.
fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    if bytes.is_empty() {
        return;
    }
    let length = bytes.len();
    let block = |random: &mut Random| {
        let start = random.below(length);
        start..(start + 1 + random.below(256)).min(length)
    };
    match random.below(7) {
        // Bytes that tip over.
        0 => (0..=random.below(16)).for_each(|_| bytes[random.below(length)] ^= 1 << random.below(8)),
        1 => (0..=random.below(16)).for_each(|_| bytes[random.below(length)] = random.below(256) as u8),
        // An end that is missing.
        2 => bytes.truncate(random.below(length)),
        // Blocks that change places, come twice, or are empty.
        3 => {
            let (a, b) = (block(random), block(random));
            let copy = bytes[a].to_vec();
            bytes.splice(b, copy);
        }
        4 => {
            let from = block(random);
            let copy = bytes[from.clone()].to_vec();
            bytes.splice(from.start..from.start, copy);
        }
        5 => {
            let range = block(random);
            bytes[range].fill(0);
        }
        // Numbers that are far too large, or less than nothing.
        _ => blow_up(bytes, random),
    }
}

/// Replaces a written number.
fn blow_up(bytes: &mut Vec<u8>, random: &mut Random) {
    const NUMBERS: [&[u8]; 6] = [b"-1", b"0", b"65536", b"2147483648", b"99999999999", b"1e400"];
    let from = random.below(bytes.len());
    let Some(start) = bytes[from..].iter().position(u8::is_ascii_digit).map(|at| from + at) else { return };
    let end =
        bytes[start..].iter().position(|byte| !byte.is_ascii_digit()).map_or(bytes.len(), |at| start + at);
    bytes.splice(start..end, NUMBERS[random.below(NUMBERS.len())].iter().copied());
}

/// Reads the files in one call and counts outcomes; 1 when the call did not end as it should.
fn read(args: &Args, files: &[PathBuf], tally: &mut BTreeMap<String, usize>) -> anyhow::Result<usize> {
    let output = Command::new(&args.program)
        .args(["ocr", "--json", "--page-seconds", &args.page_seconds.to_string()])
        .args(files)
        .stderr(Stdio::null())
        .output()
        .with_context(|| format!("{} cannot be started", args.program.display()))?;
    let answers: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let ended = matches!(output.status.code(), Some(0 | 1 | 3)) && answers.len() >= files.len();
    // What is attached to a file has an answer of its own behind it, named FILE/ATTACHMENT.
    let is_attached =
        |answer: &&serde_json::Value| answer["fileName"].as_str().is_some_and(|name| name.contains('/'));
    for (answer, file) in answers.iter().filter(|answer| !is_attached(answer)).zip(files) {
        let outcome = match answer["error"]["code"].as_str() {
            Some(code) => format!("error {code}"),
            None => "read".to_owned(),
        };
        if let Some(keep) = args.keep.as_ref().filter(|_| is_grave(&outcome)) {
            fs::create_dir_all(keep)?;
            fs::copy(file, keep.join(file.file_name().unwrap_or_default()))?;
        }
        *tally.entry(outcome).or_default() += 1;
    }
    if !ended {
        eprintln!("the call with {} … ended with {}", files[0].display(), output.status);
    }
    Ok(usize::from(!ended))
}

fn is_grave(outcome: &str) -> bool {
    ["error reader_crashed", "error time_limit", "error memory_limit"].contains(&outcome)
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere.
struct Random(u64);

impl Random {
    fn new(seed: u64, number: u64) -> Self {
        Self(seed.wrapping_mul(0xA24B_AED4_963E_E407) ^ number.wrapping_mul(0x9FB2_1C65_1E98_DF25))
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit.max(1) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_damages_in_the_same_way_and_never_panics() {
        let make = |number| {
            let mut bytes = b"%PDF-1.7 /Length 42 endobj 17 0 R".to_vec();
            let mut random = Random::new(7, number);
            (0..5).for_each(|_| damage(&mut bytes, &mut random));
            bytes
        };
        let all: Vec<Vec<u8>> = (0..500).map(make).collect();
        assert_eq!(all, (0..500).map(make).collect::<Vec<_>>());
        let different: std::collections::HashSet<_> = all.iter().collect();
        assert!(different.len() > 450, "{}", different.len());
    }
}
