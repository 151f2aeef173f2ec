//! Contracts. Everybody may upload and instantiate; tokens of pallet-assets answer as ERC-20 contracts.

use crate::*;
use extrinsic::{Address, EthExtraImpl, Signature};
use pallet_assets_precompiles::{InlineIdConfig, ERC20};
use pallet_revive::{evm::fees::Info as FeeInfo, AccountId32Mapper};

/// Where tokens have their Ethereum style addresses: their id in the first four bytes, this in bytes 16 and 17, as on Asset Hub.
const ERC20_PREFIX: u16 = 0x0120;

parameter_types! {
	/// The part of a code's deposit that each contract of it holds too.
	pub const CodeHashLockupDepositPercent: Perbill = Perbill::from_percent(30);
}

#[derive_impl(pallet_revive::config_preludes::TestDefaultConfig)]
impl pallet_revive::Config for Runtime {
	type AddressMapper = AccountId32Mapper<Self>;
	type ChainId = ConstU64<420_420_420>;
	type CodeHashLockupDepositPercent = CodeHashLockupDepositPercent;
	type Balance = Balance;
	type Currency = Balances;
	type NativeToEthRatio = ConstU32<1_000_000>;
	type UploadOrigin = EnsureSigned<Self::AccountId>;
	type InstantiateOrigin = EnsureSigned<Self::AccountId>;
	type Time = Timestamp;
	type FeeInfo = FeeInfo<Address, Signature, EthExtraImpl>;
	type Precompiles = (ERC20<Self, InlineIdConfig<ERC20_PREFIX>>,);
	type DebugEnabled = ConstBool<true>;
	type AutoMap = ConstBool<true>;
	type GasScale = ConstU32<50000>;
}
