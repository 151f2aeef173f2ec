import type { ApiPromise } from '@polkadot/api'
import { encodeAddress } from '@polkadot/util-crypto'
import { developmentToken, type DevChain } from '../../src/devchain/index.ts'
import { hexToBytes, type AccountId, type H160 } from '../../src/domain/index.ts'
import { finalize } from '../devchain/finalize.ts'
import { openApi } from '../devchain/open-api.ts'
import type { FakeChain, FakeChainOptions } from '../../src/chain/fake/index.ts'
import type { ChainFixture } from './chain-fixture.ts'
import { createEmbeddedFixture } from './embedded-fixture.ts'
import { createFakeFixture, fakePerson } from './fake-fixture.ts'

/** A chain on which the suite's contract pays in a token, of which everybody holds some. */
export type TokenFixture = ChainFixture & {
  readonly token: H160
  readonly code: string
  readonly digits: number
  /** A contract that pays in the chain's own money; null where there is none. */
  readonly nativeContract: H160 | null
  /** How much of an account's token the contract may still fetch. */
  readonly allowance: (account: AccountId) => Promise<bigint>
  readonly freeze: (isFrozen: boolean) => Promise<void>
  readonly setPlanck: (account: AccountId, planck: bigint) => Promise<void>
}

const TOKEN = developmentToken.h160 as string as H160

/** The token on the fake chain. */
export function createFakeTokenFixture(
  options: Partial<FakeChainOptions> = {},
): TokenFixture & { readonly fake: FakeChain } {
  const contract = {
    address: 'c0'.repeat(20) as H160,
    codeHash: 'cd'.repeat(32) as ChainFixture['genesis'],
    ratio: 1_000_000n,
    token: TOKEN,
  }
  const { symbol, decimals, each } = developmentToken
  const holdings = ['a1', 'b0', 'ca', 'da', '2e'].map((byte) => ({
    account: fakePerson(byte).account,
    amount: BigInt(each),
  }))
  const tokens = [{ address: TOKEN, symbol, decimals, holdings }]
  const fixture = createFakeFixture({ contract, tokens, ...options })
  return {
    ...fixture,
    token: TOKEN,
    code: symbol,
    digits: decimals,
    nativeContract: null,
    allowance: async (account: AccountId) => fixture.fake.allowance(TOKEN, account),
    freeze: async (isFrozen: boolean) => fixture.fake.freeze(TOKEN, isFrozen),
    setPlanck: async (account: AccountId, planck: bigint) => fixture.fake.setBalance(account, planck),
  }
}

/** A token's fixture on the embedded chain, and what else can be done there. */
export type EmbeddedTokenFixture = TokenFixture & { readonly chain: DevChain; readonly api: ApiPromise }

/** The development token on the embedded chain, which //Alice has issued. Forks have neither it nor a contract that pays in it. */
export async function createEmbeddedTokenFixture(): Promise<EmbeddedTokenFixture> {
  const fixture = await createEmbeddedFixture('embedded')
  const { chain } = fixture
  if (chain.tokenContract === null) throw new Error('no contract pays in the token')
  const api = await openApi(chain.url)
  const contract = chain.tokenContract.address as H160
  return {
    ...fixture,
    api,
    contract,
    token: TOKEN,
    code: developmentToken.symbol,
    digits: developmentToken.decimals,
    nativeContract: fixture.contract,
    allowance: async (account: AccountId): Promise<bigint> => {
      const spender = encodeAddress(hexToBytes(`${contract}${'ee'.repeat(12)}`))
      const found = await api.query['assets']!['approvals']!(developmentToken.id, `0x${account}`, spender)
      const { amount } = (found.toJSON() ?? { amount: 0 }) as { readonly amount: number | string }
      return BigInt(amount)
    },
    freeze: async (isFrozen: boolean): Promise<void> => {
      const stop = api.tx['assets']![isFrozen ? 'freezeAsset' : 'thawAsset']!(developmentToken.id)
      await finalize(stop, '//Alice')
    },
    setPlanck: (account: AccountId, planck: bigint) => chain.setBalance(encodeAddress(hexToBytes(account), 42), planck),
    close: async () => {
      await api.disconnect()
      await fixture.close()
    },
  }
}
