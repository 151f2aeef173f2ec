//! What members vote on.

use ink::{H160, prelude::vec::Vec};

use crate::{
    error::Error,
    group::GroupView,
    keccak::{Digest, GroupId, keccak},
    merkle::MAX_LEGS,
    roster::{Roster, check_roster},
};

/// A settlement of everything up to a checkpoint, or another roster.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum Proposal {
    Settlement { epoch: u64, state_hash: Digest, plan_root: Digest, legs: u8, checkpoint: Digest },
    Roster { members: Vec<H160>, quorum: u8 },
}

/// What a vote led to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum Outcome {
    /// The quorum is not reached yet; how many votes the proposal has now.
    Counted {
        votes: u8,
    },
    Finalized {
        epoch: u64,
    },
    RosterChanged,
}

impl Proposal {
    /// Refuses what could not take effect in the group as it stands.
    pub fn check(&self, group: &GroupView, roster: &Roster) -> Result<(), Error> {
        match self {
            Self::Settlement { epoch, plan_root, legs, .. } => {
                if group.epoch.checked_add(1) != Some(*epoch) {
                    return Err(Error::WrongEpoch);
                }
                if *legs > MAX_LEGS || (*legs == 0 && *plan_root != Digest::default()) {
                    return Err(Error::BadLegs);
                }
                Ok(())
            }
            Self::Roster { members, quorum } => {
                check_roster(members, *quorum)?;
                let current = roster.active(group.members).map(|slot| &slot.account);
                if *quorum == group.quorum && current.eq(members) {
                    return Err(Error::SameRoster);
                }
                Ok(())
            }
        }
    }

    /// The hash that `Attested` names.
    pub fn hash(&self, group: &GroupId) -> Digest {
        keccak(&(b"quits/proposal/v1", group, self))
    }
}
