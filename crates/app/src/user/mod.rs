//! People.

pub mod create;

pub use create::{NewUser, create};

use perigee_model::OrganizationId;
use perigee_store::users;
use uuid::Uuid;

use crate::{App, AppError};

/// An e-mail as it is stored and compared.
pub(crate) fn fold_email(email: &str) -> Result<String, AppError> {
    let folded = email.trim().to_lowercase();
    let has_form = folded.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if has_form && folded.len() <= 254 && !folded.contains(char::is_whitespace) {
        Ok(folded)
    } else {
        Err(AppError::invalid("email", "this is not an e-mail address"))
    }
}

/// The person with this e-mail and the organization that signing in leads to.
///
/// # Errors
/// `NotFound` when there is none.
pub async fn find_by_email(app: &App, email: &str) -> Result<(Uuid, OrganizationId), AppError> {
    let missing = AppError::NotFound { what: "a person with this e-mail" };
    let Some(user) = users::find_by_email(app.db().reader(), &fold_email(email)?).await? else {
        return Err(missing);
    };
    let place = users::find_first_membership(app.db().reader(), user.id).await?.ok_or(missing)?;
    Ok((user.id, OrganizationId::from_uuid(place.organization_id)))
}
