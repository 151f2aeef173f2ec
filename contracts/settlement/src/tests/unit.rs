use ink::scale::Encode;

use super::story::*;
use crate::{
    error::Error,
    group::GroupView,
    roster::{Page, Roster, SLOTS_PER_PAGE, Slot},
};

#[test]
fn values_fit_what_the_chain_stores() {
    let page: Page = vec![Slot::default(); usize::from(SLOTS_PER_PAGE)];
    assert_eq!(page.encoded_size(), 401);
    assert_eq!(GroupView::first([0; 32], 1, 1).encoded_size(), 155);
}

#[test]
fn a_chain_of_all_numbers_moves_no_further() {
    let full = GroupView { seq: u64::MAX, ..GroupView::first([3; 32], 1, 1) };
    assert_eq!(full.seq_after(), Err(Error::StaleHead { seq: u64::MAX, head: [3; 32] }));
}

#[test]
fn a_bit_beyond_the_plan_is_never_done() {
    let mut state = GroupView { legs: 63, done: u64::MAX >> 1, ..GroupView::first([3; 32], 1, 1) };
    assert!((0..63).all(|index| state.is_done(index)));
    assert!((63..=255).all(|index| !state.is_done(index)));
    assert!(state.all_done());
    state.mark_done(200);
    assert_eq!(state.done, u64::MAX >> 1);
}

#[test]
fn errors_keep_their_numbers() {
    let stale = Error::StaleHead { seq: 1, head: [0; 32] };
    let errors = [
        Error::NotMember,
        Error::UnknownGroup,
        Error::GroupExists,
        Error::BadMembers,
        Error::BadQuorum,
        Error::BadLegs,
        Error::SameRoster,
        stale,
        Error::WrongEpoch,
        Error::BadProof,
        Error::AlreadyDone,
        Error::WrongValue,
        Error::NothingToPay,
        Error::NotPayee,
        Error::TransferFailed,
    ];
    assert!((0u8..).zip(errors).all(|(number, error)| error.encode()[0] == number));
}

#[test]
fn a_smaller_roster_leaves_empty_slots_and_a_larger_one_fills_them() {
    let large = Roster::default().replaced_by(&people(12));
    assert_eq!(large.pages().map(Vec::len).collect::<Vec<_>>(), [10, 2]);
    let small = large.replaced_by(&people(2));
    assert_eq!(small.pages().map(Vec::len).collect::<Vec<_>>(), [10, 2]);
    assert!(small.pages().flatten().skip(2).all(|slot| *slot == Slot::default()));
    assert_eq!(small.replaced_by(&people(25)).pages().map(Vec::len).collect::<Vec<_>>(), [10, 10, 5]);
}
