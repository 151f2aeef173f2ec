//! What makes this runtime a parachain's: it knows its number, wants to be told of the relay chain in every block, and its blocks have slots.

use crate::*;
use cumulus_pallet_parachain_system::{ExpectParentIncluded, RelayNumberStrictlyIncreases};

/// Who may author.
pub type AuraId = sp_consensus_aura::sr25519::AuthorityId;

/// Asset Hub's slot: time between two blocks, in milliseconds.
pub const SLOT_MS: u64 = 6_000;

// Messages neither come nor go: there is no relay chain that would carry them.
impl cumulus_pallet_parachain_system::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnSystemEvent = ();
	type SelfParaId = ParachainInfo;
	type OutboundXcmpMessageSource = ();
	type DmpQueue = ();
	type ReservedDmpWeight = ();
	type XcmpMessageHandler = ();
	type ReservedXcmpWeight = ();
	type CheckAssociatedRelayNumber = RelayNumberStrictlyIncreases;
	type WeightInfo = ();
	// Asset Hub holds its slots against the relay chain's clock. Here tests set the clock, also back: the parent counts as included, and
	// nothing else is asked.
	type ConsensusHook = ExpectParentIncluded;
	type RelayParentOffset = ConstU32<0>;
	type SchedulingSignatureVerifier = ();
}

impl staging_parachain_info::Config for Runtime {}

impl pallet_aura::Config for Runtime {
	type AuthorityId = AuraId;
	type DisabledValidators = ();
	type MaxAuthorities = ConstU32<16>;
	// A branch that starts a second later may stay in its parent's slot.
	type AllowMultipleBlocksPerSlot = ConstBool<true>;
	type SlotDuration = ConstU64<SLOT_MS>;
}
