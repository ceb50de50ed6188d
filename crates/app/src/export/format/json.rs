//! JSON: a list of collections, each as the results API has it.

use std::fs::File;
use std::io::{BufWriter, Seek as _, SeekFrom, Write as _};

use perigee_model::results::FileResult;
use perigee_model::{CollectionId, CollectionStatus, ProcessId};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

use super::{Exported, WriteFault, Writer, time};

/// Writes `{"collections":[…]}`.
pub(super) struct JsonWriter {
    out: BufWriter<File>,
    is_first: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    collection_id: CollectionId,
    collection_name: &'a str,
    collection_status: CollectionStatus,
    process_id: ProcessId,
    process_name: &'a str,
    created_at: String,
    accepted_at: Option<String>,
    metadata: &'a BTreeMap<String, Value>,
    results: &'a [FileResult],
}

impl JsonWriter {
    pub(super) fn new() -> Result<Self, WriteFault> {
        let mut out = BufWriter::new(tempfile::tempfile()?);
        out.write_all(b"{\"collections\":[")?;
        Ok(Self { out, is_first: true })
    }
}

impl Writer for JsonWriter {
    fn add(&mut self, exported: &Exported) -> Result<(), WriteFault> {
        let found = &exported.results;
        let line = Line {
            collection_id: found.collection_id,
            collection_name: &found.collection_name,
            collection_status: found.collection_status,
            process_id: found.process_id,
            process_name: &found.process_name,
            created_at: time(exported.created_at_ms),
            accepted_at: exported.accepted_at_ms.map(time),
            metadata: &exported.metadata,
            results: &found.results,
        };
        self.out.write_all(if self.is_first { b"\n" } else { b",\n" })?;
        self.is_first = false;
        serde_json::to_writer(&mut self.out, &line).map_err(std::io::Error::from)?;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<File, WriteFault> {
        self.out.write_all(b"\n]}\n")?;
        let mut file = self.out.into_inner().map_err(|error| error.into_error())?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }
}
