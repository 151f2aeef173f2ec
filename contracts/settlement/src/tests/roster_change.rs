use ink::{H160, env::test};

use super::story::*;
use crate::{
    error::Error,
    event::RosterChanged,
    head::{Kind, next_head},
    proposal::{Outcome, Proposal},
};

fn roster(members: Vec<H160>, quorum: u8) -> Proposal {
    Proposal::Roster { members, quorum }
}

fn cells() -> usize {
    test::count_used_storage_cells::<ink::env::DefaultEnvironment>(test::callee()).unwrap()
}

#[ink::test]
fn a_quorum_of_the_old_roster_decides_on_the_new_one() {
    let mut story = Story::of_three();
    let first = story.state().head;
    let proposal = roster(vec![CAROL, person(8)], 2);
    assert_eq!(story.attest(CAROL, &proposal), Ok(Outcome::Counted { votes: 1 }));
    assert_eq!(story.attest(BOB, &proposal), Ok(Outcome::RosterChanged));
    let members = vec![CAROL, person(8)];
    let head = next_head(&first, Kind::RosterChanged, 1, &(story.group, &members, 2u8, 0b110u32, 1u64));
    let (event, topics) = last_event::<RosterChanged>();
    let expected =
        RosterChanged { group: story.group, members: members.clone(), quorum: 2, voters: 0b110, seq: 1, head };
    assert_eq!(event, expected);
    assert_eq!(topics[1..], [story.group]);
    assert_eq!(emitted(), ["GroupCreated", "Attested", "Attested", "RosterChanged"]);
    assert_eq!(story.contract.members(story.group), members);
    let state = story.state();
    assert_eq!((state.members, state.quorum, state.seq, state.head, state.epoch), (2, 2, 1, head, 0));
    assert_eq!(story.contract.member(story.group, CAROL).unwrap().slot, 0);
    assert_eq!(story.contract.member(story.group, CAROL).unwrap().vote, [0; 20]);
}

#[ink::test]
fn who_left_has_no_vote_and_who_came_has_one() {
    let mut story = Story::of_three();
    story.agree(&roster(vec![CAROL, person(8)], 2));
    let proposal = settlement(1, [9; 32], 2);
    assert_eq!(story.attest(ALICE, &proposal), Err(Error::NotMember));
    assert_eq!(story.contract.member(story.group, ALICE), None);
    assert_eq!(story.attest(person(8), &proposal), Ok(Outcome::Counted { votes: 1 }));
    assert_eq!(story.attest(CAROL, &proposal), Ok(Outcome::Finalized { epoch: 1 }));
}

#[ink::test]
fn the_current_roster_is_refused_but_another_order_or_quorum_is_not() {
    let mut story = Story::of_three();
    assert_eq!(story.attest(ALICE, &roster(people(3), 2)), Err(Error::SameRoster));
    assert_eq!(story.attest(ALICE, &roster(people(3), 3)), Ok(Outcome::Counted { votes: 1 }));
    assert_eq!(story.attest(ALICE, &roster(vec![BOB, ALICE, CAROL], 2)), Ok(Outcome::Counted { votes: 1 }));
}

#[ink::test]
fn a_proposed_roster_is_as_sound_as_a_first_one() {
    let mut story = Story::of_three();
    for members in [vec![], people(33), vec![ALICE, ALICE], vec![ALICE, H160::zero()]] {
        assert_eq!(story.attest(ALICE, &roster(members, 2)), Err(Error::BadMembers));
    }
    for quorum in [0, 2, 5] {
        assert_eq!(story.attest(ALICE, &roster(people(4), quorum)), Err(Error::BadQuorum));
    }
}

#[ink::test]
fn open_legs_stay_payable_under_a_new_roster() {
    let mut story = Story::of_three();
    let leg = leg(0, ALICE, BOB, 5);
    let tree = story.settle(std::slice::from_ref(&leg));
    story.agree(&roster(vec![CAROL, person(8)], 2));
    assert_eq!(story.pay(ALICE, &leg, &tree), Ok(()));
}

#[ink::test]
fn storage_grows_with_the_largest_roster_and_never_again() {
    let mut story = Story::of(people(3), 2);
    let small = cells();
    story.agree(&roster(people(32), 17));
    let large = cells();
    assert_eq!(large, small + 3);
    for members in [1, 25, 5, 15, 32, 11, 10, 31] {
        story.agree(&roster(people(members), members));
        assert_eq!(story.contract.members(story.group), people(members));
        assert_eq!(story.contract.member(story.group, person(members)).unwrap().slot, members - 1);
        assert_eq!(story.contract.member(story.group, person(members + 1)), None);
    }
    assert_eq!(cells(), large);
}
