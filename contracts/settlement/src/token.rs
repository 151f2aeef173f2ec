//! The one thing asked of a token: ERC-20's `transferFrom`, in the ABI of Solidity whatever the token is made of.

use ink::{
    H160, U256,
    abi::Sol,
    env::{
        DefaultEnvironment,
        call::{ExecutionInput, Selector, build_call_sol, utils::DecodeMessageResult},
    },
    primitives::MessageResult,
};

/// `transferFrom(address,address,uint256)`.
const TRANSFER_FROM: [u8; 4] = [0x23, 0xb8, 0x72, 0xdd];

/// How Solidity says `true`.
const TRUE: [u8; 32] = {
    let mut word = [0; 32];
    word[31] = 1;
    word
};

/// Whether a token said that it moved the amount.
pub struct Moved(pub bool);

/// Success and exactly `true`: an address where nobody lives succeeds too, and answers nothing.
impl DecodeMessageResult<Sol> for Moved {
    fn decode_output(answer: &[u8], did_revert: bool) -> ink::env::Result<MessageResult<Self>> {
        Ok(Ok(Self(!did_revert && answer == TRUE)))
    }
}

/// Moves an amount out of what `from` allowed this contract to spend; whether the token did.
pub fn transfer_from(token: H160, from: H160, to: H160, amount: u128) -> bool {
    let input = ExecutionInput::<_, Sol>::new(Selector::new(TRANSFER_FROM))
        .push_arg(from)
        .push_arg(to)
        .push_arg(U256::from(amount));
    let answer = build_call_sol::<DefaultEnvironment>().call(token).exec_input(input).returns::<Moved>().try_invoke();
    matches!(answer, Ok(Ok(Moved(true))))
}
