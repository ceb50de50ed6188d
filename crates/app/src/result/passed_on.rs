//! What was read, in the forms of other programs: searchable PDF, hOCR, ALTO.

use perigee_engine::Engine;
use perigee_model::{CollectionId, Page, Scope};
use perigee_store::pages;

use crate::file::{self, File, Packer};
use crate::{App, AppError, collection, document};

/// A form in which other programs take what was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The file with the recognised words laid over it unseen.
    SearchablePdf,
    /// HTML with places.
    Hocr,
    /// XML with places.
    Alto,
}

impl Form {
    /// What follows the name of the file.
    fn extension(self) -> &'static str {
        match self {
            Self::SearchablePdf => "pdf",
            Self::Hocr => "hocr",
            Self::Alto => "alto.xml",
        }
    }

    /// The media type of one file.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::SearchablePdf => "application/pdf",
            Self::Hocr => "text/vnd.hocr+html",
            Self::Alto => "application/xml",
        }
    }
}

/// What was made of a collection.
#[derive(Debug)]
pub enum PassedOn {
    /// Of its one file.
    One {
        /// With its extension.
        name: String,
        /// Its bytes.
        bytes: Vec<u8>,
    },
    /// Of its files, as a ZIP archive at its start.
    Archive {
        /// With its extension.
        name: String,
        /// An unnamed temporary file.
        packed: std::fs::File,
    },
}

/// The files of a collection that were read, in another form.
///
/// # Errors
/// `NotFound`; `Conflict` when no file was read (yet); `File` when the PDF cannot be made.
pub async fn pass_on(app: &App, scope: &Scope, id: CollectionId, form: Form) -> Result<PassedOn, AppError> {
    let shown = collection::get(app, scope, id).await?;
    let is_single = shown.files.len() == 1;
    let mut packer = Packer::start().map_err(file::not_packed)?;
    let mut is_read = false;
    for file in shown.files {
        let Some(bytes) = bytes(app, scope, &file, form).await? else { continue };
        let name = renamed(&file.name, form);
        if is_single {
            return Ok(PassedOn::One { name, bytes });
        }
        is_read = true;
        let adding = move || packer.add(&name, bytes.as_slice()).map(|()| packer);
        let added = tokio::task::spawn_blocking(adding).await.map_err(|_| AppError::Panicked)?;
        packer = added.map_err(file::not_packed)?;
    }
    if !is_read {
        return Err(AppError::conflict("not_read", "no file of the collection was read yet"));
    }
    let packed = packer.finish().map_err(file::not_packed)?;
    Ok(PassedOn::Archive { name: format!("{}.zip", shown.name), packed })
}

/// A file in another form; `None` when it was not read.
async fn bytes(app: &App, scope: &Scope, file: &File, form: Form) -> Result<Option<Vec<u8>>, AppError> {
    let stored = pages::list(app.db().reader(), scope, file.id.uuid(), (0, i32::MAX)).await?;
    let pages: Vec<Page> = stored.into_iter().map(|stored| stored.page).collect();
    if pages.is_empty() {
        return Ok(None);
    }
    Ok(Some(match form {
        Form::Hocr => Engine::hocr(&pages, &file.name).into_bytes(),
        Form::Alto => Engine::alto(&pages, &file.name).into_bytes(),
        Form::SearchablePdf => {
            let (file, engine) =
                (document::page_image::drawn_from(app, scope, file.id).await?, app.engine().clone());
            let make = move || engine.searchable_pdf(file.path(), &pages, None);
            tokio::task::spawn_blocking(make).await.map_err(|_| AppError::Panicked)??
        }
    }))
}

/// `scan.tif` becomes `scan.pdf`.
fn renamed(name: &str, form: Form) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = if stem.is_empty() { name } else { stem };
    format!("{stem}.{}", form.extension())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_is_replaced_and_nothing_else() {
        assert_eq!(renamed("a.b.tif", Form::SearchablePdf), "a.b.pdf");
        assert_eq!(renamed("scan", Form::Alto), "scan.alto.xml");
        assert_eq!(renamed(".hidden", Form::Hocr), ".hidden.hocr");
    }
}
