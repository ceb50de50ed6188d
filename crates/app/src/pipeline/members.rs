//! Files that came out of a file become files of its collection, each with its own job.

use std::io::Read as _;

use perigee_blobs::{BlobKey, Stored};
use perigee_engine::Member;
use perigee_model::fault::codes;
use perigee_model::{CollectionStatus, FileFault, FileId, Stage};
use perigee_store::entity::file;
use perigee_store::{DatabaseTransaction, files};
use sha2::{Digest as _, Sha256};
use tokio::io::AsyncReadExt as _;
use uuid::Uuid;

use super::{Task, Work, enqueue};
use crate::AppError;
use crate::clock::now_ms;

/// Files that a collection may grow to: archives in archives in archives could hold a thousand million.
const MAX_FILES: usize = 10_000;

/// Longest name of a file in bytes, as for uploaded ones.
const LONGEST_NAME: usize = 255;

/// How much of a member is copied at a time.
const PIECE_BYTES: usize = 256 << 10;

/// A member whose bytes are stored.
pub(super) struct Kept {
    id: FileId,
    name: String,
    stored: Stored,
}

/// Stores the bytes of the members that are not files of the collection yet.
///
/// The id of a member follows from its container, its name and its bytes, so a job that runs twice, and a collection
/// that is processed again, make each file once.
pub(super) async fn store(
    task: &Task<'_>,
    members: &[Member],
) -> Result<Result<Vec<Kept>, FileFault>, AppError> {
    let mut kept: Vec<Kept> = Vec::new();
    if members.is_empty() {
        return Ok(Ok(kept));
    }
    let known = files::list(task.app.db().reader(), &task.scope, &[task.collection.id]).await?;
    if known.len() + members.len() > MAX_FILES {
        return Ok(Err(too_many()));
    }
    for member in members {
        let id = id_of(task.file.id, member).await?;
        if known.iter().any(|file| file.id == id.uuid()) || kept.iter().any(|other| other.id == id) {
            continue;
        }
        let stored = copy(task, id, member).await?;
        kept.push(Kept { id, name: full_name(&task.file.name, &member.name), stored });
    }
    Ok(Ok(kept))
}

fn too_many() -> FileFault {
    FileFault::new(
        codes::TOO_MANY_MEMBERS,
        format!("the collection would have more than {MAX_FILES} files"),
        "send the files in several smaller archives or one by one",
    )
}

/// Adds the members as files with their first jobs.
pub(super) async fn add(tx: &DatabaseTransaction, task: &Task<'_>, kept: Vec<Kept>) -> Result<(), AppError> {
    if kept.is_empty() {
        return Ok(());
    }
    let all = files::list(tx, &task.scope, &[task.collection.id]).await?;
    let first = all.iter().map(|file| file.position).max().unwrap_or(0) + 1;
    let rows: Vec<file::Model> =
        (first..).zip(kept).map(|(position, kept)| row(task, position, kept)).collect();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    files::insert(tx, rows).await?;
    for file_id in ids {
        let work = Work { stage: Stage::Read, file_id: Some(file_id), ..task.work.clone() };
        enqueue(tx, &work, task.collection.priority).await?;
    }
    Ok(())
}

/// Throws stored members away that no file was made of.
pub(super) async fn discard(task: &Task<'_>, kept: &[Kept]) {
    for member in kept {
        if let Err(error) = task.app.blobs().delete_file(task.scope.organization_id, member.id).await {
            tracing::warn!(file.id = %member.id, %error, "a file that came out of another one is left behind");
        }
    }
}

fn row(task: &Task<'_>, position: i32, kept: Kept) -> file::Model {
    let now = now_ms();
    file::Model {
        id: kept.id.uuid(),
        organization_id: task.file.organization_id,
        collection_id: task.collection.id,
        position,
        name: kept.name,
        size_bytes: kept.stored.size_bytes.cast_signed(),
        sha256: kept.stored.sha256,
        status: CollectionStatus::Queued.as_str().to_owned(),
        progress: 0,
        page_count: 0,
        media_type: None,
        fault: None,
        einvoice_xml: None,
        einvoice: None,
        container_id: Some(task.file.id),
        depth: task.file.depth + 1,
        run: task.work.run,
        created_at: now,
        updated_at: now,
    }
}

/// The name with that of the container; of one that is too long, the end.
fn full_name(container: &str, member: &str) -> String {
    let name = format!("{container}/{member}");
    let cut = name.len().saturating_sub(LONGEST_NAME);
    let from = name.char_indices().map(|(at, _)| at).find(|at| *at >= cut).unwrap_or(0);
    name.get(from..).unwrap_or(member).to_owned()
}

async fn id_of(container: Uuid, member: &Member) -> Result<FileId, AppError> {
    let member = member.clone();
    let hashing = tokio::task::spawn_blocking(move || {
        let mut digest = Sha256::new();
        digest.update(container.as_bytes());
        digest.update((member.name.len() as u64).to_le_bytes());
        digest.update(member.name.as_bytes());
        let mut file = std::fs::File::open(member.path())?;
        let mut piece = vec![0; PIECE_BYTES];
        loop {
            match file.read(&mut piece)? {
                0 => return Ok(digest.finalize()),
                read => digest.update(piece.get(..read).unwrap_or_default()),
            }
        }
    });
    let digest = hashing.await.map_err(|_| AppError::Panicked)?.map_err(temporary)?;
    let bytes = digest.first_chunk::<16>().copied().unwrap_or_default();
    Ok(FileId::from_uuid(uuid::Builder::from_custom_bytes(bytes).into_uuid()))
}

async fn copy(task: &Task<'_>, file_id: FileId, member: &Member) -> Result<Stored, AppError> {
    let key = BlobKey::File { organization_id: task.scope.organization_id, file_id };
    let mut upload = task.app.blobs().upload(key, task.app.config().file_bytes);
    let mut file = tokio::fs::File::open(member.path()).await.map_err(temporary)?;
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        match file.read(&mut piece).await.map_err(temporary)? {
            0 => return Ok(upload.finish().await?),
            read => {
                upload.write(bytes::Bytes::copy_from_slice(piece.get(..read).unwrap_or_default())).await?
            }
        }
    }
}

fn temporary(error: std::io::Error) -> AppError {
    AppError::Blob(error.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_named_after_its_container() {
        assert_eq!(full_name("mail.eml", "a.pdf"), "mail.eml/a.pdf");
        let long = full_name(&"ä".repeat(127), "a.pdf");
        assert!(long.len() <= LONGEST_NAME && long.ends_with("/a.pdf"), "{long}");
    }
}
