//! The wording of mails about a person's own account.

use super::NewMail;

fn account(recipient: &str, subject: &str, name: &str, paragraphs: &[&str]) -> NewMail {
    let body = format!("Hello {name},\n\n{}\n\nPerigee\n", paragraphs.join("\n\n"));
    NewMail { organization_id: None, recipient: recipient.to_owned(), subject: subject.to_owned(), body }
}

/// What to do when it was not oneself.
const NOT_YOU: &str =
    "If this was not you, set a new password at once with \"Forgot password\" and tell an admin.";

/// A link that sets a new password.
pub(crate) fn reset(name: &str, email: &str, link: &str) -> NewMail {
    let text = format!("somebody asked for a new password for {email}. Set it here within 30 minutes:");
    let unasked = "If you did not ask for it, do nothing: your password stays as it is.";
    account(email, "Set a new password", name, &[&text, link, unasked])
}

/// A password was set.
pub(crate) fn password_set(name: &str, email: &str) -> NewMail {
    let text = format!("the password of {email} was set, and every other session was ended.");
    account(email, "Your password was changed", name, &[&text, NOT_YOU])
}

/// The e-mail was changed; this goes to the old one.
pub(crate) fn email_changed(name: &str, old: &str, new: &str) -> NewMail {
    let text = format!("the e-mail of your account was changed from {old} to {new}.");
    account(old, "Your e-mail was changed", name, &[&text, "If this was not you, tell an admin at once."])
}

/// The second factor was changed.
pub(crate) fn second_factor(name: &str, email: &str, action: &str) -> NewMail {
    let (subject, text) = match action {
        "second_factor.enable" => (
            "Two-step sign-in is on",
            "from now on, signing in takes a code of your app. Keep your recovery codes in a safe place.",
        ),
        "second_factor.disable" => {
            ("Two-step sign-in is off", "signing in no longer takes a code of your app.")
        }
        _ => ("You have new recovery codes", "new recovery codes were made; the old ones no longer work."),
    };
    account(email, subject, name, &[text, NOT_YOU])
}

/// Another way to sign in was added.
pub(crate) fn identity_linked(name: &str, email: &str, provider: &str) -> NewMail {
    let text = format!("from now on you can also sign in with {provider}.");
    account(email, "A way to sign in was added", name, &[&text, NOT_YOU])
}
