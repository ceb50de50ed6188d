//! Mails that stayed on this server.

use perigee_model::MailId;
use serde::Serialize;
use utoipa::ToSchema;

use super::pagination::Pagination;

/// Mails that stayed on this server.
#[derive(Debug, Serialize, ToSchema)]
pub struct MailList {
    /// Newest first.
    pub mails: Vec<Mail>,
    /// Which part of the list this is.
    pub pagination: Pagination,
}

/// A mail that stayed on this server.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Mail {
    /// The mail.
    pub id: MailId,
    /// To whom.
    pub to: String,
    /// Subject line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// When it was written.
    pub created_at: String,
    /// When it was handed over.
    #[schema(required = true)]
    pub sent_at: Option<String>,
    /// Why the last try failed.
    #[schema(required = true)]
    pub error: Option<String>,
}
