//! The two links of an invitation: the mailed one and the shown one.

use perigee_model::Scope;
use perigee_store::ConnectionTrait;
use perigee_store::entity::{invitation, organization};

use super::LIFETIME_MS;
use crate::identity::secrets;
use crate::mail::{self, NewMail};
use crate::{App, AppError};

/// The secrets of an invitation. Both open it; only the mailed one proves that the mail reaches the person, since who
/// invites is shown the other.
pub(super) struct Tokens {
    mailed: String,
    shown: String,
}

impl Tokens {
    pub(super) fn new() -> Self {
        Self { mailed: secrets::new_secret(), shown: secrets::new_secret() }
    }

    /// What is stored of them, the mailed one first.
    pub(super) fn hashes(&self) -> (Vec<u8>, Vec<u8>) {
        (secrets::hash_token(&self.mailed), secrets::hash_token(&self.shown))
    }
}

/// Puts the mail into the transaction; the answer is the link to be shown.
pub(super) async fn post(
    app: &App,
    conn: &impl ConnectionTrait,
    scope: &Scope,
    organization: &organization::Model,
    row: &invitation::Model,
    tokens: &Tokens,
) -> Result<String, AppError> {
    // The secret stands behind the #: browsers do not send it, so no server and no proxy writes it down.
    let link = |token: &str| app.address(&format!("/invitation#token={token}"));
    let new = NewMail {
        organization_id: Some(scope.organization_id),
        recipient: row.email.clone(),
        subject: format!("{} invites you to {}", scope.name, organization.name),
        body: body(&scope.name, &organization.name, &row.name, &link(&tokens.mailed)),
    };
    mail::post(conn, new).await?;
    Ok(link(&tokens.shown))
}

fn body(inviter: &str, organization: &str, name: &str, link: &str) -> String {
    let days = LIFETIME_MS / 86_400_000;
    format!(
        "Hello {name},\n\n{inviter} invites you to work in {organization} on Perigee.\n\n\
         Accept the invitation here:\n{link}\n\n\
         The link works once, within {days} days. If you do not know why you got this mail, ignore it.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mail_says_who_where_until_when_and_how() {
        let text = body("Ada", "Analytical Engines", "Charles", "https://p.example/invitation#token=x");
        for part in [
            "Hello Charles",
            "Ada invites",
            "Analytical Engines",
            "\nhttps://p.example/invitation#token=x\n",
            "7 days",
        ] {
            assert!(text.contains(part), "{part}");
        }
    }
}
