//! The oldest encryption of PDF files (standard security handler, revision 2): weak, and still met in the wild.
//!
//! Only for drawing locked test files. Nothing is protected by it.

use md5::{Digest, Md5};

/// The permission bits: everything allowed, for whoever has the password.
pub const PERMISSIONS: i32 = -4;

/// Fills passwords up to 32 bytes; the bytes are those of the PDF specification.
const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E,
    0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];

/// Bytes of a key in this revision.
const KEY_LENGTH: usize = 5;

/// What locks a file.
pub struct Lock {
    key: [u8; KEY_LENGTH],
    /// The `O` entry.
    pub owner: Vec<u8>,
    /// The `U` entry.
    pub user: Vec<u8>,
}

/// Locks a file with one password for everybody.
pub fn lock(password: &[u8], id: &[u8]) -> Lock {
    let padded: Vec<u8> = password.iter().chain(&PADDING).copied().take(32).collect();
    // The owner's password is the user's: its hash encrypts the padded password.
    let owner = rc4(&first(&Md5::digest(&padded)), padded.clone());
    let mut hash = Md5::new();
    hash.update(&padded);
    hash.update(&owner);
    hash.update(PERMISSIONS.to_le_bytes());
    hash.update(id);
    let key = first(&hash.finalize());
    Lock { key, owner, user: rc4(&key, PADDING.to_vec()) }
}

impl Lock {
    /// Encrypts the bytes of an object.
    pub fn encrypt(&self, object: u8, bytes: Vec<u8>) -> Vec<u8> {
        // Object number in three bytes, generation 0 in two.
        let salted = [&self.key[..], &[object, 0, 0, 0, 0]].concat();
        let hash = Md5::digest(&salted);
        rc4(&hash[..KEY_LENGTH + 5], bytes)
    }
}

fn first(hash: &[u8]) -> [u8; KEY_LENGTH] {
    std::array::from_fn(|i| hash[i])
}

/// RC4: the same call encrypts and decrypts.
fn rc4(key: &[u8], mut bytes: Vec<u8>) -> Vec<u8> {
    let mut state: [u8; 256] = std::array::from_fn(|i| i as u8);
    let mut j = 0u8;
    for i in 0..256 {
        j = j.wrapping_add(state[i]).wrapping_add(key[i % key.len()]);
        state.swap(i, usize::from(j));
    }
    let (mut i, mut j) = (0u8, 0u8);
    for byte in &mut bytes {
        i = i.wrapping_add(1);
        j = j.wrapping_add(state[usize::from(i)]);
        state.swap(usize::from(i), usize::from(j));
        *byte ^= state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))];
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cipher_agrees_with_the_published_example() {
        let secret = rc4(b"Key", b"Plaintext".to_vec());
        assert_eq!(secret, [0xBB, 0xF3, 0x16, 0xE8, 0xD9, 0x40, 0xAF, 0x0A, 0xD3]);
    }
}
