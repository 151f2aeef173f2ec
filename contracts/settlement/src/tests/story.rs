//! A group to tell stories about: who calls, what they send, what was emitted.

use ink::{
    H160, U256,
    env::test,
    scale::{Decode, Encode},
};

use super::tree::Tree;
use crate::{
    Settlement,
    error::Error,
    group::GroupView,
    keccak::{Digest, GroupId},
    leg::Leg,
    proposal::{Outcome, Proposal},
};

pub const RATIO: u128 = 100_000_000;
pub const ALICE: H160 = person(1);
pub const BOB: H160 = person(2);
pub const CAROL: H160 = person(3);
pub const MALLORY: H160 = person(99);

pub const fn person(number: u8) -> H160 {
    H160([number; 20])
}

pub fn people(count: u8) -> Vec<H160> {
    (1..=count).map(person).collect()
}

pub struct Story {
    pub contract: Settlement,
    pub group: GroupId,
}

impl Story {
    /// A group of these members, created by the first.
    pub fn of(members: Vec<H160>, quorum: u8) -> Self {
        let mut contract = Settlement::new(RATIO);
        test::set_caller(members[0]);
        let group = contract.create_group([7; 32], members, quorum).unwrap();
        Self { contract, group }
    }

    /// Alice, Bob and Carol; two of them are a quorum.
    pub fn of_three() -> Self {
        Self::of(people(3), 2)
    }

    pub fn state(&self) -> GroupView {
        self.contract.group(self.group).unwrap()
    }

    /// A vote on top of the current head.
    pub fn attest(&mut self, by: H160, proposal: &Proposal) -> Result<Outcome, Error> {
        let GroupView { seq, head, .. } = self.state();
        self.attest_at(by, seq, head, proposal)
    }

    pub fn attest_at(&mut self, by: H160, seq: u64, head: Digest, proposal: &Proposal) -> Result<Outcome, Error> {
        test::set_caller(by);
        self.contract.attest(self.group, seq, head, proposal.clone())
    }

    /// Votes of as many members as it takes.
    pub fn settle(&mut self, legs: &[Leg]) -> Tree {
        let epoch = self.state().epoch + 1;
        let tree = Tree::new(legs.iter().map(|leg| leg.leaf(&self.group, epoch)).collect());
        let proposal = settlement(epoch, tree.root(), legs.len() as u8);
        self.agree(&proposal);
        tree
    }

    pub fn agree(&mut self, proposal: &Proposal) {
        for by in self.contract.members(self.group) {
            if !matches!(self.attest(by, proposal).unwrap(), Outcome::Counted { .. }) {
                return;
            }
        }
        panic!("all members together are a quorum");
    }

    /// A payment of exactly what the leg says.
    pub fn pay(&mut self, by: H160, leg: &Leg, tree: &Tree) -> Result<(), Error> {
        self.pay_value(by, leg, tree, U256::from(leg.planck) * U256::from(RATIO))
    }

    pub fn pay_value(&mut self, by: H160, leg: &Leg, tree: &Tree, value: U256) -> Result<(), Error> {
        let epoch = self.state().epoch;
        test::set_caller(by);
        test::set_contract_balance(by, value.max(1_000_000.into()));
        test::transfer_in(value);
        self.contract.pay(self.group, epoch, leg.clone(), tree.proof(leg.index))
    }

    pub fn acknowledge(&mut self, by: H160, leg: &Leg, tree: &Tree) -> Result<(), Error> {
        let epoch = self.state().epoch;
        test::set_caller(by);
        self.contract.acknowledge(self.group, epoch, leg.clone(), tree.proof(leg.index))
    }
}

pub fn settlement(epoch: u64, plan_root: Digest, legs: u8) -> Proposal {
    Proposal::Settlement { epoch, state_hash: [epoch as u8; 32], plan_root, legs, checkpoint: [0xcc; 32] }
}

pub fn leg(index: u8, payer: H160, payee: H160, planck: u128) -> Leg {
    Leg { index, payer, payee, planck, memo: [index ^ 0x5a; 32] }
}

pub fn balance_of(account: H160) -> U256 {
    test::get_contract_balance::<ink::env::DefaultEnvironment>(account).unwrap_or_default()
}

/// The name of every event so far.
pub fn emitted() -> Vec<&'static str> {
    test::recorded_events().iter().map(|event| name_of(&event.topics)).collect()
}

/// The last event, decoded; every byte of it must be used.
pub fn last_event<E: Decode>() -> (E, Vec<Digest>) {
    nth_last_event(0)
}

pub fn nth_last_event<E: Decode>(from_end: usize) -> (E, Vec<Digest>) {
    let events = test::recorded_events();
    let event = &events[events.len() - 1 - from_end];
    let mut data = &event.data[..];
    let decoded = E::decode(&mut data).unwrap();
    assert!(data.is_empty());
    (decoded, event.topics.clone())
}

fn name_of(topics: &[Digest]) -> &'static str {
    use crate::event::*;
    use ink::env::Event;
    let names = [
        ("GroupCreated", <GroupCreated as Event<ink::abi::Ink>>::SIGNATURE_TOPIC),
        ("Attested", <Attested as Event<ink::abi::Ink>>::SIGNATURE_TOPIC),
        ("Finalized", <Finalized as Event<ink::abi::Ink>>::SIGNATURE_TOPIC),
        ("RosterChanged", <RosterChanged as Event<ink::abi::Ink>>::SIGNATURE_TOPIC),
        ("Paid", <Paid as Event<ink::abi::Ink>>::SIGNATURE_TOPIC),
        ("Acknowledged", <Acknowledged as Event<ink::abi::Ink>>::SIGNATURE_TOPIC),
        ("Closed", <Closed as Event<ink::abi::Ink>>::SIGNATURE_TOPIC),
    ];
    names.iter().find(|(_, topic)| topic.as_ref() == topics.first()).unwrap().0
}

/// keccak-256 over raw bytes, beside the contract's own hashing of encoded values.
pub fn keccak_bytes(parts: &[&[u8]]) -> Digest {
    let mut output = Digest::default();
    ink::env::hash_bytes::<ink::env::hash::Keccak256>(&parts.concat(), &mut output);
    output
}

/// SCALE bytes of anything.
pub fn bytes<T: Encode>(value: T) -> Vec<u8> {
    value.encode()
}
