//! Mails to a mail server.

use std::fmt;
use std::time::Duration;

use futures::future::BoxFuture;
use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use perigee_app::mail::{Letter, MailFault, Mailer};
use url::Url;

use crate::{ConfigFault, is_this_machine, message};

/// How long a mail server may take for one answer; they look senders up before they greet.
const PATIENCE: Duration = Duration::from_secs(30);

/// Hands mails to a mail server by SMTP.
#[derive(Clone)]
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl SmtpMailer {
    /// A server as `smtps://user:password@host`, or `smtp://host:587?tls=required` for one that changes to TLS, and
    /// the address that mails come from. Nothing is sent yet.
    ///
    /// # Errors
    /// When one of them is malformed, or a password would travel in the clear.
    pub fn new(server: &str, from: &str) -> Result<Self, ConfigFault> {
        let fault = |reason: &str| ConfigFault::new("the mail server", reason);
        // The address may hold a password: it is in no message.
        let url: Url = server.parse().map_err(|_| fault("it is no address such as smtps://host"))?;
        let is_sealed = match url.scheme() {
            "smtps" => true,
            "smtp" => url.query_pairs().any(|(name, value)| name == "tls" && value == "required"),
            _ => return Err(fault("it begins with smtp:// or smtps://")),
        };
        if url.password().is_some() && !is_sealed && !is_this_machine(&url) {
            return Err(fault("its password would travel in the clear; use smtps:// or ?tls=required"));
        }
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(server);
        let builder = builder.map_err(|_| fault("it is not understood"))?;
        let from = from.parse().map_err(|_| {
            ConfigFault::new("the sender of mails", "it is no address such as Perigee <perigee@example.org>")
        })?;
        Ok(Self { transport: builder.timeout(Some(PATIENCE)).build(), from })
    }
}

impl fmt::Debug for SmtpMailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpMailer").field("from", &self.from).finish_non_exhaustive()
    }
}

impl Mailer for SmtpMailer {
    fn send<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<(), MailFault>> {
        Box::pin(async move {
            let message = message::of(letter, &self.from)?;
            self.transport.send(message).await.map(|_accepted| ()).map_err(|error| reason(&error))
        })
    }

    fn keeps(&self) -> bool {
        false
    }
}

/// The server's own words may repeat the address or the text; its number says enough.
fn reason(error: &lettre::transport::smtp::Error) -> MailFault {
    let is_final = error.is_permanent();
    let reason = match error.status() {
        Some(code) => format!("the mail server answered {code}"),
        None if error.is_timeout() => "the mail server did not answer in time".to_owned(),
        None => "the mail server could not be reached, or broke off".to_owned(),
    };
    MailFault { reason, is_final }
}
