//! Votes: what a member's vote is stored as, and who voted for the same thing.

use crate::{
    keccak::{Digest, keccak},
    roster::Slot,
};

/// What a vote is stored as: proposal, seq and head in 20 bytes. A moved head makes every old vote count for nothing.
pub fn vote_key(proposal: &Digest, seq: u64, head: &Digest) -> [u8; 20] {
    let [key @ .., _, _, _, _, _, _, _, _, _, _, _, _] = keccak(&(proposal, seq, head));
    key
}

/// The slots that voted for `key`: bit i is slot i.
pub fn tally<'a>(slots: impl Iterator<Item = &'a Slot>, key: &[u8; 20]) -> u32 {
    slots
        .zip(0u32..32)
        .filter(|(slot, _)| slot.vote == *key)
        .fold(0, |bits, (_, index)| bits | 1u32.checked_shl(index).unwrap_or(0))
}

/// How many slots a bitmap names.
pub fn count_votes(voters: u32) -> u8 {
    u8::try_from(voters.count_ones()).unwrap_or(u8::MAX)
}
