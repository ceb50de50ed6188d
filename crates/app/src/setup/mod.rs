//! From an empty folder to a working installation.

mod data_folder;
mod first_start;
mod peppers;
mod samples;

pub use data_folder::{DataFolder, open};
pub use first_start::{Owner, owner};
pub use peppers::{NewPepper, PepperCare, PepperState};
pub use samples::samples;

use perigee_store::{DatabaseTransaction, StoreError};

use crate::AppError;

/// Commits; a failure is one of the database.
pub(crate) async fn commit(tx: DatabaseTransaction) -> Result<(), AppError> {
    Ok(tx.commit().await.map_err(StoreError::from)?)
}
