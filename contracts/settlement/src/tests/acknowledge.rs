use super::story::*;
use crate::{
    error::Error,
    event::Acknowledged,
    head::{Kind, next_head},
    leg::Leg,
};

fn legs() -> Vec<Leg> {
    vec![leg(0, ALICE, BOB, 500), leg(1, CAROL, BOB, 0)]
}

#[ink::test]
fn the_payee_says_that_the_money_came_another_way() {
    let mut story = Story::of_three();
    let tree = story.settle(&legs());
    let (before, owned) = (story.state().head, balance_of(BOB));
    assert_eq!(story.acknowledge(BOB, &legs()[0], &tree), Ok(()));
    assert_eq!(balance_of(BOB), owned);
    let Leg { index, payer, payee, planck, memo } = legs()[0].clone();
    let group = story.group;
    let fields = (group, 1u64, index, payer, payee, planck, memo, BOB, 2u64);
    let head = next_head(&before, Kind::Acknowledged, 2, &fields);
    let (event, topics) = last_event::<Acknowledged>();
    assert_eq!(event, Acknowledged { group, epoch: 1, index, payer, payee, planck, memo, by: BOB, seq: 2, head });
    assert_eq!(topics[1..], [group]);
    assert_eq!((story.state().head, story.state().done), (head, 0b01));
}

#[ink::test]
fn nobody_else_can() {
    let mut story = Story::of_three();
    let tree = story.settle(&legs());
    for by in [ALICE, CAROL, MALLORY] {
        assert_eq!(story.acknowledge(by, &legs()[0], &tree), Err(Error::NotPayee));
    }
}

#[ink::test]
fn it_takes_an_open_leg_of_the_current_plan() {
    let mut story = Story::of_three();
    let none = story.contract.acknowledge(story.group, 0, legs()[0].clone(), vec![]);
    assert_eq!(none, Err(Error::WrongEpoch));
    let tree = story.settle(&legs());
    let unknown = story.contract.acknowledge([0xab; 32], 1, legs()[0].clone(), tree.proof(0));
    assert_eq!(unknown, Err(Error::UnknownGroup));
    let late = story.contract.acknowledge(story.group, 2, legs()[0].clone(), tree.proof(0));
    assert_eq!(late, Err(Error::WrongEpoch));
    assert_eq!(story.acknowledge(MALLORY, &leg(0, ALICE, MALLORY, 500), &tree), Err(Error::BadProof));
    story.acknowledge(BOB, &legs()[0], &tree).unwrap();
    assert_eq!(story.acknowledge(BOB, &legs()[0], &tree), Err(Error::AlreadyDone));
    story.acknowledge(BOB, &legs()[1], &tree).unwrap();
    assert_eq!(emitted()[4..], ["Acknowledged", "Acknowledged", "Closed"]);
}
