//! The vectors that the client's tests read too, made by a generator that shares no code with the contract.

use ink::H160;
use serde_json::Value;

use super::{
    story::{bytes, keccak_bytes},
    tree::Tree,
};
use crate::{
    group::group_id,
    head::{Kind, first_head, next_head},
    keccak::{Digest, keccak},
    leg::Leg,
    merkle::{is_leaf_of, node},
    proposal::Proposal,
    vote::vote_key,
};

fn section(name: &str) -> Vec<Value> {
    let text = include_str!("../../../../tests/vectors/settlement.json");
    let vectors: Value = serde_json::from_str(text).unwrap();
    let section = vectors[name].as_array().unwrap().clone();
    assert!(!section.is_empty());
    section
}

fn unhex(value: &Value) -> Vec<u8> {
    let text = value.as_str().unwrap();
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn hash(value: &Value) -> Digest {
    unhex(value).try_into().unwrap()
}

fn address(value: &Value) -> H160 {
    H160::from_slice(&unhex(value))
}

fn addresses(value: &Value) -> Vec<H160> {
    value.as_array().unwrap().iter().map(address).collect()
}

fn hashes(value: &Value) -> Vec<Digest> {
    value.as_array().unwrap().iter().map(hash).collect()
}

fn small(value: &Value) -> u8 {
    value.as_u64().unwrap().try_into().unwrap()
}

fn number(value: &Value) -> u64 {
    value.as_str().unwrap().parse().unwrap()
}

fn leg(value: &Value) -> Leg {
    Leg {
        index: small(&value["index"]),
        payer: address(&value["payer"]),
        payee: address(&value["payee"]),
        planck: value["planck"].as_str().unwrap().parse().unwrap(),
        memo: hash(&value["memo"]),
    }
}

fn proposal(value: &Value) -> Proposal {
    match value["kind"].as_str().unwrap() {
        "Settlement" => Proposal::Settlement {
            epoch: number(&value["epoch"]),
            state_hash: hash(&value["stateHash"]),
            plan_root: hash(&value["planRoot"]),
            legs: small(&value["legs"]),
            checkpoint: hash(&value["checkpoint"]),
        },
        _ => Proposal::Roster { members: addresses(&value["members"]), quorum: small(&value["quorum"]) },
    }
}

#[test]
fn h160_of_an_account_agrees() {
    for vector in section("h160") {
        let account = unhex(&vector["account"]);
        let derived = if account[20..] == [0xee; 12] { &account[..20] } else { &keccak_bytes(&[&account])[12..] };
        assert_eq!(derived, unhex(&vector["h160"]));
    }
}

#[test]
fn group_ids_agree() {
    for vector in section("groupIds") {
        let id = group_id(&address(&vector["contract"]), &address(&vector["caller"]), &hash(&vector["salt"]));
        assert_eq!(id, hash(&vector["group"]));
    }
}

#[test]
fn first_heads_agree() {
    for vector in section("firstHeads") {
        let head = first_head(&hash(&vector["group"]), &addresses(&vector["members"]), small(&vector["quorum"]));
        assert_eq!(head, hash(&vector["head"]));
    }
}

#[test]
fn proposal_hashes_agree() {
    for vector in section("proposals") {
        assert_eq!(proposal(&vector["proposal"]).hash(&hash(&vector["group"])), hash(&vector["hash"]));
    }
}

#[test]
fn vote_keys_agree() {
    for vector in section("voteKeys") {
        let key = vote_key(&hash(&vector["proposal"]), number(&vector["seq"]), &hash(&vector["head"]));
        assert_eq!(key.to_vec(), unhex(&vector["key"]));
    }
}

#[test]
fn leaves_and_nodes_agree() {
    for vector in section("leaves") {
        let leaf = leg(&vector["leg"]).leaf(&hash(&vector["group"]), number(&vector["epoch"]));
        assert_eq!(leaf, hash(&vector["leaf"]));
    }
    for vector in section("nodes") {
        assert_eq!(node(&hash(&vector["left"]), &hash(&vector["right"])), hash(&vector["node"]));
    }
}

#[test]
fn roots_agree_and_proofs_hold() {
    for vector in section("plans") {
        let (legs, leaves, root) = (small(&vector["legs"]), hashes(&vector["leaves"]), hash(&vector["root"]));
        let tree = Tree::new(leaves.clone());
        assert_eq!(tree.root(), root);
        for proven in vector["proofs"].as_array().unwrap() {
            let (index, proof) = (small(&proven["index"]), hashes(&proven["proof"]));
            assert_eq!(tree.proof(index), proof);
            assert!(is_leaf_of(&root, legs, index, leaves[usize::from(index)], &proof));
        }
    }
}

/// The SCALE bytes of an event's fields without the head, and its kind.
fn event_fields(event: &Value) -> (Kind, Vec<u8>) {
    let (group, seq) = (hash(&event["group"]), number(&event["seq"]));
    let epoch = || number(&event["epoch"]);
    let voters = || u32::try_from(event["voters"].as_u64().unwrap()).unwrap();
    let leg_event = || bytes(leg(event).event_fields(&group, epoch(), &address(&event["by"]), seq));
    match event["kind"].as_str().unwrap() {
        "Finalized" => {
            let (state_hash, plan_root) = (hash(&event["stateHash"]), hash(&event["planRoot"]));
            let (legs, checkpoint) = (small(&event["legs"]), hash(&event["checkpoint"]));
            let fields = (group, epoch(), state_hash, plan_root, legs, checkpoint, voters(), seq);
            (Kind::Finalized, bytes(fields))
        }
        "RosterChanged" => {
            let (members, quorum) = (addresses(&event["members"]), small(&event["quorum"]));
            (Kind::RosterChanged, bytes((group, members, quorum, voters(), seq)))
        }
        "Paid" => (Kind::Paid, leg_event()),
        "Acknowledged" => (Kind::Acknowledged, leg_event()),
        "Closed" => (Kind::Closed, bytes((group, epoch(), seq))),
        other => panic!("{other} does not move the head"),
    }
}

#[test]
fn next_heads_agree() {
    for vector in section("nextHeads") {
        let (kind, fields) = event_fields(&vector["event"]);
        assert_eq!(kind.byte(), small(&vector["kindByte"]));
        assert_eq!(keccak_bytes(&[&fields]), hash(&vector["fieldsHash"]));
        let next = next_head(&hash(&vector["head"]), kind, number(&vector["event"]["seq"]), &Raw(fields));
        assert_eq!(next, hash(&vector["next"]));
    }
}

#[test]
fn a_whole_history_agrees() {
    let events = section("history");
    let created = &events[0];
    let mut head = first_head(&hash(&created["group"]), &addresses(&created["members"]), small(&created["quorum"]));
    assert_eq!(head, hash(&created["head"]));
    for event in &events[1..] {
        let (kind, fields) = event_fields(event);
        head = next_head(&head, kind, number(&event["seq"]), &Raw(fields));
        assert_eq!(head, hash(&event["head"]));
    }
}

#[test]
fn a_hash_covers_bytes_and_nothing_else() {
    assert_eq!(keccak(&Raw(b"abc".to_vec())), keccak_bytes(&[b"a", b"bc"]));
}

/// Bytes that are encoded already.
struct Raw(Vec<u8>);

impl ink::scale::Encode for Raw {
    fn encode_to<T: ink::scale::Output + ?Sized>(&self, output: &mut T) {
        output.write(&self.0);
    }
}
