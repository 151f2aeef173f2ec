//! What an extrinsic costs: its weight and its length, at a multiplier that never moves.

use crate::*;
use frame::deps::frame_support::weights::ConstantMultiplier;
use frame::deps::sp_runtime::traits::One;
use pallet_revive::evm::fees::BlockRatioFee;
use pallet_transaction_payment::{ConstFeeMultiplier, FungibleAdapter, Multiplier};

parameter_types! {
	/// For each byte of an extrinsic.
	pub const TransactionByteFee: Balance = 10 * MILLICENT;
	/// Always one: a test reads the same fee on every block.
	pub FeeMultiplier: Multiplier = Multiplier::one();
}

#[derive_impl(pallet_transaction_payment::config_preludes::TestDefaultConfig)]
impl pallet_transaction_payment::Config for Runtime {
	type OnChargeTransaction = FungibleAdapter<Balances, ()>;
	type WeightToFee = BlockRatioFee<1, 1, Self, Balance>;
	type LengthToFee = ConstantMultiplier<Balance, TransactionByteFee>;
	type FeeMultiplierUpdate = ConstFeeMultiplier<FeeMultiplier>;
}
