//! Reminds of keys that end soon.

use perigee_store::api_keys;
use perigee_store::entity::api_key;

use super::lifetime::{DAY_MS, day};
use crate::alert::{self, AlertKind, Notice};
use crate::{App, AppError};

/// Days before the end at which somebody is reminded, the first reminder last.
const DAYS_BEFORE: [i32; 3] = [1, 7, 30];

/// Tells the maker and the admins about each key that ends soon. Several servers may do so at the same time.
pub(super) async fn remind(app: &App, now_ms: i64) -> Result<(), AppError> {
    // The nearest first: who is told that a key ends tomorrow need not be told that it ends in a month.
    for days in DAYS_BEFORE {
        let before = now_ms + i64::from(days) * DAY_MS;
        for key in api_keys::list_ending(app.db().reader(), now_ms, before, days).await? {
            if is_worth_it(&key, days) {
                remind_of(app, &key, days, now_ms).await?;
            }
        }
    }
    Ok(())
}

/// A key that was made for a week needs no reminder that it ends in a month.
fn is_worth_it(key: &api_key::Model, days: i32) -> bool {
    key.expires_at.is_some_and(|end| end - key.created_at > i64::from(days) * DAY_MS)
}

async fn remind_of(app: &App, key: &api_key::Model, days: i32, now_ms: i64) -> Result<(), AppError> {
    let Some(end) = key.expires_at else { return Ok(()) };
    let tx = app.db().begin_write().await?;
    // Whoever claims it first reminds.
    if api_keys::claim_reminder(&tx, key.id, days).await? {
        let when = match (end - now_ms + DAY_MS - 1) / DAY_MS {
            ..=1 => "within a day".to_owned(),
            left => format!("in {left} days"),
        };
        let message = format!("The key \"{}\" ends {when}, on {}.", key.name, day(end));
        let notice = Notice { key, kind: AlertKind::Expiring, message, also: key.creator_user_id };
        alert::raise(&tx, notice, now_ms).await?;
    }
    crate::setup::commit(tx).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_key_is_reminded_of_only_when_its_end_comes_near() {
        let key = api_key::Model {
            id: uuid::Uuid::nil(),
            organization_id: uuid::Uuid::nil(),
            process_id: None,
            name: String::new(),
            secret_mac: Vec::new(),
            scopes: "[]".to_owned(),
            created_by: String::new(),
            created_at: 0,
            expires_at: Some(10 * DAY_MS),
            revoked_at: None,
            last_used_at: None,
            last_used_ip: None,
            pepper_id: None,
            creator_user_id: None,
            creator_key_id: None,
            networks: "[]".to_owned(),
            replaced_by: None,
            last_used_route: None,
            reminded_days: None,
        };
        assert_eq!(DAYS_BEFORE.map(|days| is_worth_it(&key, days)), [true, true, false]);
    }
}
