//! What is sealed for the database (CRY-2): XChaCha20-Poly1305. Files, a key a file; and the
//! secrets of the desks' authenticators.
//!
//! A piece of a file is bound to its file, to its place in it and to how many there are: pieces cannot be
//! moved, left out or taken from another file without being found out. The key of a file is
//! derived from the portal's keys and the file's identifier, and stands nowhere.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use domain::ids::AttachmentId;

use crate::keys::{Keys, Purpose};
use crate::stop::Fault;

/// How much of a file is in one piece, before it is sealed.
pub const PIECE: usize = 256 * 1024;

/// The bytes of a nonce.
pub const NONCE: usize = 24;

/// Seals a text under a nonce that was never used before (24 random bytes), bound to `bound`.
///
/// # Errors
/// The cipher takes no text of this size.
pub(crate) fn seal(
    key: [u8; 32],
    nonce: [u8; NONCE],
    bound: &[u8],
    plain: &[u8],
) -> Result<Vec<u8>, Fault> {
    let payload = Payload {
        msg: plain,
        aad: bound,
    };
    let sealed = XChaCha20Poly1305::new(&Key::from(key))
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| Fault::Shape("text to be sealed"))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// Opens what [`seal`] sealed.
///
/// # Errors
/// It was changed, or is bound to something else.
pub(crate) fn open(key: [u8; 32], bound: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Fault> {
    let broken = Fault::Shape("sealed text");
    let Some((nonce, sealed)) = sealed.split_first_chunk::<NONCE>() else {
        return Err(broken);
    };
    let payload = Payload {
        msg: sealed,
        aad: bound,
    };
    XChaCha20Poly1305::new(&Key::from(key))
        .decrypt(&XNonce::from(*nonce), payload)
        .map_err(|_| broken)
}

/// What seals and opens the pieces of one file.
pub struct Sealer {
    key: [u8; 32],
    file: AttachmentId,
    pieces: u32,
}

impl Sealer {
    /// For a file of so many pieces.
    pub fn new(keys: &Keys, file: AttachmentId, pieces: u32) -> Self {
        Self {
            key: keys.derive_for(Purpose::Attachment, file.0.as_bytes()),
            file,
            pieces,
        }
    }

    /// Seals a piece under a nonce that was never used before: 24 random bytes.
    ///
    /// # Errors
    /// The cipher takes no piece of this size.
    pub fn seal(&self, number: u32, nonce: [u8; NONCE], plain: &[u8]) -> Result<Vec<u8>, Fault> {
        seal(self.key, nonce, &self.bound(number), plain)
    }

    /// Opens a piece.
    ///
    /// # Errors
    /// It was changed, or is not this piece of this file.
    pub fn open(&self, number: u32, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        open(self.key, &self.bound(number), sealed)
    }

    /// What a piece is bound to.
    fn bound(&self, number: u32) -> Vec<u8> {
        [
            self.file.0.as_bytes().as_slice(),
            &number.to_be_bytes(),
            &self.pieces.to_be_bytes(),
        ]
        .concat()
    }
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    fn file(n: u8) -> AttachmentId {
        AttachmentId::new(Timestamp::from_micros(1_790_000_000_000_000), [n; 10])
    }

    #[test]
    fn cry_2_a_piece_opens_in_its_place_and_nowhere_else() {
        let keys = Keys::from_bytes([7; 32]);
        let sealer = Sealer::new(&keys, file(1), 3);
        let piece = sealer.seal(1, [5; NONCE], b"a rash since Sunday").unwrap();
        assert!(!piece.windows(4).any(|part| part == b"rash"));
        assert_eq!(sealer.open(1, &piece).unwrap(), b"a rash since Sunday");
        // Another place, another file, fewer pieces, another portal, another byte, cut short.
        assert!(sealer.open(2, &piece).is_err());
        assert!(Sealer::new(&keys, file(2), 3).open(1, &piece).is_err());
        assert!(Sealer::new(&keys, file(1), 2).open(1, &piece).is_err());
        let other = Keys::from_bytes([8; 32]);
        assert!(Sealer::new(&other, file(1), 3).open(1, &piece).is_err());
        let mut changed = piece.clone();
        changed[30] ^= 1;
        assert!(sealer.open(1, &changed).is_err());
        assert!(sealer.open(1, &piece[..20]).is_err());
    }
}
