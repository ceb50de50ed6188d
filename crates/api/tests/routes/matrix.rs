//! Every route × every scope × every state of a key: what is answered, and that nothing is left out.

use futures::stream::{self, StreamExt as _};
use perigee_model::Permission;
use perigee_testkit::store::entity::api_key;
use perigee_testkit::{Actor, Answer, TestApp, both};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::json;
use uuid::Uuid;

use crate::everything::everything;
use crate::fixture::owner_of_several;
use crate::operation::{Ids, Needs, Operation, UNKNOWN, all_ids, operations};

/// Requests under way at once; the order does not matter, because none of them can change anything.
const AT_ONCE: usize = 12;

/// In which state a key is, or whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Alive,
    WrongSecret,
    Expired,
    Revoked,
    /// Of another organization, asking for ours.
    Stranger,
    /// Of another process, asking for one of ours.
    OtherProcess,
}

/// A key with one scope, in one state.
struct Key {
    state: State,
    scope: Permission,
    actor: Actor,
}

/// The keys of one state, one for each scope.
async fn keys(app: &TestApp, state: State, other_process: &str) -> Vec<Key> {
    let stranger = app.another_organization().await;
    let mut keys = Vec::new();
    for scope in Permission::ALL.iter().copied() {
        let literals = [scope.as_str()];
        let text = match state {
            State::Stranger => app.key_text_of(&stranger, &literals, None).await,
            State::OtherProcess => app.key_text_of(&app.owner.scope, &literals, Some(other_process)).await,
            _ => app.key_text(&literals).await,
        };
        let (user, _) = text.split_once(':').unwrap();
        let id: Uuid = user.rsplit_once('_').unwrap().1.parse().unwrap();
        let text = match state {
            // A well-formed secret, of another key.
            State::WrongSecret => {
                let other = app.key_text(&literals).await;
                format!("{user}:{}", other.split_once(':').unwrap().1)
            }
            State::Expired => {
                set(app, id, api_key::Column::ExpiresAt).await;
                text
            }
            State::Revoked => {
                set(app, id, api_key::Column::RevokedAt).await;
                text
            }
            _ => text,
        };
        keys.push(Key { state, scope, actor: app.with_key(&text) });
    }
    keys
}

/// Moves the end of a key into the past, which no request can do.
async fn set(app: &TestApp, id: Uuid, column: api_key::Column) {
    let past = api_key::Entity::update_many().col_expr(column, Expr::value(1_700_000_000_000_i64));
    past.filter(api_key::Column::Id.eq(id)).exec(app.app.db().writer()).await.unwrap();
}

/// Checks the answer to one cell of the matrix.
fn check(operation: &Operation, key: &Key, answer: &Answer) {
    let cell = format!("{} with {} ({:?})", operation.id, key.scope.as_str(), key.state);
    let status = answer.status.as_u16();
    let detail = || answer.problem(status)["detail"].to_string();
    match key.state {
        State::WrongSecret => assert_eq!(status, 401, "{cell}"),
        State::Expired => assert!(status == 401 && detail().contains("expired on 2023-11-14"), "{cell}"),
        State::Revoked => assert!(status == 401 && detail().contains("revoked on 2023-11-14"), "{cell}"),
        State::Alive | State::Stranger | State::OtherProcess => {
            let missing = match operation.needs() {
                Needs::Nothing | Needs::Identity | Needs::Person => return,
                Needs::OnProcess(needed) => needed.iter().copied().find(|one| *one != key.scope),
                Needs::InOrganization(needed) => {
                    Some(needed).filter(|one| *one != key.scope || key.state == State::OtherProcess)
                }
            };
            match missing {
                Some(missing) => {
                    assert_eq!(status, 403, "{cell}");
                    assert!(detail().contains(missing.as_str()), "{cell}: {}", detail());
                }
                None if operation.has_id() => assert_eq!(status, 404, "{cell}"),
                None => assert!(status < 500 && !matches!(status, 401 | 403), "{cell}: {status}"),
            }
        }
    }
}

/// Calls every operation that is not open with every one of these keys; the answer is how many cells there were.
async fn check_all(keys: &[Key], ids: &Ids) -> usize {
    let operations: Vec<Operation> =
        operations().into_iter().filter(|operation| operation.needs() != Needs::Nothing).collect();
    let cells: Vec<(&Operation, &Key)> =
        keys.iter().flat_map(|key| operations.iter().map(move |operation| (operation, key))).collect();
    let checked = stream::iter(&cells).for_each_concurrent(AT_ONCE, |(operation, key)| async move {
        check(operation, key, &operation.send(&key.actor, ids).await);
    });
    checked.await;
    cells.len()
}

/// Checks every cell of one state; the answer is how many there were.
async fn check_state(app: &TestApp, state: State) {
    let other_process = app.owner().await.new_process().await;
    // A key of ours asks for what nothing has, so that the right scope changes nothing; a key of somebody else asks
    // for what is there.
    let ids = match state {
        State::Stranger | State::OtherProcess => everything(app).await.ids,
        _ => {
            owner_of_several(app).await;
            all_ids(UNKNOWN)
        }
    };
    let keys = keys(app, state, &other_process).await;
    let cells = check_all(&keys, &ids).await;
    assert!(cells >= Permission::ALL.len() * 70, "only {cells} cells");
}

both! {
    async fn a_key_does_what_its_scope_says_and_nothing_else(app: TestApp) {
        check_state(app, State::Alive).await;
    }

    async fn a_wrong_secret_opens_no_route(app: TestApp) {
        check_state(app, State::WrongSecret).await;
    }

    async fn an_expired_key_opens_no_route_and_says_since_when(app: TestApp) {
        check_state(app, State::Expired).await;
    }

    async fn a_revoked_key_opens_no_route_and_says_since_when(app: TestApp) {
        check_state(app, State::Revoked).await;
    }

    async fn a_key_of_another_organization_finds_nothing_of_ours(app: TestApp) {
        check_state(app, State::Stranger).await;
    }

    async fn a_key_of_another_process_finds_nothing_of_this_one(app: TestApp) {
        check_state(app, State::OtherProcess).await;
    }

    async fn two_scopes_together_open_what_needs_both(app: TestApp) {
        let process_id = app.owner().await.new_process().await;
        let key = app.key(&["workspace.file:upload", "workspace.collection:create"]).await;
        let body = json!({"files": [{"name": "a.pdf", "content": "YQ=="}]});
        key.post(&format!("/processes/{process_id}/collections/base64"), &body).await.expect(201);
        app.work().await;
    }
}
