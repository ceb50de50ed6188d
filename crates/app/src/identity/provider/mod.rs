//! Signing in with another provider (OpenID Connect): the way there, the way back, and who it is here.
//!
//! What the protocol needs is left to the `connect` crate behind [`Provider`].

mod finish;
mod person;
mod start;

pub use finish::{Answer, finish};
pub(crate) use person::tie;
pub use start::{LIFETIME_MS as STARTED_LIFETIME_MS, Started, start};

use std::fmt::Debug;
use std::sync::Arc;

use futures::future::BoxFuture;

use crate::{App, AppError};

/// Issuer of Google, whose people have a documented form of subject.
const GOOGLE: &str = "https://accounts.google.com";

/// A provider that people can sign in with.
pub trait Provider: Debug + Send + Sync {
    /// How addresses name it: lower-case letters, digits and hyphens.
    fn id(&self) -> &str;

    /// How people know it.
    fn name(&self) -> &str;

    /// Makes the address to send a browser to, which comes back to `redirect_url`.
    fn begin<'a>(&'a self, redirect_url: &'a str) -> BoxFuture<'a, Result<Begun, ProviderFault>>;

    /// Exchanges the code that a browser came back with, and verifies the identity token.
    fn finish<'a>(&'a self, back: Back<'a>) -> BoxFuture<'a, Result<Claims, ProviderFault>>;
}

/// A sign-in that has begun.
#[derive(Debug, Clone)]
pub struct Begun {
    /// Where to send the browser.
    pub url: String,
    /// What the provider gives back unchanged.
    pub state: String,
    /// What the identity token must repeat.
    pub nonce: String,
    /// The secret half of PKCE.
    pub verifier: String,
}

/// What is needed to end a sign-in.
#[derive(Debug, Clone, Copy)]
pub struct Back<'a> {
    /// As at the beginning.
    pub redirect_url: &'a str,
    /// The code that the browser brought.
    pub code: &'a str,
    /// As at the beginning.
    pub nonce: &'a str,
    /// As at the beginning.
    pub verifier: &'a str,
}

/// What a verified identity token says.
#[derive(Debug, Clone)]
pub struct Claims {
    /// Who says so.
    pub issuer: String,
    /// Its name for the person, which never changes.
    pub subject: String,
    /// E-mail.
    pub email: Option<String>,
    /// Whether the provider says that the e-mail reaches the person.
    pub is_email_verified: bool,
    /// Name.
    pub name: Option<String>,
}

/// Why the protocol failed. For operators.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ProviderFault(pub String);

/// Why somebody who came back from a provider is not signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The person broke it off.
    Cancelled,
    /// It took too long, was used before, or was begun in another browser.
    Expired,
    /// Nobody here has this e-mail.
    NoAccount,
    /// The provider does not say that the e-mail reaches the person.
    EmailUnverified,
    /// Somebody here has this e-mail, and a way to sign in that the provider's word must not replace.
    NotLinked,
    /// The protocol failed, or the provider did.
    Failed,
}

impl Refusal {
    /// The code in the address that the browser is sent to.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::NoAccount => "no_account",
            Self::EmailUnverified => "email_unverified",
            Self::NotLinked => "not_linked",
            Self::Failed => "failed",
        }
    }
}

/// How a person is named that comes into being by a provider's word.
pub(crate) fn subject_of(claims: &Claims) -> String {
    match claims.issuer.trim_end_matches('/') {
        GOOGLE => format!("google-oauth2|{}", claims.subject),
        _ => format!("oidc|{}", claims.subject),
    }
}

fn find<'a>(app: &'a App, id: &str) -> Result<&'a Arc<dyn Provider>, AppError> {
    let found = app.config().providers.iter().find(|provider| provider.id() == id);
    found.ok_or(AppError::NotFound { what: "the provider" })
}

/// Where the browser comes back to; providers must know it beforehand.
fn redirect_url(app: &App, id: &str) -> String {
    app.address(&format!("/api/v0.4/session/providers/{id}/callback"))
}
