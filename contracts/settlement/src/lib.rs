//! Votes on the settlements of a group, pays their legs and ties every change into one hash chain.
//!
//! State per group is bounded for ever: one record, and 40 bytes for every slot of the largest roster it ever had.
//! History lives in events. Nobody owns the contract, it keeps no balance and it cannot be upgraded.
#![cfg_attr(not(feature = "std"), no_std, no_main)]

pub mod error;
pub mod event;
pub mod group;
pub mod head;
pub mod keccak;
pub mod leg;
pub mod merkle;
pub mod proposal;
pub mod roster;
pub mod token;
pub mod vote;

#[cfg(test)]
mod tests;

pub use crate::settlement::Settlement;

#[ink::contract]
mod settlement {
    use ink::{H160, U256, prelude::vec::Vec, storage::Mapping};

    use crate::{
        error::Error,
        event::{Acknowledged, Attested, Closed, Finalized, GroupCreated, Paid, RosterChanged},
        group::{GroupView, HeadView, MemberView, group_id},
        head::{Kind, first_head},
        keccak::{Digest, GroupId},
        leg::Leg,
        merkle::is_leaf_of,
        proposal::{Outcome, Proposal},
        roster::{Page, Roster, check_roster},
        token::transfer_from,
        vote::{count_votes, tally, vote_key},
    };

    /// Version of the interface and of every byte layout it hashes.
    const VERSION: u32 = 1;

    #[ink(storage)]
    pub struct Settlement {
        /// How many units of the 18-decimals value that a contract sees make one planck.
        ratio: u128,
        /// The ERC-20 token that legs are paid in; none: the chain's own.
        token: Option<H160>,
        groups: Mapping<GroupId, GroupView>,
        /// Ten slots a value: a value may hold 416 bytes, and every read costs about 10 KB of proof.
        pages: Mapping<(GroupId, u8), Page>,
    }

    impl Settlement {
        /// Legs are paid in the chain's own token.
        #[ink(constructor)]
        pub fn new(ratio: u128) -> Self {
            Self { ratio, token: None, groups: Mapping::default(), pages: Mapping::default() }
        }

        /// Legs are paid in an ERC-20 token: `planck` is its smallest unit. The ratio is 0, which no chain has.
        #[ink(constructor)]
        pub fn with_token(token: H160) -> Self {
            Self { token: Some(token), ..Self::new(0) }
        }

        /// Creates a group of 1 to 32 members. Its id covers contract, caller and salt: nobody can take it first.
        #[ink(message)]
        pub fn create_group(&mut self, salt: [u8; 32], members: Vec<H160>, quorum: u8) -> Result<GroupId, Error> {
            let by = self.env().caller();
            let count = check_roster(&members, quorum)?;
            if !members.contains(&by) {
                return Err(Error::BadMembers);
            }
            let group = group_id(&self.env().address(), &by, &salt);
            if self.groups.get(group).is_some() {
                return Err(Error::GroupExists);
            }
            let head = first_head(&group, &members, quorum);
            self.groups.insert(group, &GroupView::first(head, quorum, count));
            self.write_roster(&group, &Roster::default().replaced_by(&members));
            self.env().emit_event(GroupCreated { group, by, members, quorum, seq: 0, head });
            Ok(group)
        }

        /// Votes for a proposal on top of the head the caller saw; a later vote replaces an earlier one.
        #[ink(message)]
        pub fn attest(&mut self, group: GroupId, seq: u64, head: Digest, proposal: Proposal) -> Result<Outcome, Error> {
            let by = self.env().caller();
            let mut state = self.groups.get(group).ok_or(Error::UnknownGroup)?;
            let mut roster = self.read_roster(&group, state.members);
            let slot = roster.slot_of(&by, state.members).ok_or(Error::NotMember)?;
            if seq != state.seq || head != state.head {
                return Err(Error::StaleHead { seq: state.seq, head: state.head });
            }
            proposal.check(&state, &roster)?;

            let hash = proposal.hash(&group);
            let key = vote_key(&hash, seq, &head);
            roster.vote(slot, key);
            let voters = tally(roster.active(state.members), &key);
            self.env().emit_event(Attested { group, by, proposal: hash, seq, head });
            let votes = count_votes(voters);
            if votes < state.quorum {
                self.write_page(&group, &roster, slot);
                return Ok(Outcome::Counted { votes });
            }
            match proposal {
                Proposal::Settlement { epoch, state_hash, plan_root, legs, checkpoint } => {
                    self.write_page(&group, &roster, slot);
                    state.epoch = epoch;
                    state.state_hash = state_hash;
                    state.plan_root = plan_root;
                    state.legs = legs;
                    state.checkpoint = checkpoint;
                    state.done = 0;
                    let next = state.seq_after()?;
                    let fields = (group, epoch, state_hash, plan_root, legs, checkpoint, voters, next);
                    state.advance(Kind::Finalized, next, &fields);
                    self.env().emit_event(Finalized {
                        group,
                        epoch,
                        state_hash,
                        plan_root,
                        legs,
                        checkpoint,
                        voters,
                        seq: state.seq,
                        head: state.head,
                    });
                    self.close_if_done(group, &mut state)?;
                    self.groups.insert(group, &state);
                    Ok(Outcome::Finalized { epoch })
                }
                Proposal::Roster { members, quorum } => {
                    let before = state.members;
                    state.members = check_roster(&members, quorum)?;
                    state.quorum = quorum;
                    let next = state.seq_after()?;
                    state.advance(Kind::RosterChanged, next, &(group, &members, quorum, voters, next));
                    // A larger roster may find pages that a still larger one left behind.
                    let stored = self.read_roster(&group, before.max(state.members));
                    self.write_roster(&group, &stored.replaced_by(&members));
                    self.groups.insert(group, &state);
                    self.env().emit_event(RosterChanged {
                        group,
                        members,
                        quorum,
                        voters,
                        seq: state.seq,
                        head: state.head,
                    });
                    Ok(Outcome::RosterChanged)
                }
            }
        }

        /// Pays one leg of the current epoch: the exact value goes to the payee, or with a token, and no value, exactly that
        /// much of what the caller allowed this contract to spend. Anyone may pay for the payer.
        #[ink(message, payable)]
        pub fn pay(&mut self, group: GroupId, epoch: u64, leg: Leg, proof: Vec<[u8; 32]>) -> Result<(), Error> {
            let mut state = self.open_leg(&group, epoch, &leg, &proof)?;
            if leg.planck == 0 {
                return Err(Error::NothingToPay);
            }
            let value = self.env().transferred_value();
            let due = match self.token {
                None => U256::from(leg.planck).checked_mul(U256::from(self.ratio)),
                Some(_) => Some(U256::zero()),
            };
            if due != Some(value) {
                return Err(Error::WrongValue);
            }

            let by = self.env().caller();
            let payee = leg.payee;
            state.mark_done(leg.index);
            let seq = state.seq_after()?;
            state.advance(Kind::Paid, seq, &leg.event_fields(&group, epoch, &by, seq));
            let Leg { index, payer, planck, memo, .. } = leg;
            self.env().emit_event(Paid {
                group,
                epoch,
                index,
                payer,
                payee,
                planck,
                memo,
                by,
                seq: state.seq,
                head: state.head,
            });
            self.close_if_done(group, &mut state)?;
            self.groups.insert(group, &state);
            // Last step: everything is written before foreign code can run, and its failure reverts everything.
            let moved = match self.token {
                None => self.env().transfer(payee, value).is_ok(),
                Some(token) => transfer_from(token, by, payee, planck),
            };
            if moved { Ok(()) } else { Err(Error::TransferFailed) }
        }

        /// The payee says that the money of one leg came another way.
        #[ink(message)]
        pub fn acknowledge(&mut self, group: GroupId, epoch: u64, leg: Leg, proof: Vec<[u8; 32]>) -> Result<(), Error> {
            let by = self.env().caller();
            let mut state = self.open_leg(&group, epoch, &leg, &proof)?;
            if by != leg.payee {
                return Err(Error::NotPayee);
            }
            state.mark_done(leg.index);
            let seq = state.seq_after()?;
            state.advance(Kind::Acknowledged, seq, &leg.event_fields(&group, epoch, &by, seq));
            let Leg { index, payer, payee, planck, memo } = leg;
            self.env().emit_event(Acknowledged {
                group,
                epoch,
                index,
                payer,
                payee,
                planck,
                memo,
                by,
                seq: state.seq,
                head: state.head,
            });
            self.close_if_done(group, &mut state)?;
            self.groups.insert(group, &state);
            Ok(())
        }

        /// Version of the interface.
        #[ink(message)]
        pub fn version(&self) -> u32 {
            VERSION
        }

        /// The native-to-eth ratio given at deployment; clients compare it with their chain's constant.
        #[ink(message)]
        pub fn ratio(&self) -> u128 {
            self.ratio
        }

        /// The token that legs are paid in; none: the chain's own.
        #[ink(message)]
        pub fn token(&self) -> Option<H160> {
            self.token
        }

        /// The group's record.
        #[ink(message)]
        pub fn group(&self, group: GroupId) -> Option<GroupView> {
            self.groups.get(group)
        }

        /// The slot and the latest vote of a current member.
        #[ink(message)]
        pub fn member(&self, group: GroupId, account: H160) -> Option<MemberView> {
            let state = self.groups.get(group)?;
            let roster = self.read_roster(&group, state.members);
            let slot = roster.slot_of(&account, state.members)?;
            Some(MemberView { slot, vote: roster.vote_of(slot)? })
        }

        /// The current roster in slot order; empty for an unknown group.
        #[ink(message)]
        pub fn members(&self, group: GroupId) -> Vec<H160> {
            let Some(state) = self.groups.get(group) else { return Vec::new() };
            let roster = self.read_roster(&group, state.members);
            roster.active(state.members).map(|slot| slot.account).collect()
        }

        /// Whether a leg of the current epoch is paid or acknowledged.
        #[ink(message)]
        pub fn is_done(&self, group: GroupId, index: u8) -> bool {
            self.groups.get(group).is_some_and(|state| state.is_done(index))
        }

        /// Where the group's hash chain ends.
        #[ink(message)]
        pub fn head_of(&self, group: GroupId) -> Option<HeadView> {
            self.groups.get(group).map(|state| HeadView { seq: state.seq, head: state.head })
        }

        /// The Merkle leaf of a leg, for clients to compare with their own.
        #[ink(message)]
        pub fn leaf(&self, group: GroupId, epoch: u64, leg: Leg) -> Digest {
            leg.leaf(&group, epoch)
        }

        /// The group's record, when the leg belongs to its current epoch and is still open.
        fn open_leg(&self, group: &GroupId, epoch: u64, leg: &Leg, proof: &[Digest]) -> Result<GroupView, Error> {
            let state = self.groups.get(group).ok_or(Error::UnknownGroup)?;
            // Epoch 0 is "nothing settled yet" and has no legs.
            if epoch != state.epoch || epoch == 0 {
                return Err(Error::WrongEpoch);
            }
            if !is_leaf_of(&state.plan_root, state.legs, leg.index, leg.leaf(group, epoch), proof) {
                return Err(Error::BadProof);
            }
            if state.is_done(leg.index) {
                return Err(Error::AlreadyDone);
            }
            Ok(state)
        }

        /// Closes the epoch when no leg is open. The caller stores the record.
        fn close_if_done(&self, group: GroupId, state: &mut GroupView) -> Result<(), Error> {
            if !state.all_done() {
                return Ok(());
            }
            let seq = state.seq_after()?;
            state.advance(Kind::Closed, seq, &(group, state.epoch, seq));
            self.env().emit_event(Closed { group, epoch: state.epoch, seq, head: state.head });
            Ok(())
        }

        /// The pages that hold the first `members` slots.
        fn read_roster(&self, group: &GroupId, members: u8) -> Roster {
            Roster::from_pages(members, |page| self.pages.get((group, page)))
        }

        fn write_roster(&mut self, group: &GroupId, roster: &Roster) {
            for (number, page) in (0u8..).zip(roster.pages()) {
                self.pages.insert((group, number), page);
            }
        }

        fn write_page(&mut self, group: &GroupId, roster: &Roster, slot: u8) {
            if let Some((number, page)) = roster.page_of(slot) {
                self.pages.insert((group, number), page);
            }
        }
    }
}
