//! A hostile payee, voter, caller and token: the tests of the settlement contract tell it what to do when money arrives or is
//! to be moved, and what to send to whom. It is never deployed anywhere else.
#![cfg_attr(not(feature = "std"), no_std, no_main)]

mod raw;

#[ink::contract]
mod attacker {
    use ink::{
        H160, U256,
        env::{
            ReturnFlags,
            call::{ExecutionInput, Selector, build_call},
            return_value,
        },
        prelude::{vec, vec::Vec},
        storage::Mapping,
    };

    use crate::raw::{RawAnswer, RawBytes};

    /// What to do when money arrives, or a token is to move some.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[ink::scale_derive(Encode, Decode, TypeInfo)]
    #[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
    pub enum Behaviour {
        Accept,
        /// Refuse in good order.
        Revert,
        /// Break off.
        Trap,
        /// Make the prepared call and keep the money whatever comes of it.
        CallBack,
        /// Make the prepared call and refuse the money unless it succeeds.
        CallBackOrRevert,
        /// Count until the gas is gone.
        BurnGas,
        /// Store as many values as there is deposit for, at the cost of whoever signed.
        FillStorage,
        /// Answer with as much as one contract can.
        LongAnswer,
    }

    /// What came of a call.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[ink::scale_derive(Encode, Decode, TypeInfo)]
    #[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
    pub enum Reply {
        /// No call was made yet.
        Nothing,
        /// The other contract's answer, without the byte that says `Ok`: reverted or not.
        Answered(Vec<u8>),
        /// It could not read the call.
        NotUnderstood,
        /// It broke off, or the chain did not let the call happen.
        Failed,
    }

    /// The bytes that a token answers with, and whether it says that it reverted.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    #[ink::scale_derive(Encode, Decode, TypeInfo)]
    #[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
    pub struct TokenAnswer {
        reverts: bool,
        data: Vec<u8>,
    }

    #[ink(storage)]
    pub struct Attacker {
        behaviour: Behaviour,
        target: H160,
        value: U256,
        /// How often money arrived.
        received: u32,
        /// The prepared call under `()`: with its proof it may be 330 bytes long.
        call_data: Mapping<(), Vec<u8>>,
        replies: Mapping<(), Reply>,
        /// What a token answers behind all that.
        token_answer: Mapping<(), TokenAnswer>,
        filling: Mapping<u32, [u8; 400]>,
    }

    impl Attacker {
        #[ink(constructor)]
        #[allow(clippy::new_without_default)]
        pub fn new() -> Self {
            Self {
                behaviour: Behaviour::Accept,
                target: H160::zero(),
                value: U256::zero(),
                received: 0,
                call_data: Mapping::default(),
                replies: Mapping::default(),
                token_answer: Mapping::default(),
                filling: Mapping::default(),
            }
        }

        /// Says what to do when money arrives, and prepares a call with a value of its own.
        #[ink(message)]
        pub fn prepare(&mut self, behaviour: Behaviour, target: H160, value: U256, call_data: Vec<u8>) {
            self.behaviour = behaviour;
            self.target = target;
            self.value = value;
            self.call_data.insert((), &call_data);
            self.replies.insert((), &Reply::Nothing);
        }

        /// Makes one call `times` times over, each with this value, and keeps what came in and is not passed on.
        #[ink(message, payable)]
        pub fn send(&mut self, target: H160, call_data: Vec<u8>, value: U256, times: u8) -> Vec<Reply> {
            (0..times).map(|_| call(target, value, &call_data)).collect()
        }

        /// Says what a token answers when it is to move money.
        #[ink(message)]
        pub fn prepare_token(&mut self, answer: TokenAnswer) {
            self.token_answer.insert((), &answer);
        }

        /// Money arrives: a transfer without call data reads as this selector.
        #[ink(message, payable, selector = 0x00000000)]
        pub fn receive(&mut self) {
            self.received = self.received.saturating_add(1);
            self.behave();
        }

        /// ERC-20's `transferFrom`: nothing moves, whatever the answer.
        #[ink(message, selector = 0x23b872dd)]
        pub fn transfer_from(&mut self) {
            self.behave();
            let TokenAnswer { reverts, data } = self.token_answer.get(()).unwrap_or_default();
            let flags = if reverts { ReturnFlags::REVERT } else { ReturnFlags::empty() };
            return_value(flags, &RawBytes(&data))
        }

        /// How often money arrived and stayed.
        #[ink(message)]
        pub fn received(&self) -> u32 {
            self.received
        }

        /// What came of the prepared call.
        #[ink(message)]
        pub fn reply(&self) -> Reply {
            self.replies.get(()).unwrap_or(Reply::Nothing)
        }

        fn behave(&mut self) {
            match self.behaviour {
                Behaviour::Accept => (),
                Behaviour::Revert => return_value(ReturnFlags::REVERT, &()),
                Behaviour::Trap => panic!(),
                Behaviour::CallBack => {
                    let reply = self.call_back();
                    self.replies.insert((), &reply);
                }
                Behaviour::CallBackOrRevert => {
                    if !matches!(self.call_back(), Reply::Answered(answer) if answer.first() == Some(&0)) {
                        return_value(ReturnFlags::REVERT, &());
                    }
                }
                Behaviour::BurnGas => {
                    let mut count = 0u32;
                    loop {
                        count = core::hint::black_box(count.wrapping_add(1));
                    }
                }
                Behaviour::FillStorage => {
                    for number in 0..8 {
                        self.filling.insert(number, &[1; 400]);
                    }
                }
                Behaviour::LongAnswer => return_value(ReturnFlags::empty(), &vec![1u8; 16_000]),
            }
        }

        fn call_back(&self) -> Reply {
            call(self.target, self.value, &self.call_data.get(()).unwrap_or_default())
        }
    }

    fn call(target: H160, value: U256, call_data: &[u8]) -> Reply {
        let Some((selector, arguments)) = call_data.split_first_chunk::<4>() else { return Reply::Failed };
        let sent = build_call::<ink::env::DefaultEnvironment>()
            .call(target)
            .transferred_value(value)
            .exec_input(ExecutionInput::new(Selector::new(*selector)).push_arg(RawBytes(arguments)))
            .returns::<RawAnswer>()
            .try_invoke();
        match sent {
            Ok(Ok(RawAnswer(answer))) => Reply::Answered(answer),
            Ok(Err(_)) => Reply::NotUnderstood,
            Err(_) => Reply::Failed,
        }
    }
}
