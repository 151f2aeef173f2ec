//! One transfer of a settlement's plan.

use ink::{H160, scale::Encode};

use crate::keccak::{Digest, GroupId, keccak};

/// One transfer of a plan. `memo` commits to the amount in the group's own currency without showing it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub struct Leg {
    /// Position in the plan, from 0.
    pub index: u8,
    pub payer: H160,
    pub payee: H160,
    /// The chain's smallest unit.
    pub planck: u128,
    pub memo: [u8; 32],
}

impl Leg {
    /// The leg's Merkle leaf. Group and epoch are part of it: it counts nowhere else.
    pub fn leaf(&self, group: &GroupId, epoch: u64) -> Digest {
        let Self { index, payer, payee, planck, memo } = self;
        keccak(&(0u8, group, epoch, index, payer, payee, planck, memo))
    }

    /// What `Paid` and `Acknowledged` put into the head.
    pub fn event_fields(&self, group: &GroupId, epoch: u64, by: &H160, seq: u64) -> impl Encode {
        let Self { index, payer, payee, planck, memo } = self.clone();
        (*group, epoch, index, payer, payee, planck, memo, *by, seq)
    }
}
