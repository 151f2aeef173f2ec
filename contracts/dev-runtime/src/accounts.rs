//! Accounts, their money, the clock, and who may do anything (sudo).

use crate::*;

parameter_types! {
	/// This runtime's version, as the chain tells it.
	pub const Version: RuntimeVersion = VERSION;
	/// What an account must keep to stay alive.
	pub const ExistentialDeposit: Balance = CENT;
}

#[derive_impl(frame_system::config_preludes::SolochainDefaultConfig)]
impl frame_system::Config for Runtime {
	type Block = Block;
	type BlockWeights = weights::RuntimeBlockWeights;
	type Version = Version;
	type AccountId = AccountId;
	type Hash = H256;
	type Nonce = Nonce;
	type AccountData = pallet_balances::AccountData<Balance>;
	// An account can call contracts from its first breath on.
	type OnNewAccount = pallet_revive::AutoMapper<Runtime>;
	type OnKilledAccount = pallet_revive::AutoMapper<Runtime>;
	// New code waits for the relay chain's leave.
	type OnSetCode = cumulus_pallet_parachain_system::ParachainSetCode<Self>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Runtime {
	type AccountStore = System;
	type Balance = Balance;
	type ExistentialDeposit = ExistentialDeposit;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
}

#[derive_impl(pallet_sudo::config_preludes::TestDefaultConfig)]
impl pallet_sudo::Config for Runtime {}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Runtime {
	// A block's time and its slot must agree.
	type OnTimestampSet = Aura;
	type MinimumPeriod = ConstU64<0>;
}

impl pallet_utility::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = ();
}
