//! What can be said of a token without a chain; payments are tested on the embedded one.

use ink::{H160, U256, env::call::utils::DecodeMessageResult};

use super::story::*;
use crate::{Settlement, error::Error, group::GroupView, token::Moved};

const TOKEN: H160 = person(200);

fn believed(answer: &[u8], did_revert: bool) -> bool {
    let decoded: Result<_, _> = Moved::decode_output(answer, did_revert);
    matches!(decoded, Ok(Ok(Moved(true))))
}

#[ink::test]
fn an_instance_says_what_it_is_paid_in() {
    let (native, token) = (Settlement::new(RATIO), Settlement::with_token(TOKEN));
    assert_eq!((native.ratio(), native.token()), (RATIO, None));
    assert_eq!((token.ratio(), token.token()), (0, Some(TOKEN)));
    assert_eq!((native.version(), token.version()), (1, 1));
}

#[test]
fn exactly_true_is_believed_and_only_of_a_call_that_did_not_revert() {
    let mut word = [0u8; 32];
    for byte in 0..=255 {
        word[31] = byte;
        assert_eq!(believed(&word, false), byte == 1);
        assert!(!believed(&word, true));
    }
    word[31] = 1;
    for position in 0..31 {
        let mut other = word;
        other[position] = 1;
        assert!(!believed(&other, false));
    }
    for length in (0..=100).filter(|length| *length != 32) {
        let mut answer = vec![0; length];
        answer.extend(word);
        assert!(!believed(&answer[answer.len() - length..], false));
        assert!(!believed(&[&word[..], &answer].concat()[..length], false));
    }
}

#[ink::test]
fn no_value_is_taken_beside_a_token() {
    let mut story = Story { contract: Settlement::with_token(TOKEN), group: [0; 32] };
    ink::env::test::set_caller(ALICE);
    story.group = story.contract.create_group([7; 32], people(3), 2).unwrap();
    let legs = [leg(0, ALICE, BOB, 500), leg(1, ALICE, BOB, 0)];
    let tree = story.settle(&legs);
    let before = story.state();
    for value in [1, 500, 500 * RATIO, u128::MAX] {
        assert_eq!(story.pay_value(ALICE, &legs[0], &tree, U256::from(value)), Err(Error::WrongValue));
    }
    assert_eq!(story.pay_value(ALICE, &legs[1], &tree, U256::zero()), Err(Error::NothingToPay));
    assert_eq!(story.state(), before);
    story.acknowledge(BOB, &legs[0], &tree).unwrap();
    story.acknowledge(BOB, &legs[1], &tree).unwrap();
    let GroupView { done, seq, .. } = story.state();
    assert_eq!((done, seq), (0b11, before.seq + 3));
}
