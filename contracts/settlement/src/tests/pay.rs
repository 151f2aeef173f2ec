use ink::{U256, env::test};

use super::story::*;
use crate::{
    error::Error,
    event::{Closed, Paid},
    head::{Kind, next_head},
    leg::Leg,
};

fn legs() -> Vec<Leg> {
    vec![leg(0, ALICE, BOB, 500), leg(1, CAROL, BOB, 70), leg(2, CAROL, ALICE, 0)]
}

#[ink::test]
fn a_payment_moves_exactly_the_leg_and_says_so() {
    let mut story = Story::of_three();
    let tree = story.settle(&legs());
    let (before, owned) = (story.state(), balance_of(BOB));
    let kept = balance_of(test::callee());
    assert_eq!(story.pay(ALICE, &legs()[0], &tree), Ok(()));
    assert_eq!(balance_of(BOB) - owned, U256::from(500 * RATIO));
    assert_eq!(balance_of(test::callee()), kept);
    let Leg { index, payer, payee, planck, memo } = legs()[0].clone();
    let fields = (story.group, 1u64, index, payer, payee, planck, memo, ALICE, 2u64);
    let head = next_head(&before.head, Kind::Paid, 2, &fields);
    let (event, topics) = last_event::<Paid>();
    let group = story.group;
    assert_eq!(event, Paid { group, epoch: 1, index, payer, payee, planck, memo, by: ALICE, seq: 2, head });
    assert_eq!(topics[1..], [group]);
    assert_eq!((story.state().seq, story.state().head, story.state().done), (2, head, 0b001));
}

#[ink::test]
fn anyone_may_pay_for_the_payer() {
    let mut story = Story::of_three();
    let tree = story.settle(&legs());
    assert_eq!(story.pay(MALLORY, &legs()[0], &tree), Ok(()));
    let (event, _) = last_event::<Paid>();
    assert_eq!((event.by, event.payer), (MALLORY, ALICE));
}

#[ink::test]
fn a_leg_is_paid_once() {
    let mut story = Story::of_three();
    let tree = story.settle(&legs());
    story.pay(ALICE, &legs()[0], &tree).unwrap();
    assert_eq!(story.pay(ALICE, &legs()[0], &tree), Err(Error::AlreadyDone));
    story.acknowledge(BOB, &legs()[1], &tree).unwrap();
    assert_eq!(story.pay(CAROL, &legs()[1], &tree), Err(Error::AlreadyDone));
}

#[ink::test]
fn the_value_is_exact_without_dust() {
    let mut story = Story::of_three();
    let tree = story.settle(&legs());
    let exact = U256::from(500 * RATIO);
    for value in [U256::zero(), exact - 1, exact + 1, U256::from(500), exact * 2] {
        assert_eq!(story.pay_value(ALICE, &legs()[0], &tree, value), Err(Error::WrongValue));
    }
    assert_eq!(story.pay_value(ALICE, &legs()[0], &tree, exact), Ok(()));
}

#[ink::test]
fn no_amount_overflows_the_value() {
    let mut story = Story::of_three();
    let huge = leg(0, ALICE, BOB, u128::MAX);
    let tree = story.settle(std::slice::from_ref(&huge));
    for value in [U256::zero(), U256::from(u128::MAX)] {
        assert_eq!(story.pay_value(ALICE, &huge, &tree, value), Err(Error::WrongValue));
    }
}

#[ink::test]
fn a_leg_without_planck_cannot_be_paid() {
    let mut story = Story::of_three();
    let tree = story.settle(&legs());
    assert_eq!(story.pay(CAROL, &legs()[2], &tree), Err(Error::NothingToPay));
}

#[ink::test]
fn a_leg_that_differs_in_anything_has_no_proof() {
    let mut story = Story::of_three();
    let tree = story.settle(&legs());
    let real = legs()[0].clone();
    let forged = [
        Leg { payer: CAROL, ..real.clone() },
        Leg { payee: MALLORY, ..real.clone() },
        Leg { planck: 499, ..real.clone() },
        Leg { memo: [1; 32], ..real.clone() },
        Leg { index: 1, ..real.clone() },
        Leg { index: 3, ..real.clone() },
        Leg { index: 255, ..real.clone() },
    ];
    for leg in forged {
        assert_eq!(story.pay(ALICE, &leg, &tree), Err(Error::BadProof));
    }
    let pay = |story: &mut Story, proof| story.contract.pay(story.group, 1, legs()[0].clone(), proof);
    assert_eq!(pay(&mut story, vec![]), Err(Error::BadProof));
    assert_eq!(pay(&mut story, [tree.proof(0), vec![[0; 32]]].concat()), Err(Error::BadProof));
    assert_eq!(pay(&mut story, vec![[0; 32]; 400]), Err(Error::BadProof));
}

#[ink::test]
fn a_leg_belongs_to_one_epoch_and_one_group() {
    let mut story = Story::of_three();
    let none = story.contract.pay(story.group, 0, legs()[0].clone(), vec![]);
    assert_eq!(none, Err(Error::WrongEpoch));
    let tree = story.settle(&legs());
    for epoch in [0, 2, u64::MAX] {
        let paid = story.contract.pay(story.group, epoch, legs()[0].clone(), tree.proof(0));
        assert_eq!(paid, Err(Error::WrongEpoch));
    }
    let unknown = story.contract.pay([0xab; 32], 1, legs()[0].clone(), tree.proof(0));
    assert_eq!(unknown, Err(Error::UnknownGroup));
    // The same plan root in another group: its leaves name the first group.
    test::set_caller(BOB);
    story.group = story.contract.create_group([7; 32], people(3), 2).unwrap();
    story.agree(&settlement(1, tree.root(), 3));
    assert_eq!(story.pay(ALICE, &legs()[0], &tree), Err(Error::BadProof));
}

#[ink::test]
fn the_last_leg_closes_the_epoch() {
    let mut story = Story::of_three();
    let tree = story.settle(&legs());
    story.acknowledge(ALICE, &legs()[2], &tree).unwrap();
    story.pay(ALICE, &legs()[0], &tree).unwrap();
    story.pay(CAROL, &legs()[1], &tree).unwrap();
    let (paid, _) = nth_last_event::<Paid>(1);
    let (closed, _) = last_event::<Closed>();
    let head = next_head(&paid.head, Kind::Closed, 5, &(story.group, 1u64, 5u64));
    assert_eq!(closed, Closed { group: story.group, epoch: 1, seq: 5, head });
    assert_eq!((story.state().seq, story.state().head), (5, head));
    assert_eq!(emitted()[4..], ["Acknowledged", "Paid", "Paid", "Closed"]);
}

#[ink::test]
fn a_payee_who_does_not_take_the_money_fails_the_payment() {
    let mut story = Story::of_three();
    test::set_callee(person(77)); // an account that has never held anything: the engine refuses to transfer from it
    test::set_caller(ALICE);
    story.group = story.contract.create_group([8; 32], people(3), 2).unwrap();
    let tree = story.settle(&legs());
    test::set_value_transferred(U256::from(500 * RATIO));
    let paid = story.contract.pay(story.group, 1, legs()[0].clone(), tree.proof(0));
    assert_eq!(paid, Err(Error::TransferFailed));
}
