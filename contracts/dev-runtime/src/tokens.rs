//! Tokens beside the chain's own, numbered like the trust-backed assets of Asset Hub. Anybody may create one.

use crate::*;
use frame::deps::frame_support::traits::AsEnsureOriginWithArg;

parameter_types! {
	/// For a token of one's own.
	pub const AssetDeposit: Balance = 10 * CENT;
	/// For its name, its symbol and its decimals.
	pub const MetadataDeposit: Balance = CENT;
	/// For holding a token without which the account would not exist.
	pub const AssetAccountDeposit: Balance = CENT;
	/// For each byte of name and symbol.
	pub const MetadataDepositPerByte: Balance = MILLICENT;
	/// For letting somebody else spend.
	pub const ApprovalDeposit: Balance = CENT;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Runtime {
	type Balance = Balance;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
	type RemoveItemsLimit = ConstU32<1000>;
	type AssetDeposit = AssetDeposit;
	type AssetAccountDeposit = AssetAccountDeposit;
	type MetadataDepositBase = MetadataDeposit;
	type MetadataDepositPerByte = MetadataDepositPerByte;
	type ApprovalDeposit = ApprovalDeposit;
}

impl pallet_assets_precompiles::PermitConfig for Runtime {
	type ChainId = <Runtime as pallet_revive::Config>::ChainId;
	type WeightInfo = ();
}
