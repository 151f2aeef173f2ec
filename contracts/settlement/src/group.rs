//! A group's one record: where its hash chain ends, its quorum, its current settlement.

use ink::{H160, scale::Encode};

use crate::{
    error::Error,
    head::{Kind, next_head},
    keccak::{Digest, GroupId, keccak},
};

/// A group's record, stored and shown as it is. 155 bytes whatever happens.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub struct GroupView {
    /// The current settlement's number; 0 before the first.
    pub epoch: u64,
    pub seq: u64,
    pub head: Digest,
    pub quorum: u8,
    /// How many slots the current roster has.
    pub members: u8,
    pub state_hash: Digest,
    pub plan_root: Digest,
    /// How many legs the current settlement has, at most 63.
    pub legs: u8,
    pub checkpoint: Digest,
    /// Bit i: leg i of the current settlement is paid or acknowledged.
    pub done: u64,
}

/// A member's slot in the current roster and their latest vote (zeros: none).
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub struct MemberView {
    pub slot: u8,
    pub vote: [u8; 20],
}

/// Where a group's hash chain ends.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub struct HeadView {
    pub seq: u64,
    pub head: Digest,
}

/// The id covers the contract and the caller, so nobody can take it first.
pub fn group_id(contract: &H160, caller: &H160, salt: &[u8; 32]) -> GroupId {
    keccak(&(b"quits/group/v1", contract, caller, salt))
}

impl GroupView {
    /// The record of a group that has settled nothing yet.
    pub fn first(head: Digest, quorum: u8, members: u8) -> Self {
        Self {
            epoch: 0,
            seq: 0,
            head,
            quorum,
            members,
            state_hash: Digest::default(),
            plan_root: Digest::default(),
            legs: 0,
            checkpoint: Digest::default(),
            done: 0,
        }
    }

    /// The `seq` of the next event. A chain of 2^64 events cannot move any further.
    pub fn seq_after(&self) -> Result<u64, Error> {
        let stuck = Error::StaleHead { seq: self.seq, head: self.head };
        self.seq.checked_add(1).ok_or(stuck)
    }

    /// Moves the head over an event: `fields` are all its fields but the head, in declaration order.
    pub fn advance<T: Encode>(&mut self, kind: Kind, seq: u64, fields: &T) {
        self.head = next_head(&self.head, kind, seq, fields);
        self.seq = seq;
    }

    /// Whether leg `index` is paid or acknowledged.
    pub fn is_done(&self, index: u8) -> bool {
        bit(index) & self.done != 0
    }

    /// Records that leg `index` is paid or acknowledged.
    pub fn mark_done(&mut self, index: u8) {
        self.done |= bit(index);
    }

    /// Whether no leg of the current settlement is open.
    pub fn all_done(&self) -> bool {
        self.done.count_ones() >= u32::from(self.legs)
    }
}

/// The bit of leg `index`; none for an index that no plan can have.
fn bit(index: u8) -> u64 {
    1u64.checked_shl(u32::from(index)).unwrap_or(0)
}
