//! Why a call was refused.

use crate::keccak::Digest;

/// Every refusal of this contract. A refused call changes nothing and moves no money.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum Error {
    /// The caller has no slot in the current roster.
    NotMember,
    UnknownGroup,
    /// The caller has used this salt before.
    GroupExists,
    /// Not 1 to 32 distinct members other than the zero address, or a creator who is not one of them.
    BadMembers,
    /// Not a majority, or more than there are members.
    BadQuorum,
    /// More than 63 legs, or no legs with a plan root.
    BadLegs,
    /// The proposed roster is the current one.
    SameRoster,
    /// The group has moved on since; where it stands now.
    StaleHead {
        seq: u64,
        head: Digest,
    },
    /// Not the next epoch (when attesting) or not the current one (of a leg).
    WrongEpoch,
    /// The leg is not part of the current plan.
    BadProof,
    /// The leg is already paid or acknowledged.
    AlreadyDone,
    /// The value sent is not exactly what the leg says; with a token, not nothing.
    WrongValue,
    /// The leg moves no planck: it can only be acknowledged.
    NothingToPay,
    /// Only the payee can say that the money came another way.
    NotPayee,
    /// The payee did not take the money, or the token did not say that it moved.
    TransferFailed,
}
