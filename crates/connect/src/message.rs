//! A mail as the bytes that mail servers and mail programs take.

use std::time::{Duration, SystemTime};

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::{Address, Message};
use perigee_app::mail::{Letter, MailFault};

/// Says that no person wrote it, so that no automatic answer comes back (RFC 3834).
const AUTO_SUBMITTED: &str = "Auto-Submitted";

/// Puts a message together. Its id is made of the letter's: a letter that is handed over twice arrives as one.
pub(crate) fn of(letter: &Letter, from: &Mailbox) -> Result<Message, MailFault> {
    let recipient: Address =
        letter.recipient.parse().map_err(|_| unusable("the recipient is not an address"))?;
    let written_at = u64::try_from(letter.written_at_ms).unwrap_or_default();
    let auto = HeaderName::new_from_ascii(AUTO_SUBMITTED.to_owned());
    let auto = auto.map_err(|_| unusable("a header's name is malformed"))?;
    let message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, recipient))
        .subject(&letter.subject)
        .message_id(Some(format!("<{}@{}>", letter.id.simple(), from.email.domain())))
        .date(SystemTime::UNIX_EPOCH + Duration::from_millis(written_at))
        .raw_header(HeaderValue::new(auto, "auto-generated".to_owned()))
        .singlepart(SinglePart::builder().header(ContentType::TEXT_PLAIN).body(letter.text.clone()));
    message.map_err(|_| unusable("the message cannot be put together"))
}

fn unusable(reason: &str) -> MailFault {
    MailFault { reason: reason.to_owned(), is_final: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(recipient: &str, subject: &str) -> Letter {
        Letter {
            id: uuid::Uuid::nil(),
            recipient: recipient.to_owned(),
            subject: subject.to_owned(),
            text: "Hello Zoë,\n\nread https://perigee.example.org/reset#token=abc\n.\n".to_owned(),
            written_at_ms: 1_700_000_000_000,
        }
    }

    fn written(letter: &Letter) -> Result<String, MailFault> {
        let from = "Perigee <perigee@example.org>".parse().unwrap();
        Ok(String::from_utf8(of(letter, &from)?.formatted()).unwrap())
    }

    #[test]
    fn a_message_says_from_whom_to_whom_and_what() {
        let text = written(&letter("ada@example.org", "Set a new password")).unwrap();
        for line in [
            "From: Perigee <perigee@example.org>\r\n",
            "To: ada@example.org\r\n",
            "Subject: Set a new password\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "Message-ID: <00000000000000000000000000000000@example.org>\r\n",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
        assert!(text.contains("Zo=C3=AB"), "{text}");
    }

    #[test]
    fn neither_a_subject_nor_a_recipient_can_add_a_header() {
        let text = written(&letter("ada@example.org", "Hello\r\nBcc: eve@example.org")).unwrap();
        let (head, _) = text.split_once("\r\n\r\n").unwrap();
        assert!(!head.lines().any(|line| line.to_ascii_lowercase().starts_with("bcc")), "{head}");
        for recipient in ["ada@example.org\r\nBcc: eve@example.org", "a@b.c, eve@example.org", "<a@b.c>", ""]
        {
            assert!(written(&letter(recipient, "Hello")).unwrap_err().is_final, "{recipient:?}");
        }
    }
}
