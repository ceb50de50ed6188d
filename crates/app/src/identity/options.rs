//! How somebody can sign in here.

use crate::identity::sign_up::{self, SignUp};
use crate::{App, AppError};

/// How somebody can sign in here.
#[derive(Debug, Clone)]
pub struct Options {
    /// How somebody can become the first owner.
    pub sign_up: SignUp,
    /// Providers beside passwords: id and name.
    pub providers: Vec<(String, String)>,
    /// Whether mails leave this server; if not, admins read them here.
    pub can_mail: bool,
}

/// How somebody who calls from this machine, or from elsewhere, can sign in.
///
/// # Errors
/// When the database fails.
pub async fn options(app: &App, is_local: bool) -> Result<Options, AppError> {
    let providers = app.config().providers.iter();
    Ok(Options {
        sign_up: sign_up::state(app, is_local).await?,
        providers: providers.map(|one| (one.id().to_owned(), one.name().to_owned())).collect(),
        can_mail: app.config().mailer.as_ref().is_some_and(|mailer| !mailer.keeps()),
    })
}
