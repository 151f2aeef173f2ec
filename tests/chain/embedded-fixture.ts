import { readFileSync } from 'node:fs'
import { compactStripLength } from '@polkadot/util'
import { contractAbi } from '../../src/chain/polkadot/contract-abi.ts'
import { connectChain } from '../../src/chain/polkadot/index.ts'
import { unmappedName, type DevChain } from '../../src/devchain/index.ts'
import { deployContract } from '../../src/devchain/deploy-contract.ts'
import { developmentPair } from '../../src/devchain/development-accounts.ts'
import type { H160, Hash32 } from '../../src/domain/index.ts'
import { createDevelopmentWallet } from '../../src/wallet/development/index.ts'
import { expect } from 'vitest'
import { startTestChain } from './start-test-chain.ts'
import { must, personOf, type ChainFixture, type Person } from './chain-fixture.ts'

/**
 * The embedded chain with the suite's people on it, and a second contract that was deployed with a wrong ratio. `QUITS_TEST_CHAIN` runs the
 * same suites elsewhere (start-test-chain.ts).
 */
export async function createEmbeddedFixture(where?: string): Promise<ChainFixture & { readonly chain: DevChain }> {
  const chain = await startTestChain(where)
  const port = must(await connectChain([chain.url]))
  const other = must(await connectChain([chain.url]))
  const { decimals, nativeToEthRatio } = must(await port.facts())
  // A planck of 10 digits is 1e8 of the contract's units, one of 12 digits 1e6.
  const ratio = 10n ** BigInt(18 - decimals)
  expect(nativeToEthRatio).toBe(ratio)
  const [, constructorData] = compactStripLength(
    contractAbi()
      .findConstructor('new')
      .toU8a([ratio * 100n]),
  )
  const code = readFileSync(new URL('../../metadata/settlement.polkavm', import.meta.url))
  const wrong = await deployContract(chain.chain, { code, constructorData }, developmentPair('//Alice'))
  const [alice, bob, carol, dave, unmapped] = (await people(['Alice', 'Bob', 'Charlie', 'Dave', unmappedName])) as [
    Person,
    Person,
    Person,
    Person,
    Person,
  ]
  return {
    chain,
    port,
    other,
    contract: chain.contract.address as H160,
    wrongRatioContract: wrong.address as H160,
    genesis: chain.genesisHash as Hash32,
    expected: { decimals, ratio },
    knownCode: [chain.contract.codeHash as Hash32],
    alice,
    bob,
    carol,
    dave,
    unmapped,
    advance: async () => {
      await chain.newBlock()
    },
    close: async () => {
      await Promise.all([port.close(), other.close()])
      await chain.close()
    },
  }
}

/** Development accounts as people who sign with the development wallet. */
async function people(names: readonly string[]): Promise<readonly Person[]> {
  const wallet = createDevelopmentWallet(names)
  const accounts = must(await wallet.connect('development'))
  return Promise.all(accounts.map(async (account) => personOf(must(await wallet.signer(account)))))
}
