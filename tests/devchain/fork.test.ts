import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { startFork } from '../../src/devchain/fork/start-fork.ts'
import { startDevChain } from '../../src/devchain/index.ts'
import { balanceOf } from './balance-of.ts'
import { openApi } from './open-api.ts'

const folders: string[] = []
const aConfig = (endpoint: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'quits-fork-'))
  folders.push(folder)
  const path = join(folder, 'fork.yml')
  writeFileSync(path, `endpoint: ${endpoint}\nhost: 127.0.0.1\nport: 8000\n`)
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
  const fork = await startFork({ config: aConfig(upstream.url), port: 0, timeoutMs: 10_000 })
  expect(fork.head).toEqual(upstream.head())
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
