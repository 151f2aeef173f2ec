import type { AccountId, H160, Hash32 } from '../../domain/index.ts'

/** A hash of one digit. */
export const sampleHash = (digit: string): Hash32 => digit.repeat(64) as Hash32

/** An address of one digit. */
export const sampleAddress = (digit: string): H160 => digit.repeat(40) as H160

/** One token of the sample chain, in its smallest unit. */
export const SAMPLE_UNIT = 1_000_000_000_000n

/** The account of the samples. */
export const SAMPLE_ACCOUNT = 'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d' as AccountId
