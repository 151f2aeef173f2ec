// A pot whose tie names some money and a chain whose contract pays in some, alike or not. Nobody of ours signs a tie that is not so; a pot file may hold one all
// the same. The chain is a fake one with the embedded chain's name, so that the money that its network lists is known.
import type { PotSession } from '../../src/app/index.ts'
import type { FakeChain, FakeChainOptions } from '../../src/chain/fake/index.ts'
import { EMBEDDED_GENESIS } from '../../src/chain/index.ts'
import { networkOf } from '../../src/chain/networks/index.ts'
import type { Currency, H160, Hash32 } from '../../src/domain/index.ts'
import { createGroup, type ChainFixture } from '../chain/chain-fixture.ts'
import { createFakeFixture } from '../chain/fake-fixture.ts'
import { createInstallation, EUR, must } from './people.ts'

const { token: own, tokens } = networkOf({ genesis: EMBEDDED_GENESIS, offersDev: true })!
/** The chain's own money. */
export const UNIT: Currency = { code: own.symbol, digits: own.decimals }
/** A token that the chain's network lists. */
export const LISTED = tokens[0]!
/** The contract's code. */
export const CODE = 'cd'.repeat(32) as Hash32
/** What the chain converts by. */
export const RATIO = 1_000_000n

/** What the chain says of the contract and of tokens. */
export interface Told {
  readonly paidIn: H160 | null
  readonly tokens?: readonly { readonly address: H160; readonly symbol: string; readonly decimals: number }[]
  readonly ratio?: bigint
}

/** The pot of somebody alone, tied to a group on this chain in money that the tie calls `said`. */
export async function tiedPot(
  said: Currency,
  told: Told,
): Promise<{ readonly chain: ChainFixture & { readonly fake: FakeChain }; readonly session: PotSession }> {
  const chain = createFakeFixture(optionsOf(told))
  const { group, createdAt } = await createGroup(chain, [chain.alice], 1)
  const installation = await createInstallation([CODE])
  const founder = { title: 'Flat', currency: EUR, you: 'Alice', others: [], chain: null } as const
  const session = must(await installation.createPot(founder))
  const place = { genesis: EMBEDDED_GENESIS, contract: chain.contract, group, block: createdAt }
  const rest = { baseEpoch: 0n, previous: null, last: null, unreachable: [] }
  must(await session.write({ kind: 'pot.tied', body: { ...place, ...rest, token: said } }))
  return { chain, session }
}

function optionsOf({ paidIn, tokens: known = [], ratio = RATIO }: Told): Partial<FakeChainOptions> {
  return {
    facts: { genesis: EMBEDDED_GENESIS, offersDev: true, symbol: own.symbol, decimals: own.decimals },
    contract: {
      address: 'c0'.repeat(20) as H160,
      codeHash: CODE,
      ratio,
      ...(paidIn !== null && { token: paidIn }),
    },
    tokens: known.map((token) => ({ ...token, holdings: [] })),
  }
}
