//! Mails into a folder, for an installation without a mail server.

use std::io;
use std::path::{Path, PathBuf};

use futures::future::BoxFuture;
use lettre::message::Mailbox;
use perigee_app::mail::{Letter, MailFault, Mailer};

use crate::message;

/// Who writes, as long as nobody answers.
const FROM: &str = "Perigee <perigee@localhost>";

/// Puts mails into a folder as `.eml` files, which mail programs open.
#[derive(Debug, Clone)]
pub struct FolderMailer {
    folder: PathBuf,
}

impl FolderMailer {
    /// A folder; it is made with the first mail.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Writes under another name first: whoever watches the folder sees whole mails only.
    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        make_private(&self.folder)?;
        let (hidden, whole) = (self.folder.join(format!(".{name}")), self.folder.join(name));
        std::fs::write(&hidden, bytes)?;
        std::fs::rename(hidden, whole)
    }
}

/// Mails hold links that sign in: only the user of the server may read them.
fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

impl Mailer for FolderMailer {
    fn send<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), MailFault>> {
        Box::pin(async move {
            let from: Mailbox = FROM.parse().map_err(|_| failed("the sender is malformed"))?;
            let bytes = message::of(letter, &from)?.formatted();
            let (mailer, name) = (self.clone(), format!("{}.eml", letter.id.simple()));
            let written = tokio::task::spawn_blocking(move || mailer.write(&name, &bytes)).await;
            match written {
                Ok(Ok(())) => Ok(()),
                Ok(Err(error)) => Err(failed(&format!("the folder of mails: {error}"))),
                Err(_) => Err(failed("writing panicked")),
            }
        })
    }

    fn keeps(&self) -> bool {
        true
    }
}

fn failed(reason: &str) -> MailFault {
    MailFault { reason: reason.to_owned(), is_final: false }
}
