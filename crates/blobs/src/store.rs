//! The store itself: where blobs lie, reading, writing once, deleting.

use std::ops::Range;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{StreamExt as _, TryStreamExt as _};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt as _, PutMode, PutOptions};
use perigee_model::{ErrorKind, ExportId, FileId, ModelId, OrganizationId, ProcessId};

use crate::key::BlobKey;
use crate::local_file::LocalFile;
use crate::upload::Upload;

/// Bytes of a blob, piece by piece.
pub type BlobStream = BoxStream<'static, Result<Bytes, BlobError>>;

/// Why a blob could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// There is no blob with this key.
    #[error("no such blob")]
    NotFound,
    /// More bytes than allowed; nothing is left of them.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// The address of the store is wrong.
    #[error("the blob address {url} is not a folder, file:// or s3:// address")]
    Address {
        /// What was given, without credentials.
        url: String,
    },
    /// The store failed.
    #[error("the blob store failed")]
    Store(#[source] object_store::Error),
    /// A temporary file failed.
    #[error("a temporary file failed")]
    Io(#[from] std::io::Error),
}

impl BlobError {
    /// What kind of bad news it is.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::NotFound => ErrorKind::NotFound,
            Self::TooLarge { .. } => ErrorKind::Limit,
            Self::Address { .. } => ErrorKind::Input,
            Self::Store(_) | Self::Io(_) => ErrorKind::Internal,
        }
    }
}

impl From<object_store::Error> for BlobError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound,
            other => Self::Store(other),
        }
    }
}

/// Where blobs lie. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// The folder, when the store is a local disk.
    folder: Option<PathBuf>,
}

impl Blobs {
    /// Opens a folder (made when missing).
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn folder(folder: PathBuf) -> Result<Self, BlobError> {
        std::fs::create_dir_all(&folder)?;
        let folder = folder.canonicalize()?;
        let store = LocalFileSystem::new_with_prefix(&folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), folder: Some(folder) })
    }

    /// Opens a folder, `file:///folder` or `s3://bucket/prefix`; credentials of S3 come from the usual `AWS_…` variables.
    ///
    /// # Errors
    /// `Address` when it is none of these.
    pub fn open(url: &str) -> Result<Self, BlobError> {
        if let Some(rest) = url.strip_prefix("s3://") {
            let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
            let s3 = AmazonS3Builder::from_env().with_bucket_name(bucket).build()?;
            let store: Arc<dyn ObjectStore> =
                if prefix.is_empty() { Arc::new(s3) } else { Arc::new(PrefixStore::new(s3, prefix)) };
            return Ok(Self { store, folder: None });
        }
        match url.strip_prefix("file://") {
            Some(path) => Self::folder(PathBuf::from(path)),
            None if url.contains("://") => Err(BlobError::Address { url: without_credentials(url) }),
            None => Self::folder(PathBuf::from(url)),
        }
    }

    /// Whether the blobs lie in a folder of this machine.
    pub fn is_folder(&self) -> bool {
        self.folder.is_some()
    }

    /// Starts writing a new blob of at most `limit` bytes.
    pub fn upload(&self, key: BlobKey, limit: u64) -> Upload {
        Upload::new(self.store.clone(), key.path(), limit)
    }

    /// Writes a small blob unless it is there already; two writers cannot mix.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put_if_absent(&self, key: BlobKey, bytes: Bytes) -> Result<(), BlobError> {
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.store.put_opts(&key.path(), bytes.into(), options).await {
            Ok(_) | Err(object_store::Error::AlreadyExists { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// All bytes of a small blob, `None` when there is none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn find(&self, key: BlobKey) -> Result<Option<Bytes>, BlobError> {
        match self.store.get(&key.path()).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The bytes of a blob, all or a range of them, as they arrive.
    ///
    /// # Errors
    /// `NotFound`, or when the store fails.
    pub async fn read(&self, key: BlobKey, range: Option<Range<u64>>) -> Result<BlobStream, BlobError> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        let found = self.store.get_opts(&key.path(), options).await?;
        Ok(found.into_stream().map_err(BlobError::from).boxed())
    }

    /// A path under which the blob can be read as long as the answer lives.
    ///
    /// # Errors
    /// `NotFound`, or when the store or the disk fails.
    pub async fn local_file(&self, key: BlobKey) -> Result<LocalFile, BlobError> {
        match &self.folder {
            Some(folder) => LocalFile::in_place(folder.join(key.path().as_ref())),
            None => LocalFile::download(self.read(key, None).await?).await,
        }
    }

    /// Deletes a file and everything drawn from it; what is not there is no error.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn delete_file(
        &self,
        organization_id: OrganizationId,
        file_id: FileId,
    ) -> Result<(), BlobError> {
        let mut paths = vec![BlobKey::File { organization_id, file_id }.path()];
        let images = BlobKey::page_images(organization_id, file_id);
        let listed: Vec<Path> =
            self.store.list(Some(&images)).map_ok(|object| object.location).try_collect().await?;
        paths.extend(listed);
        for path in paths {
            self.delete_path(&path).await?;
        }
        Ok(())
    }

    /// Deletes one blob; what is not there is no error.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn delete(&self, key: BlobKey) -> Result<(), BlobError> {
        self.delete_path(&key.path()).await
    }

    /// The models of a process that have a blob.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn list_models(
        &self,
        organization_id: OrganizationId,
        process_id: ProcessId,
    ) -> Result<Vec<ModelId>, BlobError> {
        self.list_ids(&BlobKey::models(organization_id, process_id)).await
    }

    /// What an organization learned of classes and has a blob.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn list_classes(&self, organization_id: OrganizationId) -> Result<Vec<ModelId>, BlobError> {
        self.list_ids(&BlobKey::classes(organization_id)).await
    }

    /// The exports of a process that have a blob.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn list_exports(
        &self,
        organization_id: OrganizationId,
        process_id: ProcessId,
    ) -> Result<Vec<ExportId>, BlobError> {
        self.list_ids(&BlobKey::exports(organization_id, process_id)).await
    }

    /// The blobs of a folder whose name is an id.
    async fn list_ids<T: FromStr>(&self, folder: &Path) -> Result<Vec<T>, BlobError> {
        let listed: Vec<Path> =
            self.store.list(Some(folder)).map_ok(|object| object.location).try_collect().await?;
        Ok(listed.iter().filter_map(|path| path.filename()?.parse().ok()).collect())
    }

    async fn delete_path(&self, path: &Path) -> Result<(), BlobError> {
        match self.store.delete(path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether the store answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn check(&self) -> Result<(), BlobError> {
        match self.store.head(&Path::from("health")).await {
            Ok(_) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

fn without_credentials(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        _ => url.to_owned(),
    }
}
