//! From an empty folder to a working installation.

mod backup;
mod data_folder;
mod first_start;
mod peppers;
mod samples;

pub use backup::{About, Copied, backup, restore};
pub use data_folder::{DataFolder, open};
pub use first_start::{Owner, owner, scope_of_process};
pub use peppers::{NewPepper, PepperCare, PepperState};
pub use samples::samples;

use perigee_store::{DatabaseTransaction, StoreError};

use crate::AppError;

/// Commits; a failure is one of the database.
pub(crate) async fn commit(tx: DatabaseTransaction) -> Result<(), AppError> {
    Ok(tx.commit().await.map_err(StoreError::from)?)
}
