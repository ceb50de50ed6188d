//! The names behind subjects, for what was written down with a subject alone.

use std::collections::{HashMap, HashSet};

use perigee_model::Scope;
use perigee_store::{ConnectionTrait, api_keys, memberships};

use crate::AppError;
use crate::identity::caller::subject_of;

/// The names of those of these subjects who are people or keys of the scope's organization today.
pub(crate) async fn of_subjects<'a>(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    subjects: impl IntoIterator<Item = &'a str>,
) -> Result<HashMap<String, String>, AppError> {
    let wanted: HashSet<&str> = subjects.into_iter().collect();
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let mut names = HashMap::with_capacity(wanted.len());
    for (_, person) in memberships::list(conn, scope).await? {
        let subject = subject_of(&person);
        if wanted.contains(subject.as_str()) {
            names.insert(subject, person.name);
        }
    }
    for subject in wanted {
        let key_id = subject.strip_prefix("api-key|").and_then(|id| id.parse().ok());
        let Some(key_id) = key_id else { continue };
        let key = api_keys::find(conn, key_id).await?;
        if let Some(key) = key.filter(|key| key.organization_id == scope.organization_id.uuid()) {
            names.insert(subject.to_owned(), key.name);
        }
    }
    Ok(names)
}
