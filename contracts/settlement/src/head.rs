//! The hash chain that ties a group's events together: each head covers the one before it, the event's kind, its number
//! and all its fields.

use ink::{H160, scale::Encode};

use crate::keccak::{Digest, GroupId, keccak};

/// The kinds of event that move the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Finalized,
    RosterChanged,
    Paid,
    Acknowledged,
    Closed,
}

impl Kind {
    /// The byte that goes into the head.
    pub fn byte(self) -> u8 {
        match self {
            Self::Finalized => 1,
            Self::RosterChanged => 2,
            Self::Paid => 3,
            Self::Acknowledged => 4,
            Self::Closed => 5,
        }
    }
}

/// The head of a new group, at seq 0.
pub fn first_head(group: &GroupId, members: &[H160], quorum: u8) -> Digest {
    keccak(&(b"quits/head/v1", group, members, quorum))
}

/// The head after an event: `seq` is the event's own, `fields` are all its fields but the head, in declaration order.
pub fn next_head<T: Encode>(head: &Digest, kind: Kind, seq: u64, fields: &T) -> Digest {
    keccak(&(head, kind.byte(), seq, keccak(fields)))
}
