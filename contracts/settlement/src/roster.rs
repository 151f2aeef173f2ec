//! The members of a group, as slots of account and vote, ten to a page.
//!
//! A storage value holds 416 bytes and each read of one costs about 10 KB of proof, most of a call's fee: one page of
//! ten slots is 401 bytes. A page grows with the roster and never shrinks; slots beyond the roster are zeros.

use ink::{H160, prelude::vec::Vec};

use crate::error::Error;

/// The most members a group can have.
pub const MAX_MEMBERS: u8 = 32;

/// Slots in one storage value.
pub const SLOTS_PER_PAGE: u8 = 10;

/// One member and their latest vote (zeros: none).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub struct Slot {
    pub account: H160,
    pub vote: [u8; 20],
}

/// Up to ten slots.
pub type Page = Vec<Slot>;

/// A group's pages, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    pages: Vec<Page>,
}

/// The number of members, if these can form a group with this quorum: 1 to 32, distinct, none the zero address, and a
/// quorum that is a majority of them.
pub fn check_roster(members: &[H160], quorum: u8) -> Result<u8, Error> {
    let count = u8::try_from(members.len()).map_err(|_| Error::BadMembers)?;
    if count == 0 || count > MAX_MEMBERS {
        return Err(Error::BadMembers);
    }
    let mut rest = members;
    while let [first, others @ ..] = rest {
        if first.is_zero() || others.contains(first) {
            return Err(Error::BadMembers);
        }
        rest = others;
    }
    let is_majority = u16::from(count) < u16::from(quorum).saturating_mul(2);
    if !is_majority || quorum > count {
        return Err(Error::BadQuorum);
    }
    Ok(count)
}

impl Roster {
    /// Reads as many pages as `members` slots need.
    pub fn from_pages(members: u8, read: impl Fn(u8) -> Option<Page>) -> Self {
        let count = members.min(MAX_MEMBERS).div_ceil(SLOTS_PER_PAGE);
        Self { pages: (0..count).map(|number| read(number).unwrap_or_default()).collect() }
    }

    /// The slots of the current roster.
    pub fn active(&self, members: u8) -> impl Iterator<Item = &Slot> {
        self.pages.iter().flatten().take(usize::from(members))
    }

    /// The slot number of a current member.
    pub fn slot_of(&self, account: &H160, members: u8) -> Option<u8> {
        let position = self.active(members).position(|slot| slot.account == *account)?;
        u8::try_from(position).ok()
    }

    /// The latest vote in a slot.
    pub fn vote_of(&self, slot: u8) -> Option<[u8; 20]> {
        self.pages.iter().flatten().nth(usize::from(slot)).map(|found| found.vote)
    }

    /// Sets the vote of a slot; it replaces the earlier one.
    pub fn vote(&mut self, slot: u8, vote: [u8; 20]) {
        if let Some(found) = self.pages.iter_mut().flatten().nth(usize::from(slot)) {
            found.vote = vote;
        }
    }

    /// All pages, in order.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.pages.iter()
    }

    /// The page that holds a slot, with its number.
    pub fn page_of(&self, slot: u8) -> Option<(u8, &Page)> {
        let number = slot.checked_div(SLOTS_PER_PAGE)?;
        self.pages.get(usize::from(number)).map(|page| (number, page))
    }

    /// The same storage with other members and no votes. Slots that are left over are emptied and stay.
    pub fn replaced_by(&self, members: &[H160]) -> Self {
        let held = self.pages.iter().map(Vec::len).sum::<usize>();
        let mut slots: Vec<Slot> = members.iter().map(|account| Slot { account: *account, vote: [0; 20] }).collect();
        slots.resize(held.max(members.len()), Slot::default());
        Self { pages: slots.chunks(usize::from(SLOTS_PER_PAGE)).map(<[Slot]>::to_vec).collect() }
    }
}
