//! What an installation is connected to outside: a mail server, and providers to sign in with.

use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use perigee_app::AppConfig;
use perigee_app::identity::provider::Provider;
use perigee_app::mail::Mailer;
use perigee_connect::{FolderMailer, OidcConfig, OidcProvider, SmtpMailer};

/// Names the providers; each is described by further variables, because a client secret is no argument.
const PROVIDERS: &str = "PERIGEE_OIDC";

/// Arguments of `perigee serve` and `perigee work`.
#[derive(Debug, Clone, clap::Args)]
pub struct Outside {
    /// A mail server, e.g. smtps://user:password@mail.example.org; without one, mails go to the folder `mails`.
    #[arg(long, value_name = "URL", env = "PERIGEE_SMTP", hide_env_values = true, requires = "mail_from")]
    smtp: Option<String>,
    /// Whom mails come from, e.g. "Perigee <perigee@example.org>".
    #[arg(long, value_name = "ADDRESS", env = "PERIGEE_MAIL_FROM")]
    mail_from: Option<String>,
}

impl Outside {
    /// The configuration for an installation in this folder that people reach under this address.
    pub fn config(&self, folder: &Path, public_url: Option<String>) -> anyhow::Result<AppConfig> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        Ok(AppConfig {
            mailer: Some(self.mailer(folder)?),
            providers: providers(variable)?,
            public_url,
            ..AppConfig::default()
        })
    }

    fn mailer(&self, folder: &Path) -> anyhow::Result<Arc<dyn Mailer>> {
        Ok(match (&self.smtp, &self.mail_from) {
            (Some(server), Some(from)) => Arc::new(SmtpMailer::new(server, from)?),
            _ => Arc::new(FolderMailer::new(folder.join("mails"))),
        })
    }
}

/// The providers that the environment describes.
fn providers(variable: impl Fn(&str) -> Option<String>) -> anyhow::Result<Vec<Arc<dyn Provider>>> {
    let ids = variable(PROVIDERS).unwrap_or_default();
    let ids = ids.split(',').map(str::trim).filter(|id| !id.is_empty());
    ids.map(|id| {
        let prefix = format!("{PROVIDERS}_{}", id.to_uppercase().replace('-', "_"));
        let required = |name: &str| {
            let name = format!("{prefix}_{name}");
            variable(&name).with_context(|| format!("{name} is not set, but {PROVIDERS} names {id}"))
        };
        let provider = OidcProvider::new(OidcConfig {
            id: id.to_owned(),
            name: variable(&format!("{prefix}_NAME")).unwrap_or_else(|| id.to_owned()),
            issuer: required("ISSUER")?,
            client_id: required("CLIENT_ID")?,
            client_secret: required("CLIENT_SECRET")?,
        })?;
        Ok(Arc::new(provider) as Arc<dyn Provider>)
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> anyhow::Result<Vec<Arc<dyn Provider>>> {
        providers(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn providers_are_read_from_the_environment() {
        let found = read(&[
            ("PERIGEE_OIDC", "google, my-idp"),
            ("PERIGEE_OIDC_GOOGLE_ISSUER", "https://accounts.google.com"),
            ("PERIGEE_OIDC_GOOGLE_CLIENT_ID", "a"),
            ("PERIGEE_OIDC_GOOGLE_CLIENT_SECRET", "b"),
            ("PERIGEE_OIDC_GOOGLE_NAME", "Google"),
            ("PERIGEE_OIDC_MY_IDP_ISSUER", "https://idp.example.org/realms/work"),
            ("PERIGEE_OIDC_MY_IDP_CLIENT_ID", "c"),
            ("PERIGEE_OIDC_MY_IDP_CLIENT_SECRET", "d"),
        ]);
        let names: Vec<_> =
            found.unwrap().iter().map(|one| (one.id().to_owned(), one.name().to_owned())).collect();
        assert_eq!(names, [("google".into(), "Google".into()), ("my-idp".into(), "my-idp".into())]);
        assert!(read(&[]).unwrap().is_empty());
    }

    #[test]
    fn a_provider_that_is_described_by_half_is_named_with_what_is_missing() {
        let half =
            [("PERIGEE_OIDC", "google"), ("PERIGEE_OIDC_GOOGLE_ISSUER", "https://accounts.google.com")];
        let error = read(&half).unwrap_err().to_string();
        assert!(error.contains("PERIGEE_OIDC_GOOGLE_CLIENT_ID"), "{error}");
        let plain = [
            ("PERIGEE_OIDC", "idp"),
            ("PERIGEE_OIDC_IDP_ISSUER", "http://idp.example.org"),
            ("PERIGEE_OIDC_IDP_CLIENT_ID", "c"),
            ("PERIGEE_OIDC_IDP_CLIENT_SECRET", "a secret of the client"),
        ];
        let error = read(&plain).unwrap_err().to_string();
        assert!(error.contains("https") && !error.contains("a secret of the client"), "{error}");
    }

    #[test]
    fn a_password_does_not_travel_in_the_clear() {
        let outside = |server: &str| Outside {
            smtp: Some(server.to_owned()),
            mail_from: Some("Perigee <perigee@example.org>".to_owned()),
        };
        for good in [
            "smtps://user:secret@mail.example.org",
            "smtp://user:secret@mail.example.org:587?tls=required",
            "smtp://mail.example.org",
            "smtp://user:secret@127.0.0.1:2525",
        ] {
            outside(good).mailer(Path::new("/nowhere")).unwrap();
        }
        for bad in ["smtp://user:secret@mail.example.org", "http://mail.example.org", "mail.example.org"] {
            let error = outside(bad).mailer(Path::new("/nowhere")).unwrap_err().to_string();
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
