//! What a group's history consists of. Every event but `Attested` moves the head; `seq` and `head` of those are the
//! values after the move, and the head covers all other fields in the order below.

use ink::{H160, prelude::vec::Vec};

use crate::keccak::{Digest, GroupId};

/// A group began. Its `seq` is 0.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct GroupCreated {
    #[ink(topic)]
    pub group: GroupId,
    pub by: H160,
    pub members: Vec<H160>,
    pub quorum: u8,
    pub seq: u64,
    pub head: Digest,
}

/// A member voted for the proposal with this hash, on top of this head.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Attested {
    #[ink(topic)]
    pub group: GroupId,
    pub by: H160,
    pub proposal: Digest,
    pub seq: u64,
    pub head: Digest,
}

/// A quorum agreed on a settlement. Bit i of `voters` is slot i of the roster that voted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Finalized {
    #[ink(topic)]
    pub group: GroupId,
    pub epoch: u64,
    #[ink(topic)]
    pub state_hash: Digest,
    pub plan_root: Digest,
    pub legs: u8,
    pub checkpoint: Digest,
    pub voters: u32,
    pub seq: u64,
    pub head: Digest,
}

/// A quorum of the old roster agreed on a new one. Bit i of `voters` is slot i of the old one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct RosterChanged {
    #[ink(topic)]
    pub group: GroupId,
    pub members: Vec<H160>,
    pub quorum: u8,
    pub voters: u32,
    pub seq: u64,
    pub head: Digest,
}

/// The leg's money went through this contract to the payee.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Paid {
    #[ink(topic)]
    pub group: GroupId,
    pub epoch: u64,
    pub index: u8,
    pub payer: H160,
    pub payee: H160,
    pub planck: u128,
    pub memo: [u8; 32],
    pub by: H160,
    pub seq: u64,
    pub head: Digest,
}

/// The payee says the leg's money came another way.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Acknowledged {
    #[ink(topic)]
    pub group: GroupId,
    pub epoch: u64,
    pub index: u8,
    pub payer: H160,
    pub payee: H160,
    pub planck: u128,
    pub memo: [u8; 32],
    pub by: H160,
    pub seq: u64,
    pub head: Digest,
}

/// No leg of the epoch is open any more.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Closed {
    #[ink(topic)]
    pub group: GroupId,
    pub epoch: u64,
    pub seq: u64,
    pub head: Digest,
}
