import { readFileSync } from 'node:fs'
import { Abi } from '@polkadot/api-contract'
import { expect, test } from 'vitest'
import {
  type DevChain,
  deploySettlement,
  developmentPair,
  developmentToken,
  startDevChain,
} from '../../src/devchain/index.ts'
import { openApi } from './open-api.ts'

const abi = new Abi(readFileSync(new URL('../../metadata/settlement.json', import.meta.url), 'utf8'))

test('the settlement contract is there at the start, once with the ratio of the chain and once for the development token', async () => {
  const chain = await startDevChain()
  const { contract, tokenContract } = chain
  if (tokenContract === null) throw new Error('no contract for the token')
  expect(contract.address).toMatch(/^[0-9a-f]{40}$/)
  for (const { codeHash } of [contract, tokenContract]) expect(`0x${codeHash}`).toBe(abi.info.source.wasmHash.toHex())
  const { blockNumber, blockHash } = tokenContract.deployedAt
  expect(chain.head()).toEqual({ number: blockNumber, hash: blockHash })
  expect(contract.deployedAt.blockNumber).toBe(blockNumber - 1)
  expect(await ratioOf(chain, contract.address)).toBe(1_000_000n)
  expect(await answerOf(chain, tokenContract.address, 'token')).toBe(`01${developmentToken.h160}`)
  await chain.close()
})

test('further contracts are deployed beside it, with another ratio where a test wants a wrong one', async () => {
  const chain = await startDevChain()
  const other = await deploySettlement(chain.chain, developmentPair('//Bob'), { ratio: 7n })
  expect(other.address).not.toBe(chain.contract.address)
  expect(other.codeHash).toBe(chain.contract.codeHash)
  expect(await ratioOf(chain, other.address)).toBe(7n)
  await chain.close()
})

test('an instance of the same code is paid in a token instead, and says which; its ratio is none', async () => {
  const chain = await startDevChain()
  const { h160 } = developmentToken
  const other = await deploySettlement(chain.chain, developmentPair('//Bob'), { token: h160 })
  expect(other.codeHash).toBe(chain.contract.codeHash)
  expect(await answerOf(chain, other.address, 'token')).toBe(`01${h160}`)
  expect(await ratioOf(chain, other.address)).toBe(0n)
  expect(await answerOf(chain, chain.contract.address, 'token')).toBe('00')
  await chain.close()
})

test('the interpreted executor makes the same contract at the same address', async () => {
  const native = await startDevChain()
  await native.close()
  const interpreted = await startDevChain({ executor: 'interpreted' })
  expect(interpreted.contract.address).toBe(native.contract.address)
  expect(interpreted.contract.codeHash).toBe(native.contract.codeHash)
  expect(interpreted.genesisHash).toBe(native.genesisHash)
  expect(await ratioOf(interpreted, interpreted.contract.address)).toBe(1_000_000n)
  await interpreted.close()
})

test('a constructor that the contract does not have is refused with the name of the failure', async () => {
  const code = readFileSync(new URL('../../metadata/settlement.polkavm', import.meta.url))
  const contract = { code, constructorData: Uint8Array.of(1, 2, 3, 4) }
  await expect(startDevChain({ contract })).rejects.toThrow(
    'the chain refused revive.instantiateWithCode: revive.ContractReverted',
  )
})

/** What a view without arguments answers, in SCALE. */
const answerOf = async ({ url, accounts }: DevChain, contract: string, view: 'ratio' | 'token'): Promise<string> => {
  const api = await openApi(url)
  const message = abi.findMessage(view)
  const dry = await api.call['reviveApi']?.['call']?.(
    accounts[0]?.address,
    `0x${contract}`,
    0,
    null,
    null,
    message.toU8a([]),
  )
  await api.disconnect()
  const { ok } = (
    dry as unknown as { readonly result: { toJSON: () => { readonly ok: { readonly data: string } } } }
  ).result.toJSON()
  return ok.data.slice(4) // after the byte that says Ok
}

const ratioOf = async (chain: DevChain, contract: string): Promise<bigint> =>
  BigInt(
    `0x${Buffer.from(await answerOf(chain, contract, 'ratio'), 'hex')
      .reverse()
      .toString('hex')}`,
  )
