//! The runtime of the embedded chain: contracts (pallet-revive), tokens with an ERC-20 face (pallet-assets) and batches (pallet-utility)
//! over accounts, balances and fees, in the frame of a parachain. Blocks come from whoever asks for one; nobody checks who authored them.
//!
//! Pallets keep their index for ever: it is part of every call's bytes. The first six stand where `revive-dev-runtime` has them.
#![no_std]

extern crate alloc;

mod accounts;
mod apis;
mod contracts;
mod extrinsic;
mod fees;
mod parachain;
mod tokens;
mod weights;

use alloc::vec::Vec;
use frame::prelude::*;
use frame::runtime::prelude::*;
use frame::runtime::types_common;

/// Amounts of the chain's own token.
pub type Balance = u128;
/// Heights of blocks.
pub type BlockNumber = types_common::BlockNumber;
/// How many extrinsics an account has signed.
pub type Nonce = u32;
/// Who signs.
pub type AccountId = types_common::AccountId;
/// A block as it is stored and hashed.
pub type Block = frame::deps::sp_runtime::generic::Block<Header, extrinsic::UncheckedExtrinsic>;
/// A block's header.
pub type Header = frame::deps::sp_runtime::generic::Header<BlockNumber, BlakeTwo256>;

/// One token, of 12 decimals.
pub const UNIT: Balance = 1_000_000_000_000;
/// A hundredth of a token.
pub const CENT: Balance = UNIT / 100;
/// A thousandth of a hundredth.
pub const MILLICENT: Balance = CENT / 1_000;

/// What this runtime is; `spec_version` goes up with every change that is built and committed.
#[runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: alloc::borrow::Cow::Borrowed("quits-dev-runtime"),
	impl_name: alloc::borrow::Cow::Borrowed("quits-dev-runtime"),
	authoring_version: 1,
	spec_version: 2,
	impl_version: 1,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

#[frame_construct_runtime]
mod runtime {
	/// All pallets together.
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Runtime>;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp::Pallet<Runtime>;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances::Pallet<Runtime>;
	#[runtime::pallet_index(3)]
	pub type Sudo = pallet_sudo::Pallet<Runtime>;
	#[runtime::pallet_index(4)]
	pub type TransactionPayment = pallet_transaction_payment::Pallet<Runtime>;
	#[runtime::pallet_index(5)]
	pub type Revive = pallet_revive::Pallet<Runtime>;
	#[runtime::pallet_index(6)]
	pub type Utility = pallet_utility::Pallet<Runtime>;
	#[runtime::pallet_index(7)]
	pub type Assets = pallet_assets::Pallet<Runtime>;
	/// Approvals of tokens by signature (EIP-2612), which the ERC-20 precompile offers.
	#[runtime::pallet_index(8)]
	pub type Permits = pallet_assets_precompiles::permit::Pallet<Runtime>;
	#[runtime::pallet_index(9)]
	pub type ParachainSystem = cumulus_pallet_parachain_system::Pallet<Runtime>;
	#[runtime::pallet_index(10)]
	pub type ParachainInfo = staging_parachain_info::Pallet<Runtime>;
	#[runtime::pallet_index(11)]
	pub type Aura = pallet_aura::Pallet<Runtime>;
}
