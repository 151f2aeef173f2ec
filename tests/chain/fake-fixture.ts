import { createFakeChain, type FakeChain, type FakeChainOptions } from '../../src/chain/fake/index.ts'
import type { AccountId, H160, Hash32 } from '../../src/domain/index.ts'
import { personOf, type ChainFixture, type Person } from './chain-fixture.ts'

const NAMES = ['a1', 'b0', 'ca', 'da', '2e']
const RICH = 1_000_000_000_000n

/** A signer that signs nothing: the fake chain asks for no signature. */
export function fakePerson(byte: string, custody: 'browser wallet' | 'development key' = 'development key'): Person {
  return personOf({ account: byte.repeat(32) as AccountId, custody })
}

/** A fake chain with the suite's people on it. */
export function createFakeFixture(
  options: Partial<FakeChainOptions> = {},
): ChainFixture & { readonly fake: FakeChain } {
  const [alice, bob, carol, dave, unmapped] = NAMES.map((byte) => fakePerson(byte)) as [
    Person,
    Person,
    Person,
    Person,
    Person,
  ]
  const contract = { address: 'c0'.repeat(20) as H160, codeHash: 'cd'.repeat(32) as Hash32, ratio: 1_000_000n }
  const fake = createFakeChain({
    accounts: [alice, bob, carol, dave, unmapped].map(({ account }) => ({ account, planck: RICH })),
    mapped: new Map([alice, bob, carol, dave].map(({ address, account }) => [address, account])),
    contract,
    ...options,
  })
  fake.mine(3)
  return {
    fake,
    port: fake.port,
    other: fake.port,
    contract: contract.address,
    wrongRatioContract: null,
    genesis: '45'.repeat(32) as Hash32,
    expected: { decimals: 12, ratio: 1_000_000n },
    knownCode: [contract.codeHash],
    alice,
    bob,
    carol,
    dave,
    unmapped,
    advance: async () => fake.mine(),
    close: () => fake.port.close(),
  }
}
