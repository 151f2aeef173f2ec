//! The one hash of this contract: keccak-256 over the SCALE bytes of what it is given, which for arrays, addresses and
//! fixed-width integers are those bytes and nothing else.

use ink::{env::hash::Keccak256, scale::Encode};

/// A keccak-256 hash.
pub type Digest = [u8; 32];

/// A group's identity.
pub type GroupId = [u8; 32];

/// keccak-256 over the SCALE bytes of `input`.
pub fn keccak<T: Encode>(input: &T) -> Digest {
    let mut output = Digest::default();
    ink::env::hash_encoded::<Keccak256, T>(input, &mut output);
    output
}
