//! What fits into a block: two seconds of computing and the proof size that a relay chain accepts.

use frame::deps::frame_support::weights::constants::{
	BlockExecutionWeight, ExtrinsicBaseWeight, WEIGHT_REF_TIME_PER_SECOND,
};
use frame::deps::frame_system::limits::BlockWeights;
use frame::prelude::*;
use frame::runtime::prelude::*;

/// What a relay chain takes as a block's proof: 10 MiB.
const MAX_PROOF_BYTES: u64 = 10 * 1024 * 1024;
const MAX_BLOCK: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND.saturating_mul(2), MAX_PROOF_BYTES);
/// The share of a block that ordinary extrinsics may take.
const NORMAL: Perbill = Perbill::from_percent(75);
/// The share that is left for what every block does by itself.
const ON_INITIALIZE: Perbill = Perbill::from_percent(10);

parameter_types! {
	/// The limits of a block, by class of extrinsic.
	pub RuntimeBlockWeights: BlockWeights = BlockWeights::builder()
		.base_block(BlockExecutionWeight::get())
		.for_class(DispatchClass::all(), |weights| {
			weights.base_extrinsic = ExtrinsicBaseWeight::get();
		})
		.for_class(DispatchClass::Normal, |weights| {
			weights.max_total = Some(NORMAL * MAX_BLOCK);
		})
		.for_class(DispatchClass::Operational, |weights| {
			weights.max_total = Some(MAX_BLOCK);
			weights.reserved = Some(MAX_BLOCK - NORMAL * MAX_BLOCK);
		})
		.avg_block_initialization(ON_INITIALIZE)
		.build_or_panic();
}
