//! Notes something about a key and tells those who can do something about it.

use perigee_model::{OrganizationId, OrganizationRole};
use perigee_store::entity::{alert, api_key};
use perigee_store::{ConnectionTrait, alerts, users};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::AlertKind;
use crate::AppError;
use crate::mail::{self, NewMail};

/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// Something that was noticed about a key.
#[derive(Debug)]
pub(crate) struct Notice<'a> {
    /// The key.
    pub key: &'a api_key::Model,
    /// What it is.
    pub kind: AlertKind,
    /// In a sentence.
    pub message: String,
    /// Whom to tell beside the admins of the organization.
    pub also: Option<Uuid>,
}

/// Notes an alert and mails it; one a day for each key and kind, whichever server notices it. The answer is whether
/// it is a new one.
///
/// This is the one place from which alerts leave the server: further ways of telling somebody belong here.
pub(crate) async fn raise(
    conn: &impl ConnectionTrait,
    notice: Notice<'_>,
    now_ms: i64,
) -> Result<bool, AppError> {
    let key = notice.key;
    let row = alert::Model {
        id: id_of(key.id, notice.kind, now_ms.div_euclid(DAY_MS)),
        organization_id: key.organization_id,
        process_id: key.process_id,
        api_key_id: Some(key.id),
        kind: notice.kind.as_str().to_owned(),
        message: notice.message.clone(),
        created_at: now_ms,
        acknowledged_at: None,
        acknowledged_by: None,
    };
    if !alerts::insert(conn, row).await? {
        return Ok(false);
    }
    tracing::warn!(api_key.id = %key.id.simple(), kind = notice.kind.as_str(), "an alert about an API key");
    for recipient in recipients(conn, &notice).await? {
        mail::post(conn, letter(&notice, recipient)).await?;
    }
    Ok(true)
}

/// The same for the same key, kind and day on every server: the database takes the first one.
fn id_of(key_id: Uuid, kind: AlertKind, day: i64) -> Uuid {
    let digest = Sha256::new()
        .chain_update(key_id.as_bytes())
        .chain_update(kind.as_str())
        .chain_update(day.to_be_bytes())
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// The addresses of the organization's admins, and of the other person if it is still in the organization.
async fn recipients(conn: &impl ConnectionTrait, notice: &Notice<'_>) -> Result<Vec<String>, AppError> {
    let organization_id = OrganizationId::from_uuid(notice.key.organization_id);
    let members = users::list_members(conn, organization_id).await?;
    let told = members.into_iter().filter(|place| {
        let is_admin = OrganizationRole::find(&place.role).is_some_and(OrganizationRole::is_admin);
        place.deactivated_at.is_none() && (is_admin || notice.also == Some(place.user_id))
    });
    let people = users::list(conn, told.map(|place| place.user_id).collect()).await?;
    let reachable = people.into_iter().filter(|person| person.disabled_at.is_none());
    let mut addresses: Vec<String> = reachable.filter_map(|person| person.email).collect();
    addresses.sort_unstable();
    Ok(addresses)
}

fn letter(notice: &Notice<'_>, recipient: String) -> NewMail {
    let name = &notice.key.name;
    let (subject, advice) = match notice.kind {
        AlertKind::Expiring => (
            format!("API key \"{name}\" ends soon"),
            "Rotate it before that: the old key keeps working until the grace period is over. \
             A key that is no longer needed can simply end.",
        ),
        AlertKind::NewNetwork => (
            format!("API key \"{name}\" was used from a new network"),
            "If you do not know this network, revoke the key. \
             A key that is used from fixed networks can be confined to them.",
        ),
        AlertKind::Refusals => (
            format!("API key \"{name}\" is being refused"),
            "Either a program is set up wrongly, or somebody tries what the key may not do. \
             If you do not know the program, revoke the key.",
        ),
        AlertKind::Volume => (
            format!("API key \"{name}\" makes far more requests than usual"),
            "If nobody of yours started this, revoke the key.",
        ),
    };
    let place = match notice.key.process_id {
        Some(_) => "You find the key in the configuration of its process, under \"API keys\".",
        None => "You find the key in the settings, under \"API keys\".",
    };
    NewMail {
        organization_id: Some(OrganizationId::from_uuid(notice.key.organization_id)),
        recipient,
        subject,
        body: format!("{}\n\n{advice}\n\n{place}\n", notice.message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alert_is_the_same_one_all_day() {
        let key = Uuid::from_u128(1);
        assert_eq!(id_of(key, AlertKind::Volume, 20_000), id_of(key, AlertKind::Volume, 20_000));
        assert_ne!(id_of(key, AlertKind::Volume, 20_000), id_of(key, AlertKind::Volume, 20_001));
        assert_ne!(id_of(key, AlertKind::Volume, 20_000), id_of(key, AlertKind::Refusals, 20_000));
    }
}
