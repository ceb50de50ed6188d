//! What `perigee ocr` leaves in files: searchable PDF, hOCR and ALTO.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use perigee_engine::{Engine, ReadOutput};
use perigee_model::FileFault;
use perigee_model::fault::codes;

/// Where to leave them; with one input each is a file, with several a folder.
#[derive(Debug, clap::Args)]
pub struct Targets {
    /// Write a PDF that shows the same and can be searched; a folder when there are several files.
    #[arg(long, value_name = "OUT")]
    pdf: Option<PathBuf>,
    /// Write the words as hOCR; a folder when there are several files.
    #[arg(long, value_name = "OUT")]
    hocr: Option<PathBuf>,
    /// Write the words as ALTO XML; a folder when there are several files.
    #[arg(long, value_name = "OUT")]
    alto: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Pdf,
    Hocr,
    Alto,
}

impl Form {
    fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Hocr => "hocr",
            Self::Alto => "alto.xml",
        }
    }
}

/// The files to write for each input.
#[derive(Debug)]
pub struct Plan(Vec<Vec<(Form, PathBuf)>>);

impl Targets {
    /// Settles every name before anything is read; makes folders that are missing.
    ///
    /// # Errors
    /// A folder cannot be made, or an input would be overwritten.
    pub fn plan(&self, inputs: &[PathBuf]) -> anyhow::Result<Plan> {
        let mut plan: Vec<Vec<(Form, PathBuf)>> = inputs.iter().map(|_| Vec::new()).collect();
        let wanted = [(Form::Pdf, &self.pdf), (Form::Hocr, &self.hocr), (Form::Alto, &self.alto)];
        for (form, target) in wanted.into_iter().filter_map(|(form, target)| Some((form, target.as_ref()?))) {
            for (paths, path) in plan.iter_mut().zip(named(inputs, target, form)?) {
                paths.push((form, path));
            }
        }
        let overwritten = plan.iter().flatten().find(|(_, path)| is_among(path, inputs));
        if let Some((_, path)) = overwritten {
            bail!("{} is a file to read; name another one to write", path.display());
        }
        Ok(Plan(plan))
    }
}

/// The path for each input.
fn named(inputs: &[PathBuf], target: &Path, form: Form) -> anyhow::Result<Vec<PathBuf>> {
    if inputs.len() == 1 && !target.is_dir() {
        return Ok(vec![target.to_owned()]);
    }
    fs::create_dir_all(target).with_context(|| format!("cannot make the folder {}", target.display()))?;
    let mut taken = HashSet::new();
    let name = |input: &PathBuf| {
        let stem = input.file_stem().unwrap_or(input.as_os_str()).to_string_lossy().into_owned();
        let numbered = |number: usize| match number {
            1 => format!("{stem}.{}", form.extension()),
            _ => format!("{stem}-{number}.{}", form.extension()),
        };
        let name = (1..).map(numbered).find(|name| taken.insert(name.clone())).unwrap_or(stem.clone());
        target.join(name)
    };
    Ok(inputs.iter().map(name).collect())
}

fn is_among(path: &Path, inputs: &[PathBuf]) -> bool {
    let Ok(path) = path.canonicalize() else { return false };
    inputs.iter().any(|input| input.canonicalize().is_ok_and(|input| input == path))
}

impl Plan {
    /// Writes what is planned for an input that was read.
    ///
    /// # Errors
    /// The searchable PDF cannot be made, or a file cannot be written.
    pub fn write(
        &self,
        engine: &Engine,
        position: usize,
        input: &Path,
        output: &ReadOutput,
        password: Option<&str>,
    ) -> Result<(), FileFault> {
        let name = input.file_name().unwrap_or(input.as_os_str()).to_string_lossy();
        for (form, path) in self.0.get(position).into_iter().flatten() {
            let bytes = match form {
                Form::Pdf => searchable(engine, input, output, password)?,
                Form::Hocr => Engine::hocr(&output.pages, &name).into_bytes(),
                Form::Alto => Engine::alto(&output.pages, &name).into_bytes(),
            };
            put(path, &bytes).map_err(|error| not_written(&error))?;
        }
        Ok(())
    }
}

/// The searchable PDF of a file, or of the pages that it got while it was read.
fn searchable(
    engine: &Engine,
    input: &Path,
    output: &ReadOutput,
    password: Option<&str>,
) -> Result<Vec<u8>, FileFault> {
    let Some(shown) = &output.shown else { return engine.searchable_pdf(input, &output.pages, password) };
    let made = || -> io::Result<tempfile::NamedTempFile> {
        let file = tempfile::NamedTempFile::new()?;
        fs::write(file.path(), shown)?;
        Ok(file)
    };
    let made = made().map_err(|error| not_written(&error))?;
    engine.searchable_pdf(made.path(), &output.pages, None)
}

/// Writes beside the place and then moves there: whoever looks sees a whole file or none.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn not_written(error: &io::Error) -> FileFault {
    FileFault::new(
        codes::OUTPUT_UNWRITABLE,
        format!("what was read cannot be written: {}", error.kind()),
        "check that the folder exists, may be written to, and has room",
    )
}
