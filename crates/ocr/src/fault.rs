//! Why a picture could not be read.

use std::path::PathBuf;

use perigee_model::FileFault;
use perigee_model::fault::codes;

/// Why a picture could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OcrError {
    /// The library is not on this machine.
    #[error("Tesseract is not installed")]
    NoLibrary,
    /// The library is there, but not the data of a language.
    #[error("the Tesseract data for '{languages}' is not installed")]
    NoLanguage {
        /// The languages that are missing, joined by `+`.
        languages: String,
    },
    /// The library refused to start.
    #[error("Tesseract could not be started")]
    NotStarted,
    /// The networks are not in the folder that was named.
    #[error("the models of the second recognizer are not in '{}'", folder.display())]
    NoModels {
        /// The folder.
        folder: PathBuf,
    },
    /// A file is not the network that its name says.
    #[error("the model file '{}' cannot be read", path.display())]
    ModelsUnreadable {
        /// The file.
        path: PathBuf,
    },
    /// The page took too long.
    #[error("reading a page took longer than allowed")]
    OutOfTime,
}

impl From<OcrError> for FileFault {
    fn from(error: OcrError) -> Self {
        let action = match &error {
            OcrError::NoLibrary => {
                "ask the operator to install Tesseract 5: apt install tesseract-ocr tesseract-ocr-eng \
                 tesseract-ocr-deu tesseract-ocr-pol tesseract-ocr-osd"
                    .to_owned()
            }
            OcrError::NoLanguage { languages } => {
                let packages: Vec<_> =
                    languages.split('+').map(|language| format!("tesseract-ocr-{language}")).collect();
                format!("ask the operator to install it: apt install {}", packages.join(" "))
            }
            OcrError::NoModels { .. } | OcrError::ModelsUnreadable { .. } => {
                "ask the operator to run script/bootstrap, which fetches them".to_owned()
            }
            OcrError::NotStarted => "ask the operator to run perigee admin doctor".to_owned(),
            OcrError::OutOfTime => "send the page in a lower resolution (300 dpi is enough)".to_owned(),
        };
        let code = match error {
            OcrError::OutOfTime => codes::TIME_LIMIT,
            _ => codes::OCR_UNAVAILABLE,
        };
        let message = match error {
            OcrError::OutOfTime => error.to_string(),
            _ => format!("a page is a picture, and {error}"),
        };
        Self::new(code, message, action)
    }
}
