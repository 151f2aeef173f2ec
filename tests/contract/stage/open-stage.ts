import type { ApiPromise } from '@polkadot/api'
import type { u128 } from '@polkadot/types'
import { deployContract, developmentNames, startDevChain } from '../../../src/devchain/index.ts'
import type { H160, Hash32 } from '../../../src/domain/index.ts'
import { openApi } from '../../devchain/open-api.ts'
import { type Actor, actorOf } from './actor.ts'
import { createBalanceReader } from './read-balance.ts'
import { createBlockReader } from './read-receipts.ts'
import { createTokenReader } from './read-tokens.ts'
import { createRehearsal } from './rehearse.ts'
import { createSigner } from './sign-call.ts'
import type { Stage } from './stage.ts'

/** What everybody beyond the development accounts is given: 10,000 tokens. */
const endowment = 10n ** 16n

/** Starts an embedded chain with `size` people on it, from the committed genesis unless given another. */
export async function openStage(size: number = developmentNames.length, genesis?: URL): Promise<Stage> {
  const chain = await startDevChain({ blocks: 'manual', ...(genesis === undefined ? {} : { genesis }) })
  const api = await openApi(chain.url)
  const crowd = Array.from({ length: size }, (_, i) => actorOf(developmentNames[i] ?? `Guest${i}`))
  const signer = await createSigner(api, chain.chain)
  const readBlock = createBlockReader(api, chain.chain)
  const [alice] = crowd as [Actor]
  alice.nonce = await signer.nonceOf(alice)
  const newcomers = crowd.slice(developmentNames.length)
  if (newcomers.length > 0) {
    const funded = await readBlock(newcomers.map(({ pair }) => signer.signTransfer(alice, pair.address, endowment)))
    for (const { failure } of funded) if (failure !== null) throw new Error(`no money for the newcomers: ${failure}`)
  }
  return {
    chain,
    contract: chain.contract.address as H160,
    genesis: chain.genesisHash as Hash32,
    crowd,
    prices: {
      item: constantOf(api, 'revive', 'depositPerChildTrieItem'),
      byte: constantOf(api, 'revive', 'depositPerByte'),
      account: constantOf(api, 'balances', 'existentialDeposit'),
      approval: constantOf(api, 'assets', 'approvalDeposit'),
    },
    sign: signer.signCall,
    block: (calls) => readBlock(calls.map((call) => signer.signCall(call))),
    batch: async (calls) => (await readBlock([signer.signBatch(calls)]))[0]!,
    deploy: async (blueprint) => {
      const { address } = await deployContract(chain.chain, blueprint, alice.pair)
      alice.nonce = await signer.nonceOf(alice)
      return address as H160
    },
    rehearse: createRehearsal(api, chain.chain),
    balanceOf: createBalanceReader(chain.chain, crowd),
    token: createTokenReader(chain.chain, crowd),
    close: async () => {
      await api.disconnect()
      await chain.close()
    },
  }
}

const constantOf = (api: ApiPromise, pallet: string, name: string): bigint =>
  (api.consts[pallet]![name] as u128).toBigInt()
