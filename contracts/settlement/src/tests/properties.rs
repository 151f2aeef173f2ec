//! What holds for every history, checked with random ones.

use std::collections::BTreeMap;

use ink::{H160, env::test};
use proptest::prelude::*;

use super::{story::*, tree::Tree};
use crate::{
    event::*,
    head::first_head,
    keccak::Digest,
    leg::Leg,
    merkle::is_leaf_of,
    proposal::{Outcome, Proposal},
};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Runs a story in an engine of its own.
fn alone(story: impl FnOnce() -> Result<(), TestCaseError>) -> Result<(), TestCaseError> {
    let mut outcome = Ok(());
    let ran = test::run_test::<ink::env::DefaultEnvironment, _>(|_| {
        outcome = story();
        Ok(())
    });
    prop_assert!(ran.is_ok());
    outcome
}

proptest! {
    #![proptest_config(config(96))]

    /// Every leaf of every plan is proven by its siblings, and by nothing else.
    #[test]
    fn merkle_proofs(
        leaves in prop::collection::vec(any::<[u8; 32]>(), 1..=63),
        at in any::<prop::sample::Index>(),
        other in any::<u8>(),
        bit in 0usize..256,
        spot in any::<prop::sample::Index>(),
    ) {
        let legs = leaves.len() as u8;
        let index = at.index(leaves.len()) as u8;
        let leaf = leaves[usize::from(index)];
        let tree = Tree::new(leaves);
        let (root, proof) = (tree.root(), tree.proof(index));
        prop_assert!(proof.len() <= 6);
        prop_assert!(is_leaf_of(&root, legs, index, leaf, &proof));

        let flip = |mut hash: Digest| { hash[bit / 8] ^= 1 << (bit % 8); hash };
        prop_assert!(!is_leaf_of(&flip(root), legs, index, leaf, &proof));
        prop_assert!(!is_leaf_of(&root, legs, index, flip(leaf), &proof));
        prop_assert!(!is_leaf_of(&root, legs, index, leaf, &[proof.clone(), vec![leaf]].concat()));
        if other != index {
            prop_assert!(!is_leaf_of(&root, legs, other, leaf, &proof));
        }
        if !proof.is_empty() {
            let mut forged = proof.clone();
            let spot = spot.index(forged.len());
            forged[spot] = flip(forged[spot]);
            prop_assert!(!is_leaf_of(&root, legs, index, leaf, &forged));
            prop_assert!(!is_leaf_of(&root, legs, index, leaf, &proof[1..]));
        }
        // An inner node is no leaf of a smaller plan.
        if legs > 1 && root != leaf {
            prop_assert!(!is_leaf_of(&root, legs, index, root, &[]));
        }
    }

    /// Whoever votes for what and how often: a proposal is final with the vote that gives it a quorum, not before, with
    /// the bitmap of exactly those whose latest vote it is; and then all votes are gone.
    #[test]
    fn vote_counting(
        members in 1u8..=32,
        extra in 0u8..=15,
        ballots in prop::collection::vec((any::<u8>(), 0u8..3), 1..120),
    ) {
        alone(|| {
            let quorum = (members / 2 + 1 + extra).min(members);
            let mut story = Story::of(people(members), quorum);
            let mut votes = BTreeMap::<u8, u8>::new();
            let mut epoch = 0;
            for (voter, choice) in ballots {
                let slot = voter % members;
                let proposal = settlement(epoch + 1, [choice + 1; 32], 1);
                votes.insert(slot, choice);
                let agreeing: Vec<u8> = votes.iter().filter(|(_, vote)| **vote == choice).map(|(slot, _)| *slot).collect();
                let outcome = story.attest(person(slot + 1), &proposal).unwrap();
                if agreeing.len() < usize::from(quorum) {
                    prop_assert_eq!(outcome, Outcome::Counted { votes: agreeing.len() as u8 });
                    continue;
                }
                epoch += 1;
                prop_assert_eq!(outcome, Outcome::Finalized { epoch });
                let (event, _) = last_event::<Finalized>();
                prop_assert_eq!(event.voters, agreeing.iter().fold(0u32, |bits, slot| bits | 1 << slot));
                votes.clear();
            }
            prop_assert_eq!(story.state().epoch, epoch);
            Ok(())
        })?;
    }
}

/// One thing that may happen to a group.
#[derive(Clone, Debug)]
enum Step {
    Settle { legs: u8 },
    Roster { first: u8, count: u8 },
    Vote { by: u8, root: u8 },
    Pay { index: u8, by: u8 },
    Acknowledge { index: u8 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        1 => (0u8..=9).prop_map(|legs| Step::Settle { legs }),
        1 => (1u8..40, 1u8..=32).prop_map(|(first, count)| Step::Roster { first, count }),
        2 => (0u8..75, 0u8..3).prop_map(|(by, root)| Step::Vote { by, root }),
        4 => (0u8..10, 0u8..75).prop_map(|(index, by)| Step::Pay { index, by }),
        2 => (0u8..10).prop_map(|index| Step::Acknowledge { index }),
    ];
    prop::collection::vec(step, 1..40)
}

fn plan(legs: u8) -> Vec<Leg> {
    (0..legs).map(|index| leg(index, person(index + 1), person(index + 2), u128::from(index % 3) * 100)).collect()
}

/// The head after every event so far, from the recorded bytes alone: an event's last 32 bytes are its head, the rest is
/// what the head covers.
fn replay() -> (u64, Digest) {
    let names = emitted();
    let mut at = (0, [0; 32]);
    for (name, event) in names.iter().zip(test::recorded_events()) {
        let (fields, head) = event.data.split_at(event.data.len() - 32);
        let kind = match *name {
            "GroupCreated" => {
                let created: GroupCreated = decode(&event.data);
                at = (0, first_head(&created.group, &created.members, created.quorum));
                assert_eq!((created.seq, created.head), at);
                continue;
            }
            "Attested" => {
                let attested: Attested = decode(&event.data);
                assert_eq!((attested.seq, attested.head), at);
                continue;
            }
            "Finalized" => 1u8,
            "RosterChanged" => 2,
            "Paid" => 3,
            "Acknowledged" => 4,
            "Closed" => 5,
            other => panic!("{other}"),
        };
        let seq = at.0 + 1;
        assert_eq!(fields[fields.len() - 8..], seq.to_le_bytes());
        at = (seq, keccak_bytes(&[&at.1, &[kind], &seq.to_le_bytes(), &keccak_bytes(&[fields])]));
        assert_eq!(head, at.1);
    }
    at
}

fn decode<E: ink::scale::Decode>(mut data: &[u8]) -> E {
    E::decode(&mut data).unwrap()
}

proptest! {
    #![proptest_config(config(64))]

    /// Whatever happens, the events recompute the stored head without a gap, no leg is done twice, an epoch closes
    /// exactly when its last leg is done, and storage stays within its bound.
    #[test]
    fn head_chain(steps in steps()) {
        alone(|| {
            let mut story = Story::of(people(3), 2);
            let mut legs = Vec::new();
            let mut tree = Tree::new(Vec::new());
            let mut done = Vec::<u8>::new();
            let mut largest = 3u8;
            for step in steps {
                match step {
                    Step::Settle { legs: count } => {
                        legs = plan(count);
                        tree = story.settle(&legs);
                        done.clear();
                    }
                    Step::Roster { first, count } => {
                        let members: Vec<H160> = (first..first + count).map(person).collect();
                        let proposal = Proposal::Roster { members: members.clone(), quorum: count / 2 + 1 };
                        if story.contract.members(story.group) != members {
                            story.agree(&proposal);
                            largest = largest.max(count);
                        }
                    }
                    Step::Vote { by, root } => {
                        // Never enough for a quorum unless the group is one person: then it is a plan nobody can pay.
                        let proposal = settlement(story.state().epoch + 1, [root + 1; 32], 1);
                        if let Ok(Outcome::Finalized { .. }) = story.attest(person(by + 1), &proposal) {
                            (legs, tree, done) = (Vec::new(), Tree::new(Vec::new()), Vec::new());
                        }
                    }
                    Step::Pay { index, by } => {
                        let Some(leg) = legs.get(usize::from(index)) else { continue };
                        let paid = story.pay(person(by + 1), leg, &tree);
                        let expected = !done.contains(&index) && leg.planck > 0;
                        prop_assert_eq!(paid.is_ok(), expected);
                        if expected { done.push(index) }
                    }
                    Step::Acknowledge { index } => {
                        let Some(leg) = legs.get(usize::from(index)) else { continue };
                        let acknowledged = story.acknowledge(leg.payee, leg, &tree);
                        prop_assert_eq!(acknowledged.is_ok(), !done.contains(&index));
                        if acknowledged.is_ok() { done.push(index) }
                    }
                }
                let state = story.state();
                prop_assert_eq!(state.done.count_ones() as usize, done.len());
                let closed = state.epoch > 0 && state.done.count_ones() == u32::from(state.legs);
                let last_moving = emitted().into_iter().rfind(|name| *name != "Attested" && *name != "RosterChanged");
                prop_assert_eq!(last_moving == Some("Closed"), closed);
            }
            let state = story.state();
            prop_assert_eq!(replay(), (state.seq, state.head));
            let cells = test::count_used_storage_cells::<ink::env::DefaultEnvironment>(test::callee()).unwrap();
            prop_assert_eq!(cells, 1 + usize::from(largest.div_ceil(10)));
            Ok(())
        })?;
    }
}
