import stamp from '../../metadata/settlement.stamp.json' with { type: 'json' }
import type { Hash32 } from '../domain/index.ts'

/** Code hashes of settlement contracts that this build knows: the one it was built with. A contract with other code is refused before signing. */
export const KNOWN_CODE: readonly Hash32[] = [stamp.codeHash as Hash32]
