//! Labelled folders: their documents, read or given as words.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use perigee_engine::{Engine, ReadOptions};
use perigee_model::fault::codes;
use perigee_model::{EInvoice, FileFault, Page, ProcessType, process_type};
use perigee_understand::evaluation::{Dataset, LabelledDocument, dataset};
use perigee_understand::learn::Confirmed;

use crate::{batch, source};

/// A labelled folder.
#[derive(Debug)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// The process type, with the data points of the folder where the type has none.
    pub kind: ProcessType,
    /// Its documents.
    pub documents: Vec<LabelledDocument>,
}

/// A document that was read.
#[derive(Debug)]
pub struct Read {
    /// Its pages.
    pub pages: Vec<Page>,
    /// What the e-invoice that it carries says.
    pub einvoice: Option<EInvoice>,
}

/// The process type and the labels of a folder.
pub fn load(kind: &str, path: &Path) -> anyhow::Result<Folder> {
    let read = |name: &str| {
        let path = path.join(name);
        std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let declared: Dataset =
        serde_json::from_str(&read("dataset.json")?).context("dataset.json is not as documented")?;
    anyhow::ensure!(
        declared.process_type == kind,
        "the folder {} holds {}, but --type says {kind}",
        path.display(),
        declared.process_type
    );
    let mut kind = process_type::find_by_short_name(kind).context("there is no such process type")?.clone();
    if !declared.data_points.is_empty() && kind.data_points.is_empty() {
        kind.data_points = declared.data_points.iter().map(dataset::DatasetPoint::to_data_point).collect();
    }
    let documents = dataset::parse_documents(&read("documents.jsonl")?)
        .context("documents.jsonl is not as documented")?;
    Ok(Folder { path: path.to_owned(), kind, documents })
}

impl Folder {
    /// Reads a document, or takes its words as given.
    pub fn read(
        &self,
        engine: &Engine,
        document: &LabelledDocument,
        options: &ReadOptions,
    ) -> Result<Read, FileFault> {
        match (&document.words, &document.file) {
            (Some(words), _) => {
                let pages = source::words(&self.path.join(words), engine.config().limits.file_bytes)?;
                Ok(Read { pages, einvoice: None })
            }
            (None, Some(file)) => {
                let read = source::read(engine, &self.path.join(file), options)?;
                Ok(Read { pages: read.pages, einvoice: read.einvoice })
            }
            (None, None) => Err(FileFault::new(
                codes::FILE_UNREADABLE,
                "the document has neither file nor words",
                "name one of them in documents.jsonl",
            )),
        }
    }

    /// Reads some documents, showing progress; those that cannot be read are told and left out.
    pub fn read_all(
        &self,
        engine: &Engine,
        documents: &[LabelledDocument],
        options: &ReadOptions,
    ) -> anyhow::Result<(Vec<(LabelledDocument, Read)>, usize)> {
        let bar = progress(documents.len())?;
        let (mut read, mut failed) = (Vec::new(), 0);
        batch::in_order(
            documents,
            |document| self.read(engine, document, options),
            |index, outcome| {
                bar.inc(1);
                match outcome {
                    Ok(document) => read.push((documents[index].clone(), document)),
                    Err(fault) => {
                        failed += 1;
                        bar.suspend(|| tell(&documents[index], &fault));
                    }
                }
                Ok(())
            },
        )?;
        bar.finish_and_clear();
        Ok((read, failed))
    }
}

/// Documents that were read, as training wants them.
pub fn confirmed(documents: &[(LabelledDocument, Read)]) -> Vec<Confirmed<'_>> {
    documents
        .iter()
        .map(|(labels, read)| Confirmed {
            pages: &read.pages,
            fields: &labels.fields,
            tables: &labels.tables,
        })
        .collect()
}

/// A bar that counts documents.
pub fn progress(documents: usize) -> anyhow::Result<ProgressBar> {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} documents, {elapsed}")?;
    Ok(ProgressBar::new(documents as u64).with_style(style))
}

/// Names a document that could not be read.
pub fn tell(document: &LabelledDocument, fault: &FileFault) {
    eprintln!("perigee: {}: {fault}; {}", document.id, fault.action);
}
