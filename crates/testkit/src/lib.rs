//! A whole server for tests, with its actors, on both databases.

#![expect(clippy::unwrap_used, reason = "this crate is for tests, where a panic is the right answer")]

mod actor;
mod app;
mod issuer;
pub mod postgres;
mod server;
pub mod totp;

pub use actor::{Actor, Answer, Upload, send};
pub use app::{Backend, FILE_BYTES, TestApp};
pub use issuer::Issuer;
pub use perigee_api::ApiConfig;
pub use perigee_app::AppConfig;
pub use perigee_app::schema::Migrator;
pub use perigee_queue as queue;
pub use perigee_store as store;
pub use server::{Server, count_rows};

/// Defines a test that runs on SQLite and on PostgreSQL: `both! { async fn name(app: TestApp) { … } }`.
#[macro_export]
macro_rules! both {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident: TestApp) $body:block)+) => {$(
        mod $name {
            #[allow(unused_imports, reason = "the body may need anything of the file around it")]
            use super::*;

            async fn body($app: &$crate::TestApp) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let app = $crate::TestApp::start($crate::Backend::Sqlite).await;
                body(&app).await;
                app.end().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let app = $crate::TestApp::start($crate::Backend::Postgres).await;
                body(&app).await;
                app.end().await;
            }
        }
    )+};
}
