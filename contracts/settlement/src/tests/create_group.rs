use ink::{H160, env::test};

use super::story::*;
use crate::{Settlement, error::Error, event::GroupCreated, group::group_id, head::first_head, keccak::GroupId};

fn create(by: H160, members: Vec<H160>, quorum: u8) -> Result<GroupId, Error> {
    test::set_caller(by);
    Settlement::new(RATIO).create_group([1; 32], members, quorum)
}

#[ink::test]
fn a_group_begins_with_its_first_head_and_one_event() {
    let group = create(BOB, people(3), 2).unwrap();
    assert_eq!(group, group_id(&test::callee(), &BOB, &[1; 32]));
    let head = first_head(&group, &people(3), 2);
    let (event, topics) = last_event::<GroupCreated>();
    assert_eq!(event, GroupCreated { group, by: BOB, members: people(3), quorum: 2, seq: 0, head });
    assert_eq!(topics[1..], [group]);
    assert_eq!(emitted(), ["GroupCreated"]);
}

#[ink::test]
fn a_salt_gives_a_caller_one_group_and_another_caller_another() {
    let mut contract = Settlement::new(RATIO);
    test::set_caller(ALICE);
    let of_alice = contract.create_group([1; 32], people(2), 2).unwrap();
    assert_eq!(contract.create_group([1; 32], people(3), 2), Err(Error::GroupExists));
    test::set_caller(BOB);
    let of_bob = contract.create_group([1; 32], people(2), 2).unwrap();
    assert_ne!(of_alice, of_bob);
    test::set_callee(person(77));
    assert_ne!(Settlement::new(RATIO).create_group([1; 32], people(2), 2).unwrap(), of_bob);
}

#[ink::test]
fn members_are_1_to_32_distinct_not_zero_and_the_creator_among_them() {
    assert!(create(ALICE, people(1), 1).is_ok());
    assert!(create(BOB, people(32), 17).is_ok());
    for members in [vec![], people(33), vec![ALICE, BOB, ALICE], vec![ALICE, H160::zero()], vec![BOB, CAROL]] {
        assert_eq!(create(ALICE, members, 2), Err(Error::BadMembers));
    }
    assert_eq!(create(ALICE, vec![person(1); 300], 200), Err(Error::BadMembers));
}

#[ink::test]
fn a_quorum_is_a_majority_and_no_more_than_all() {
    for members in 1..=32u8 {
        for quorum in 0..=40u8 {
            let mut address = [0; 20];
            address[..2].copy_from_slice(&[members, quorum]);
            test::set_callee(H160(address)); // a group of Alice's with this salt exists once in a contract
            let expected = if members < 2 * quorum && quorum <= members { Ok(()) } else { Err(Error::BadQuorum) };
            assert_eq!(create(ALICE, people(members), quorum).map(|_| ()), expected);
        }
    }
    assert_eq!(create(ALICE, people(3), 255), Err(Error::BadQuorum));
}
