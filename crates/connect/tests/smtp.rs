//! Mails to a mail server that listens on this machine, and into a folder.

use std::sync::{Arc, Mutex};

use perigee_app::mail::{Letter, Mailer as _};
use perigee_connect::{FolderMailer, SmtpMailer};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A mail server that takes what is sent to it, or answers `RCPT` with something else than 250.
struct PostOffice {
    address: String,
    heard: Arc<Mutex<String>>,
}

impl PostOffice {
    async fn open(to_recipients: &'static str) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = format!("smtp://{}", listener.local_addr().unwrap());
        let heard = Arc::new(Mutex::new(String::new()));
        let kept = heard.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                talk(stream, to_recipients, &kept).await;
            }
        });
        Self { address, heard }
    }

    fn heard(&self) -> String {
        self.heard.lock().unwrap().clone()
    }
}

async fn talk(stream: TcpStream, to_recipients: &str, heard: &Mutex<String>) {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 ready\r\n").await.unwrap();
    let mut in_data = false;
    while let Ok(Some(line)) = lines.next_line().await {
        heard.lock().unwrap().push_str(&format!("{line}\n"));
        let answer = match (in_data, line.as_str()) {
            (true, ".") => {
                in_data = false;
                "250 taken"
            }
            (true, _) => continue,
            (_, line) if line.starts_with("RCPT") => to_recipients,
            (_, "DATA") => {
                in_data = true;
                "354 go on"
            }
            (_, "QUIT") => "221 bye",
            _ => "250 fine",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
    }
}

fn letter(recipient: &str) -> Letter {
    Letter {
        id: uuid::Uuid::from_u128(7),
        recipient: recipient.to_owned(),
        subject: "Set a new password".to_owned(),
        text: "Hello Ada,\n\nhere: https://perigee.example.org/reset#token=abc\n.\nPerigee\n".to_owned(),
        written_at_ms: 1_700_000_000_000,
    }
}

const FROM: &str = "Perigee <perigee@example.org>";

#[tokio::test]
async fn a_mail_server_gets_the_whole_mail() {
    let office = PostOffice::open("250 fine").await;
    let mailer = SmtpMailer::new(&office.address, FROM).unwrap();
    assert!(!mailer.keeps());
    mailer.send(&letter("ada@example.org")).await.unwrap();
    let heard = office.heard();
    for line in
        ["MAIL FROM:<perigee@example.org>", "RCPT TO:<ada@example.org>", "Subject: Set a new password"]
    {
        assert!(heard.contains(line), "{line} in {heard}");
    }
    // A line that is a dot alone would end the mail; what comes after it must arrive too.
    assert!(heard.contains("\n..\n") && heard.contains("\nPerigee\n"), "{heard}");
}

#[tokio::test]
async fn a_refusal_for_good_is_told_from_one_for_now_and_neither_repeats_the_address() {
    for (answer, is_final) in
        [("550 no such user ada@example.org", true), ("451 later, ada@example.org", false)]
    {
        let office = PostOffice::open(answer).await;
        let mailer = SmtpMailer::new(&office.address, FROM).unwrap();
        let fault = mailer.send(&letter("ada@example.org")).await.unwrap_err();
        assert_eq!(fault.is_final, is_final, "{fault}");
        assert!(fault.reason.contains(&answer[..3]) && !fault.reason.contains("ada"), "{fault}");
    }
}

#[tokio::test]
async fn a_mail_server_that_is_not_there_is_asked_again() {
    let free = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = format!("smtp://{}", free.local_addr().unwrap());
    drop(free);
    let fault = SmtpMailer::new(&address, FROM).unwrap().send(&letter("ada@example.org")).await.unwrap_err();
    assert!(!fault.is_final, "{fault}");
}

#[tokio::test]
async fn nothing_of_a_recipient_reaches_the_conversation_as_a_command() {
    let office = PostOffice::open("250 fine").await;
    let mailer = SmtpMailer::new(&office.address, FROM).unwrap();
    for recipient in
        ["ada@example.org>\r\nRCPT TO:<eve@example.org", "ada@example.org\r\nDATA", "a b@example.org"]
    {
        assert!(mailer.send(&letter(recipient)).await.unwrap_err().is_final, "{recipient:?}");
    }
    assert_eq!(office.heard(), "");
}

#[tokio::test]
async fn a_folder_keeps_mails_for_its_owner_and_takes_the_same_mail_once() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("mails");
    let mailer = FolderMailer::new(&folder);
    assert!(mailer.keeps());
    mailer.send(&letter("ada@example.org")).await.unwrap();
    mailer.send(&letter("ada@example.org")).await.unwrap();
    let names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["00000000000000000000000000000007.eml"]);
    assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    mailer.send(&letter("nonsense")).await.unwrap_err();
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, "in the way").unwrap();
    assert!(!mailer.send(&letter("ada@example.org")).await.unwrap_err().is_final);
}
