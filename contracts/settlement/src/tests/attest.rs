use super::story::*;
use crate::{
    error::Error,
    event::{Attested, Closed, Finalized},
    group::GroupView,
    head::{Kind, next_head},
    proposal::{Outcome, Proposal},
    vote::vote_key,
};

#[ink::test]
fn a_vote_below_the_quorum_is_counted_and_moves_nothing() {
    let mut story = Story::of_three();
    let before = story.state();
    let proposal = settlement(1, [9; 32], 2);
    assert_eq!(story.attest(BOB, &proposal), Ok(Outcome::Counted { votes: 1 }));
    assert_eq!(story.state(), before);
    let hash = proposal.hash(&story.group);
    let (event, topics) = last_event::<Attested>();
    assert_eq!(event, Attested { group: story.group, by: BOB, proposal: hash, seq: 0, head: before.head });
    assert_eq!(topics[1..], [story.group]);
    let member = story.contract.member(story.group, BOB).unwrap();
    assert_eq!((member.slot, member.vote), (1, vote_key(&hash, 0, &before.head)));
}

#[ink::test]
fn the_quorum_finalizes_the_settlement() {
    let mut story = Story::of_three();
    let first = story.state().head;
    let proposal = settlement(1, [9; 32], 2);
    story.attest(CAROL, &proposal).unwrap();
    assert_eq!(story.attest(ALICE, &proposal), Ok(Outcome::Finalized { epoch: 1 }));
    let fields = (story.group, 1u64, [1u8; 32], [9u8; 32], 2u8, [0xccu8; 32], 0b101u32, 1u64);
    let head = next_head(&first, Kind::Finalized, 1, &fields);
    let (event, topics) = last_event::<Finalized>();
    let expected = Finalized {
        group: story.group,
        epoch: 1,
        state_hash: [1; 32],
        plan_root: [9; 32],
        legs: 2,
        checkpoint: [0xcc; 32],
        voters: 0b101,
        seq: 1,
        head,
    };
    assert_eq!(event, expected);
    assert_eq!(topics[1..], [story.group, [1; 32]]);
    let state = GroupView {
        epoch: 1,
        seq: 1,
        head,
        quorum: 2,
        members: 3,
        state_hash: [1; 32],
        plan_root: [9; 32],
        legs: 2,
        checkpoint: [0xcc; 32],
        done: 0,
    };
    assert_eq!(story.state(), state);
    assert_eq!(emitted(), ["GroupCreated", "Attested", "Attested", "Finalized"]);
}

#[ink::test]
fn a_settlement_without_legs_closes_in_the_same_call() {
    let mut story = Story::of(people(1), 1);
    assert_eq!(story.attest(ALICE, &settlement(1, [0; 32], 0)), Ok(Outcome::Finalized { epoch: 1 }));
    let (finalized, _) = nth_last_event::<Finalized>(1);
    let (closed, topics) = last_event::<Closed>();
    let head = next_head(&finalized.head, Kind::Closed, 2, &(story.group, 1u64, 2u64));
    assert_eq!(closed, Closed { group: story.group, epoch: 1, seq: 2, head });
    assert_eq!(topics[1..], [story.group]);
    assert_eq!((story.state().seq, story.state().head), (2, head));
    assert_eq!(emitted(), ["GroupCreated", "Attested", "Finalized", "Closed"]);
}

#[ink::test]
fn only_members_attest() {
    let mut story = Story::of_three();
    assert_eq!(story.attest(MALLORY, &settlement(1, [9; 32], 2)), Err(Error::NotMember));
    // Empty slots hold the zero address, which is nobody.
    assert_eq!(story.attest(ink::H160::zero(), &settlement(1, [9; 32], 2)), Err(Error::NotMember));
}

#[ink::test]
fn an_unknown_group_has_no_votes() {
    let mut story = Story::of_three();
    let GroupView { seq, head, .. } = story.state();
    story.group = [0xab; 32];
    assert_eq!(story.attest_at(ALICE, seq, head, &settlement(1, [9; 32], 2)), Err(Error::UnknownGroup));
}

#[ink::test]
fn a_vote_names_the_current_head() {
    let mut story = Story::of_three();
    let old = story.state();
    story.settle(&[leg(0, ALICE, BOB, 5)]);
    let now = story.state();
    let stale = Err(Error::StaleHead { seq: now.seq, head: now.head });
    let proposal = settlement(2, [9; 32], 2);
    assert_eq!(story.attest_at(ALICE, old.seq, old.head, &proposal), stale);
    assert_eq!(story.attest_at(ALICE, now.seq, old.head, &proposal), stale);
    assert_eq!(story.attest_at(ALICE, old.seq, now.head, &proposal), stale);
    assert_eq!(story.attest_at(ALICE, now.seq, now.head, &proposal), Ok(Outcome::Counted { votes: 1 }));
}

#[ink::test]
fn a_settlement_is_of_the_next_epoch() {
    let mut story = Story::of_three();
    for epoch in [0, 2, u64::MAX] {
        assert_eq!(story.attest(ALICE, &settlement(epoch, [9; 32], 2)), Err(Error::WrongEpoch));
    }
    story.settle(&[leg(0, ALICE, BOB, 5)]);
    assert_eq!(story.attest(ALICE, &settlement(1, [9; 32], 2)), Err(Error::WrongEpoch));
}

#[ink::test]
fn a_plan_has_at_most_63_legs_and_no_root_without_any() {
    let mut story = Story::of_three();
    for (legs, root) in [(64, [9; 32]), (255, [9; 32]), (0, [9; 32])] {
        assert_eq!(story.attest(ALICE, &settlement(1, root, legs)), Err(Error::BadLegs));
    }
    assert_eq!(story.attest(ALICE, &settlement(1, [9; 32], 63)), Ok(Outcome::Counted { votes: 1 }));
}

#[ink::test]
fn a_later_vote_replaces_the_earlier_one() {
    let mut story = Story::of(people(5), 3);
    let (one, other) = (settlement(1, [1; 32], 1), settlement(1, [2; 32], 1));
    assert_eq!(story.attest(ALICE, &one), Ok(Outcome::Counted { votes: 1 }));
    assert_eq!(story.attest(ALICE, &one), Ok(Outcome::Counted { votes: 1 }));
    assert_eq!(story.attest(BOB, &one), Ok(Outcome::Counted { votes: 2 }));
    assert_eq!(story.attest(ALICE, &other), Ok(Outcome::Counted { votes: 1 }));
    assert_eq!(story.attest(CAROL, &one), Ok(Outcome::Counted { votes: 2 }));
    assert_eq!(story.attest(ALICE, &one), Ok(Outcome::Finalized { epoch: 1 }));
}

#[ink::test]
fn a_moved_head_makes_every_old_vote_count_for_nothing() {
    let mut story = Story::of_three();
    let leg = leg(0, ALICE, BOB, 5);
    let tree = story.settle(std::slice::from_ref(&leg));
    let next = settlement(2, [9; 32], 2);
    assert_eq!(story.attest(ALICE, &next), Ok(Outcome::Counted { votes: 1 }));
    story.pay(ALICE, &leg, &tree).unwrap();
    assert_eq!(story.attest(BOB, &next), Ok(Outcome::Counted { votes: 1 }));
    assert_eq!(story.attest(ALICE, &next), Ok(Outcome::Finalized { epoch: 2 }));
}

#[ink::test]
fn votes_of_one_group_count_in_no_other() {
    let mut story = Story::of_three();
    let proposal = settlement(1, [9; 32], 2);
    story.attest(ALICE, &proposal).unwrap();
    ink::env::test::set_caller(BOB);
    story.group = story.contract.create_group([7; 32], people(3), 2).unwrap();
    assert_eq!(story.attest(BOB, &proposal), Ok(Outcome::Counted { votes: 1 }));
}

#[ink::test]
fn a_new_settlement_ends_the_open_legs_of_the_old_one() {
    let mut story = Story::of_three();
    let old = leg(0, ALICE, BOB, 5);
    let tree = story.settle(&[old.clone(), leg(1, CAROL, BOB, 6)]);
    story.pay(ALICE, &old, &tree).unwrap();
    story.settle(&[leg(0, CAROL, BOB, 6)]);
    assert_eq!(story.state().done, 0);
    let proof = tree.proof(1);
    let refused = story.contract.acknowledge(story.group, 1, leg(1, CAROL, BOB, 6), proof);
    assert_eq!(refused, Err(Error::WrongEpoch));
}

#[ink::test]
fn every_kind_of_proposal_has_its_own_hash() {
    let roster = Proposal::Roster { members: people(2), quorum: 2 };
    let hashes = [
        settlement(1, [9; 32], 2).hash(&[1; 32]),
        settlement(1, [9; 32], 2).hash(&[2; 32]),
        settlement(2, [9; 32], 2).hash(&[1; 32]),
        settlement(1, [9; 32], 3).hash(&[1; 32]),
        roster.hash(&[1; 32]),
    ];
    assert_eq!(std::collections::BTreeSet::from(hashes).len(), hashes.len());
}
