//! Organizations.

pub mod convert;
pub mod create;
pub mod edit;
pub mod get;

pub use convert::convert;
pub use create::create;
pub use edit::{Changes, edit};
pub use get::{get, longest_days};

use perigee_store::entity::organization;
use rand::distr::{Alphanumeric, SampleString as _};

/// How the public id of a multi-user organization begins.
const MULTI: &str = "org_";

/// As documented (`org_Bi1xYf9RLwZV5RUu`); 16 characters of 62 are 95 random bits.
const MULTI_LENGTH: usize = 16;

/// How the public id of a single-user organization begins.
const SINGLE: &str = "USER:";

/// An organization as it is shown.
#[derive(Debug, Clone)]
pub struct Organization {
    /// As the API names it.
    pub public_id: String,
    /// Its name.
    pub name: String,
    /// How many people it is for.
    pub kind: Kind,
    /// When it was made.
    pub created_at_ms: i64,
    /// The longest life of an API key that can be made in it, in days.
    pub api_key_longest_days: i32,
    /// How many people have a place in it.
    pub members: u64,
}

/// How many people an organization is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// For the person alone who made it.
    Single,
    /// For everybody who is invited.
    Multi,
}

impl Kind {
    /// Told by the public id.
    pub fn of(public_id: &str) -> Self {
        if public_id.starts_with(SINGLE) { Self::Single } else { Self::Multi }
    }

    /// The literal of the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Single => "single",
            Self::Multi => "multi",
        }
    }
}

/// A new public id of a multi-user organization.
fn new_public_id() -> String {
    format!("{MULTI}{}", Alphanumeric.sample_string(&mut rand::rng(), MULTI_LENGTH))
}

/// Kind, id and name of an organization for the audit log.
pub(crate) fn object(row: &organization::Model) -> (&'static str, String, &str) {
    ("organization", row.public_id.clone(), &row.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_id_looks_as_documented_and_tells_the_kind() {
        let id = new_public_id();
        assert_eq!(id.len(), "org_Bi1xYf9RLwZV5RUu".len());
        assert!(id[4..].bytes().all(|byte| byte.is_ascii_alphanumeric()));
        assert_eq!(Kind::of(&id), Kind::Multi);
        assert_eq!(Kind::of("USER:local|0198"), Kind::Single);
    }
}
