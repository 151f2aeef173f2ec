use super::story::*;
use crate::group::HeadView;

#[ink::test]
fn views_show_a_group() {
    let mut story = Story::of_three();
    assert_eq!((story.contract.version(), story.contract.ratio()), (1, RATIO));
    assert_eq!(story.contract.members(story.group), people(3));
    let legs = [leg(0, ALICE, BOB, 5), leg(1, CAROL, BOB, 6)];
    let tree = story.settle(&legs);
    story.pay(ALICE, &legs[0], &tree).unwrap();
    let state = story.state();
    assert_eq!(story.contract.head_of(story.group), Some(HeadView { seq: 2, head: state.head }));
    let done: Vec<u8> = (0..=255).filter(|index| story.contract.is_done(story.group, *index)).collect();
    assert_eq!(done, [0]);
    assert_eq!(story.contract.leaf(story.group, 1, legs[0].clone()), legs[0].leaf(&story.group, 1));
    assert_eq!(story.contract.member(story.group, MALLORY), None);
}

#[ink::test]
fn an_unknown_group_is_nothing() {
    let contract = Story::of_three().contract;
    let group = [0xab; 32];
    assert_eq!(contract.group(group), None);
    assert_eq!(contract.member(group, ALICE), None);
    assert!(contract.members(group).is_empty());
    assert!(!contract.is_done(group, 0));
    assert_eq!(contract.head_of(group), None);
}
