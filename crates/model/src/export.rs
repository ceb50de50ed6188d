//! Files that results leave in.

use serde::{Deserialize, Serialize};

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ExportFormat {
    /// Comma-separated values, a line for each document or row of a table.
    Csv,
    /// A workbook: a sheet of documents and a sheet for each table.
    Xlsx,
    /// JSON as the results API has it.
    Json,
    /// XML.
    Xml,
}

impl ExportFormat {
    /// Every format.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Xlsx, Self::Json, Self::Xml];

    /// The literal of the API, which is the ending of the file's name as well.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Xml => "xml",
        }
    }

    /// The format with this literal.
    pub fn find(literal: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == literal)
    }

    /// Media type of the file.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => "application/json",
            Self::Xml => "application/xml",
        }
    }
}

/// Where an export stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ExportStatus {
    /// It waits.
    Queued,
    /// It is being written.
    Processing,
    /// The file can be downloaded.
    Completed,
    /// There is no file; the fault says why.
    Failed,
}

impl ExportStatus {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Queued, Self::Processing, Self::Completed, Self::Failed];

    /// The literal of the API and of the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "Queued",
            Self::Processing => "Processing",
            Self::Completed => "Completed",
            Self::Failed => "Failed",
        }
    }

    /// The status with this literal.
    pub fn find(literal: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == literal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_found_again_and_are_those_of_the_api() {
        for format in ExportFormat::ALL {
            assert_eq!(ExportFormat::find(format.as_str()), Some(format));
            assert_eq!(serde_json::to_string(&format).unwrap(), format!("\"{}\"", format.as_str()));
        }
        for status in ExportStatus::ALL {
            assert_eq!(ExportStatus::find(status.as_str()), Some(status));
            assert_eq!(serde_json::to_string(&status).unwrap(), format!("\"{}\"", status.as_str()));
        }
        assert_eq!(ExportFormat::find("CSV"), None);
    }
}
