//! The frame of what is learned, in files and blobs: a mark, the SHA-256 of the contents, the contents.

use sha2::{Digest, Sha256};

use crate::learn::InvalidModel;

/// What an artefact begins with; the last byte is the format of its contents.
pub type Mark = [u8; 12];
/// SHA-256 of the contents.
pub type Sum = [u8; 32];

/// Puts contents into their frame; the same contents make the same bytes.
pub fn seal(mark: &Mark, body: &[u8]) -> Vec<u8> {
    [&mark[..], &Sha256::digest(body)[..], body].concat()
}

/// The digest and the contents of an artefact that begins with this mark.
///
/// # Errors
/// When the bytes begin otherwise, have another format, or are not as they were sealed.
pub fn open<'b>(mark: &Mark, bytes: &'b [u8]) -> Result<(&'b Sum, &'b [u8]), InvalidModel> {
    let (found, rest) = bytes.split_first_chunk::<12>().ok_or(InvalidModel::NotAModel)?;
    if found != mark {
        let is_older = found[..found.len() - 1] == mark[..mark.len() - 1];
        return Err(if is_older { InvalidModel::OtherFormat } else { InvalidModel::NotAModel });
    }
    let (digest, body) = rest.split_first_chunk::<32>().ok_or(InvalidModel::Damaged)?;
    if Sha256::digest(body)[..] != digest[..] {
        return Err(InvalidModel::Damaged);
    }
    Ok((digest, body))
}
