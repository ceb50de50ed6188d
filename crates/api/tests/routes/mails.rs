//! Mails that stay on this server, and those that leave it.

use std::sync::{Arc, Mutex};

use perigee_app::mail::{Letter, MailFault, Mailer};
use perigee_testkit::{ApiConfig, AppConfig, Backend, TestApp, both};
use serde_json::json;

use crate::fixture::{owner_of_several, person, text};

const PASSWORD: &str = "nine ladders, one copper violin";

/// Takes mails, or refuses them so often before.
#[derive(Debug, Default)]
struct Post {
    taken: Mutex<Vec<String>>,
    refusals: Mutex<u32>,
    is_final: bool,
}

impl Mailer for Post {
    fn send<'a>(
        &'a self,
        letter: &'a Letter,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<(), MailFault>> + Send + 'a>> {
        let mut left = self.refusals.lock().unwrap();
        let outcome = if *left > 0 {
            *left -= 1;
            Err(MailFault { reason: "the mail server answered 451".to_owned(), is_final: self.is_final })
        } else {
            self.taken.lock().unwrap().push(letter.text.clone());
            Ok(())
        };
        Box::pin(async move { outcome })
    }

    fn keeps(&self) -> bool {
        false
    }
}

async fn connected(post: &Arc<Post>) -> TestApp {
    let mailer: Arc<dyn Mailer> = post.clone();
    let reached = ApiConfig { wrong_per_minute: u32::MAX, ..ApiConfig::default() };
    let connect = |config: AppConfig| AppConfig { mailer: Some(mailer), ..config };
    TestApp::start_connected(Backend::Sqlite, reached, connect).await
}

async fn stored(app: &TestApp) -> perigee_testkit::store::entity::mail::Model {
    let scope = app.owner.scope.organization_id.uuid();
    let (mails, _) =
        perigee_testkit::store::mails::list(app.app.db().reader(), scope, true, (0, 1)).await.unwrap();
    mails.into_iter().next().unwrap()
}

both! {
    async fn without_a_mail_server_mails_are_files_and_an_admin_reads_them(app: TestApp) {
        let owner = owner_of_several(app).await;
        let guest = json!({"email": "guest@example.org", "fullName": "Guest", "role": "user", "processes": []});
        owner.post("/admin/invitations", &guest).await.expect(201);
        app.work().await;
        let listed = owner.get("/admin/mails").await.expect(200);
        let mail = &listed["mails"][0];
        assert_eq!((&mail["to"], &mail["error"]), (&json!("guest@example.org"), &json!(null)));
        assert!(mail["sentAt"].is_string() && text(&mail["text"]).contains("/invitation#token="));
        let file = app.folder.path().join("mails").join(format!("{}.eml", text(&mail["id"])));
        let written = std::fs::read_to_string(file).unwrap();
        assert!(written.contains("To: guest@example.org"), "{written}");
        assert_eq!(owner.get("/admin/mails?limit=1&offset=1").await.expect(200)["mails"], json!([]));
        owner.get("/admin/mails?limit=0").await.problem(400);
    }

    async fn mails_with_a_way_in_are_for_the_owner_of_the_installation_alone(app: TestApp) {
        let owner = owner_of_several(app).await;
        let admin = person(app, "Admin", "admin").await;
        let user = person(app, "User", "user").await;
        let body = json!({"newPassword": PASSWORD, "email": "ada@example.org"});
        assert_eq!(owner.put("/me/password", &body).await.status, 204);
        app.anon().post("/session/password-reset", &json!({"email": "ada@example.org"})).await;
        app.work().await;
        let seen = owner.get("/admin/mails").await.expect(200).to_string();
        assert!(seen.contains("/reset#token="), "{seen}");
        let seen = admin.actor.get("/admin/mails").await.expect(200);
        assert_eq!(seen["mails"], json!([]));
        let seen = app.key(&["All"]).await.get("/admin/mails").await.expect(200);
        assert_eq!(seen["mails"], json!([]));
        let seen = app.stranger().await.get("/admin/mails").await.expect(200);
        assert_eq!(seen["mails"], json!([]));
        user.actor.get("/admin/mails").await.problem(403);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_left_the_server_is_not_kept_on_it() {
    let post = Arc::new(Post::default());
    let app = connected(&post).await;
    let owner = app.owner().await;
    let body = json!({"newPassword": PASSWORD, "email": "ada@example.org"});
    assert_eq!(owner.put("/me/password", &body).await.status, 204);
    assert!(!stored(&app).await.body.is_empty());
    app.work().await;
    let row = stored(&app).await;
    assert_eq!((row.body.as_str(), row.sent_at.is_some()), ("", true));
    assert_eq!(post.taken.lock().unwrap().len(), 1);
    owner.get("/admin/mails").await.problem(404);
    app.work().await;
    assert_eq!(post.taken.lock().unwrap().len(), 1, "a mail is sent once");
    app.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_that_was_refused_for_now_is_sent_later_and_one_refused_for_good_is_not() {
    let later = Arc::new(Post { refusals: Mutex::new(1), ..Post::default() });
    let app = connected(&later).await;
    let owner = app.owner().await;
    let body = json!({"newPassword": PASSWORD, "email": "ada@example.org"});
    assert_eq!(owner.put("/me/password", &body).await.status, 204);
    app.work().await;
    assert_eq!(later.taken.lock().unwrap().len(), 1);
    assert_eq!(stored(&app).await.fault, None);
    app.end().await;

    let never = Arc::new(Post { refusals: Mutex::new(1), is_final: true, ..Post::default() });
    let app = connected(&never).await;
    let owner = app.owner().await;
    assert_eq!(owner.put("/me/password", &body).await.status, 204);
    app.work().await;
    assert_eq!(app.jobs().await, (0, 1));
    let row = stored(&app).await;
    assert_eq!((row.sent_at, row.fault.as_deref()), (None, Some("the mail server answered 451")));
    app.end().await;
}
