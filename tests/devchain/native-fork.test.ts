import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HexString } from '@polkadot/util/types'
import { afterEach, expect, test } from 'vitest'
import { startFork } from '../../src/devchain/fork/start-fork.ts'
import { type BareDevChain, developmentPair, startDevChain } from '../../src/devchain/index.ts'
import { balanceOf } from './balance-of.ts'
import { openApi } from './open-api.ts'
import { transfer } from './transfer.ts'

const folder = mkdtempSync(join(tmpdir(), 'quits-native-fork-'))
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** The same extrinsics for every fork: sr25519 signs differently each time. */
const signTransfers = async ({ url, accounts }: BareDevChain): Promise<readonly HexString[]> => {
  const api = await openApi(url)
  const sign = async (amount: bigint, nonce: number): Promise<HexString> =>
    (await transfer(api, accounts[1]!.address, amount).signAsync(developmentPair('//Alice'), { nonce, era: 0 })).toHex()
  const signed = [await sign(10n ** 12n, 0), await sign(2n * 10n ** 12n, 1)]
  await api.disconnect()
  return signed
}

/** A block for each extrinsic, and an empty one; what is there in the end. */
const play = async ({ url, chain, accounts, newBlock, head }: BareDevChain, extrinsics: readonly HexString[]) => {
  for (const extrinsic of extrinsics) await chain.newBlock({ transactions: [extrinsic] })
  await newBlock()
  const api = await openApi(url)
  const balances = await Promise.all(accounts.slice(0, 2).map(({ address }) => balanceOf(api, address)))
  await api.disconnect()
  return { head: head(), balances }
}

test('a fork that runs natively builds the same blocks as one that is interpreted', async () => {
  const upstream = await startDevChain({ contract: 'none' })
  const config = join(folder, 'fork.yml')
  writeFileSync(config, `endpoint: ${upstream.url}\nport: 0\nbuild-block-mode: Manual\n`)
  const options = { config, port: 0, timeoutMs: 30_000, contract: 'none' } as const
  const native = await startFork({ ...options, executor: 'native' })
  const interpreted = await startFork(options)
  const extrinsics = await signTransfers(native)
  const played = await play(native, extrinsics)
  expect(played.balances[1]).toBe(1_000_003n * 10n ** 12n)
  expect(played).toEqual(await play(interpreted, extrinsics))
  await interpreted.close()
  await native.close()
  await upstream.close()
})
