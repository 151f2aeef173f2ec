import type { Blockchain } from '@acala-network/chopsticks-core'
import type { HexString } from '@polkadot/util/types'

const keysByChain = new WeakMap<Blockchain, Set<HexString>>()

/** The public keys whose signatures `chain` accepts unchecked. Whoever adds to them may sign for those accounts with any bytes. */
export function impersonatedOn(chain: Blockchain): Set<HexString> {
  const known = keysByChain.get(chain)
  if (known !== undefined) return known
  const keys = new Set<HexString>()
  keysByChain.set(chain, keys)
  return keys
}
