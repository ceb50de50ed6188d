//! People.

pub mod create;
pub mod deactivate;
pub mod edit;
pub mod list;
pub(crate) mod names;
mod owners;
pub mod remove;

pub use create::{NewUser, create};
pub use deactivate::{activate, deactivate};
pub(crate) use edit::check_role as check_process_role;
pub use edit::{Changes, edit};
pub use list::{Filter, User, UserState, get, list};
pub(crate) use owners::check_give;
pub use remove::remove;

use perigee_model::{OrganizationId, Scope, UserId};
use perigee_store::memberships::{self, Member};
use perigee_store::{ConnectionTrait, StoreError, users};
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

/// Longest name of a person or an organization.
const NAME_LENGTH: usize = 100;

/// A name of a person or an organization, without white space around it.
pub(crate) fn read_name(field: &'static str, name: &str) -> Result<String, AppError> {
    let name = name.trim();
    let length = name.chars().count();
    if length == 0 || length > NAME_LENGTH || name.contains(char::is_control) {
        let message = format!("between 1 and {NAME_LENGTH} characters are required, on one line");
        return Err(AppError::invalid(field, message));
    }
    Ok(name.to_owned())
}

/// A person of the scope's organization with the place in it.
pub(crate) async fn get_member(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    id: UserId,
) -> Result<Member, AppError> {
    match memberships::get(conn, scope, id).await {
        Err(StoreError::NotFound) => Err(AppError::NotFound { what: "the person" }),
        other => Ok(other?),
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
