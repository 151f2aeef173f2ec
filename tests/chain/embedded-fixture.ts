import { readFileSync } from 'node:fs'
import { compactStripLength } from '@polkadot/util'
import { contractAbi } from '../../src/chain/polkadot/contract-abi.ts'
import { connectChain } from '../../src/chain/polkadot/index.ts'
import { startDevChain, unmappedName, type DevChain } from '../../src/devchain/index.ts'
import { deployContract } from '../../src/devchain/deploy-contract.ts'
import { developmentPair } from '../../src/devchain/development-accounts.ts'
import type { H160, Hash32 } from '../../src/domain/index.ts'
import { createDevelopmentWallet } from '../../src/wallet/development/index.ts'
import { must, personOf, type ChainFixture, type Person } from './chain-fixture.ts'

/** The embedded chain with the suite's people on it, and a second contract that was deployed with a wrong ratio. */
export async function createEmbeddedFixture(): Promise<ChainFixture & { readonly chain: DevChain }> {
  const chain = await startDevChain()
  const [, constructorData] = compactStripLength(contractAbi().findConstructor('new').toU8a([100_000_000n]))
  const code = readFileSync(new URL('../../metadata/settlement.polkavm', import.meta.url))
  const wrong = await deployContract(chain.chain, { code, constructorData }, developmentPair('//Alice'))
  const port = must(await connectChain([chain.url]))
  const other = must(await connectChain([chain.url]))
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
