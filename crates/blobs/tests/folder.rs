//! Blobs on a local disk.

use bytes::Bytes;
use futures::TryStreamExt as _;
use perigee_blobs::{BlobError, BlobKey, Blobs};
use perigee_model::{FileId, OrganizationId};
use uuid::Uuid;

fn file() -> (OrganizationId, FileId, BlobKey) {
    let (organization_id, file_id) =
        (OrganizationId::from_uuid(Uuid::now_v7()), FileId::from_uuid(Uuid::now_v7()));
    (organization_id, file_id, BlobKey::File { organization_id, file_id })
}

#[tokio::test]
async fn a_streamed_blob_is_counted_digested_and_read_back_in_ranges() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::folder(folder.path().join("new")).unwrap();
    let (_, _, key) = file();
    let mut upload = blobs.upload(key, 10);
    for piece in ["ab", "c"] {
        upload.write(Bytes::from(piece)).await.unwrap();
    }
    let stored = upload.finish().await.unwrap();
    assert_eq!(stored.size_bytes, 3);
    assert_eq!(stored.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    let pieces: Vec<Bytes> = blobs.read(key, Some(1..3)).await.unwrap().try_collect().await.unwrap();
    assert_eq!(pieces.concat(), b"bc");
    let local = blobs.local_file(key).await.unwrap();
    assert_eq!(std::fs::read(local.path()).unwrap(), b"abc");
}

#[tokio::test]
async fn a_large_blob_crosses_the_parts_of_the_upload_unharmed() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::folder(folder.path().to_owned()).unwrap();
    let (_, _, key) = file();
    let mut upload = blobs.upload(key, 40 << 20);
    let piece = Bytes::from((0..=255).cycle().take(1 << 20).collect::<Vec<u8>>());
    for _ in 0..23 {
        upload.write(piece.clone()).await.unwrap();
    }
    assert_eq!(upload.finish().await.unwrap().size_bytes, 23 << 20);
    let found = blobs.find(key).await.unwrap().unwrap();
    assert!(found.chunks(1 << 20).all(|part| part == piece));
}

#[tokio::test]
async fn a_blob_over_its_limit_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::folder(folder.path().to_owned()).unwrap();
    let (_, _, key) = file();
    let mut upload = blobs.upload(key, 2);
    let refused = upload.write(Bytes::from("abc")).await;
    assert!(matches!(refused, Err(BlobError::TooLarge { limit: 2 })));
    upload.abort().await.unwrap();
    assert!(matches!(blobs.local_file(key).await, Err(BlobError::NotFound)));
}

#[tokio::test]
async fn the_first_writer_of_a_picture_wins_and_deleting_takes_everything() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::folder(folder.path().to_owned()).unwrap();
    let (organization_id, file_id, key) = file();
    let image = BlobKey::PageImage { organization_id, file_id, page: 0, dpi: 72, rotation: 0 };
    blobs.put_if_absent(image, Bytes::from("one")).await.unwrap();
    blobs.put_if_absent(image, Bytes::from("two")).await.unwrap();
    assert_eq!(blobs.find(image).await.unwrap().unwrap(), "one");
    blobs.upload(key, 1).finish().await.unwrap();
    blobs.delete_file(organization_id, file_id).await.unwrap();
    blobs.delete_file(organization_id, file_id).await.unwrap();
    assert!(blobs.find(image).await.unwrap().is_none());
    assert!(matches!(blobs.read(key, None).await, Err(BlobError::NotFound)));
}

#[test]
fn an_address_that_is_no_store_is_refused_without_its_password() {
    let error = Blobs::open("ftp://user:secret@host/x").unwrap_err();
    assert!(!error.to_string().contains("secret"), "{error}");
}
