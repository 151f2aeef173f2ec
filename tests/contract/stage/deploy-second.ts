import { readFileSync } from 'node:fs'
import { compactStripLength } from '@polkadot/util'
import { contractAbi } from '../../../src/chain/polkadot/contract-abi.ts'
import type { H160 } from '../../../src/domain/index.ts'
import type { Stage } from './stage.ts'

/** One more settlement contract of the same code, with the chain's ratio unless a test wants another. */
export function deploySecond({ deploy }: Stage, ratio: bigint = 10n ** 6n): Promise<H160> {
  const [, constructorData] = compactStripLength(contractAbi().findConstructor('new').toU8a([ratio]))
  const code = readFileSync(new URL('../../../metadata/settlement.polkavm', import.meta.url))
  return deploy({ code, constructorData })
}
