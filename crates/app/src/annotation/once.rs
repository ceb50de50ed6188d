//! Values that are added once, however often they are sent.

use perigee_model::{DocumentId, Scope};
use sha2::{Digest as _, Sha256};
use uuid::{Builder, Uuid};

/// The id of the value that this caller adds to this document with this idempotency key; the same for the same three.
pub(super) fn value_id(scope: &Scope, document_id: DocumentId, key: &str) -> Uuid {
    let mut hash = Sha256::new();
    for part in [&scope.organization_id.to_string(), &scope.subject.to_string(), &document_id.to_string()] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.update(key.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    Builder::from_random_bytes(bytes).into_uuid()
}
