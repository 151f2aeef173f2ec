import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startFork } from '../../src/devchain/fork/start-fork.ts'
import { KNOWN_CODE } from '../../src/chain/index.ts'
import { connectChain } from '../../src/chain/polkadot/index.ts'
import { connectDevControls, startDevChain } from '../../src/devchain/index.ts'
import type { H160 } from '../../src/domain/index.ts'
import { must } from '../chain/chain-fixture.ts'
import { balanceOf } from './balance-of.ts'
import { openApi } from './open-api.ts'

const folders: string[] = []
const aConfig = (endpoint: string, more = ''): string => {
  const folder = mkdtempSync(join(tmpdir(), 'quits-fork-'))
  folders.push(folder)
  const path = join(folder, 'fork.yml')
  writeFileSync(path, `endpoint: ${endpoint}\nhost: 127.0.0.1\nport: 8000\n${more}`)
  return path
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

test('chopsticks.yml is a configuration that Chopsticks accepts, of Paseo Asset Hub', async () => {
  const { fetchConfig } = await import('@acala-network/chopsticks/schema/index') // after ours, which quiets it
  const { endpoint, host } = await fetchConfig('chopsticks.yml')
  expect([endpoint].flat().every((one) => /^wss:.*paseo/.test(one ?? ''))).toBe(true)
  expect(host).toBe('127.0.0.1')
})

test('a fork takes the head of its upstream and serves its accounts', async () => {
  const upstream = await startDevChain({ contract: 'none' })
  await upstream.newBlock(2)
  const fork = await startFork({ config: aConfig(upstream.url), port: 0, timeoutMs: 10_000, contract: 'none' })
  expect([fork.forkedAt, fork.head()]).toEqual([upstream.head(), upstream.head()])
  const api = await openApi(fork.url)
  expect(await balanceOf(api, upstream.accounts[0]!.address)).toBe(10n ** 18n)
  await api.disconnect()
  await fork.close()
  await upstream.close()
})

test('without a network the fork says so in one sentence, and what works without one', async () => {
  const gone = await startDevChain({ contract: 'none' })
  await gone.close()
  await expect(startFork({ config: aConfig(gone.url), port: 0, timeoutMs: 5000 })).rejects.toThrow(
    `The fork needs the network, and none of its endpoints answers: ${gone.url}. "npm run chain" starts a chain that needs none.`,
  )
})

test.each([
  [null, /^The configuration \S+fork\.yml cannot be read \(ENOENT\); without --config it is chopsticks\.yml\.$/],
  ['endpoint: ws://127.0.0.1:1\nspeed: 3\n', /fork\.yml is no configuration for Chopsticks: [^\n]*'speed'\.$/],
  ['port: [1\n', /fork\.yml is no configuration for Chopsticks: [^\n]+\.$/],
  ['port: 8000\n', /fork\.yml names no endpoint, so there is nothing to fork\.$/],
])(
  'a configuration that is none is named in one sentence, and nothing is asked of the network: %j',
  async (text, sentence) => {
    const config = aConfig('')
    if (text === null) rmSync(config)
    else writeFileSync(config, text)
    await expect(startFork({ config, port: 0, timeoutMs: 5000 })).rejects.toThrow(sentence)
  },
)

test('a fork has the contract, and people who can call it, without a word to its upstream', async () => {
  const upstream = await startDevChain({ contract: 'none' })
  const before = upstream.head()
  const fork = await startFork({ config: aConfig(upstream.url), port: 0, timeoutMs: 10_000 })
  expect(fork.genesisHash).toBe(upstream.genesisHash)
  const port = must(await connectChain([fork.url]))
  expect(must(await port.contractFacts(fork.contract.address as H160))).toMatchObject({ codeHash: KNOWN_CODE[0] })
  const [alice] = fork.accounts
  expect(must(await port.originalAccount(alice?.h160 as H160))).toBe(alice?.publicKey)
  expect(upstream.head()).toEqual(before)
  await port.close()
  await fork.close()
  await upstream.close()
})

test('an account whose money the configuration made is mapped, also where accounts are mapped when they come to life', async () => {
  const upstream = await startDevChain({ contract: 'none' })
  const bob = upstream.accounts.find(({ name }) => name === 'Bob')!
  const unmapped = `import-storage:\n  Revive:\n    OriginalAccount:\n      - [["0x${bob.h160}"], null]\n`
  const mappedOn = async (fork: {
    readonly url: string
    readonly close: () => Promise<void>
  }): Promise<string | null> => {
    const port = must(await connectChain([fork.url]))
    const found = must(await port.originalAccount(bob.h160 as H160))
    await port.close()
    await fork.close()
    return found
  }
  const config = aConfig(upstream.url, unmapped)
  expect(await mappedOn(await startFork({ config, port: 0, timeoutMs: 10_000, contract: 'none' }))).toBeNull()
  expect(await mappedOn(await startFork({ config, port: 0, timeoutMs: 10_000 }))).toBe(bob.publicKey)
  await upstream.close()
})

test('dev_newBlock, dev_setHead and dev_timeTravel from another process: a reorganisation on the embedded chain and on a fork', async () => {
  const upstream = await startDevChain({ contract: 'none' })
  const fork = await startFork({ config: aConfig(upstream.url), port: 0, timeoutMs: 10_000, contract: 'none' })
  for (const chain of [upstream, fork]) {
    const controls = await connectDevControls(chain.url)
    const first = await controls.newBlock(3)
    expect(first).toEqual(chain.head())
    expect(await controls.setHead(first.number - 2)).toMatchObject({ number: first.number - 2 })
    await controls.timeTravel(Date.UTC(2100, 0, 1))
    const second = await controls.newBlock(2)
    expect(second.number).toBe(first.number)
    expect(second.hash).not.toBe(first.hash)
    const api = await openApi(chain.url)
    expect(Number((await api.query['timestamp']?.['now']?.())?.toString())).toBeGreaterThanOrEqual(Date.UTC(2100, 0, 1))
    expect(await controls.setHead(first.hash)).toEqual(first)
    await expect(controls.setHead(9_999_999)).rejects.toThrow(/dev_setHead/)
    await api.disconnect()
    controls.close()
  }
  await expect(connectDevControls('ws://127.0.0.1:9')).rejects.toThrow('does not answer')
  await fork.close()
  await upstream.close()
})
