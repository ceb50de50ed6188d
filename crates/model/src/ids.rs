//! Typed ids: UUIDv7 inside, 32 lower-case hex digits outside.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// The text is not an id: 32 hex digits (dashes allowed) were expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id is 32 hex digits")]
pub struct InvalidId;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps a UUID that was made elsewhere (model knows no clock and no randomness).
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID inside, for the database.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0.simple())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::try_parse(text).map(Self).map_err(|_| InvalidId)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}

        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some("^[0-9a-f]{32}$"))
                    .into()
            }
        }
    )+};
}

id!(
    /// Something about an API key that a person should look at.
    AlertId,
    /// An API key (the public record, not its secret).
    ApiKeyId,
    /// A class of documents, as an organization knows it.
    ClassId,
    /// A collection: what was uploaded together.
    CollectionId,
    /// A comment on a collection.
    CommentId,
    /// One version of a process's configuration.
    ConfigId,
    /// A document: a page range of a file that belongs together.
    DocumentId,
    /// Results that are written into one file to be taken away.
    ExportId,
    /// An uploaded file.
    FileId,
    /// An invitation into an organization.
    InvitationId,
    /// A queued job.
    JobId,
    /// A mail that was sent or is to be sent.
    MailId,
    /// What a process learned in one training.
    ModelId,
    /// An organization, the tenant.
    OrganizationId,
    /// A page of a file.
    PageId,
    /// A process: a configured way of reading one kind of document.
    ProcessId,
    /// A process type.
    ProcessTypeId,
    /// A view that a person keeps of a queue.
    QueueViewId,
    /// A browser session.
    SessionId,
    /// A person.
    UserId,
    /// A reading or value of a data point.
    ValueId,
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_prints_as_32_hex_digits_and_reads_back() {
        let id: ProcessTypeId = "bbe7f45aea884e74bbd011a5f57e87f0".parse().unwrap();
        assert_eq!(id.to_string(), "bbe7f45aea884e74bbd011a5f57e87f0");
        assert_eq!(serde_json::to_string(&id).unwrap(), "\"bbe7f45aea884e74bbd011a5f57e87f0\"");
        assert_eq!("nonsense".parse::<ProcessTypeId>(), Err(InvalidId));
    }
}
