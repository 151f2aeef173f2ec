// Where the chain suites run, by one switch: QUITS_TEST_CHAIN=embedded (unless set), =fork (a fork of the embedded chain over its own endpoint,
// no network; =fork-interpreted without the native executor) or =<path of a Chopsticks configuration> (a fork of what it names, interpreted:
// chopsticks.yml is Paseo Asset Hub).

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFork } from '../../src/devchain/fork/start-fork.ts'
import { startDevChain, type DevChain } from '../../src/devchain/index.ts'

const FORK_TIMEOUT_MS = 60_000

/** A chain with the contract on it and people with money, of the kind that the switch says. */
export async function startTestChain(wanted = process.env['QUITS_TEST_CHAIN'] ?? 'embedded'): Promise<DevChain> {
  if (wanted === 'embedded') return startDevChain()
  if (wanted !== 'fork' && wanted !== 'fork-interpreted')
    return startFork({ config: wanted, port: 0, timeoutMs: FORK_TIMEOUT_MS })
  const upstream = await startDevChain({ contract: 'none' })
  const folder = mkdtempSync(join(tmpdir(), 'quits-fork-'))
  const config = join(folder, 'fork.yml')
  writeFileSync(config, `endpoint: ${upstream.url}\nhost: 127.0.0.1\nport: 8000\nbuild-block-mode: Instant\n`)
  const executor = wanted === 'fork' ? 'native' : 'interpreted'
  const fork = await startFork({ config, port: 0, timeoutMs: FORK_TIMEOUT_MS, executor })
  return {
    ...fork,
    close: async () => {
      await fork.close()
      await upstream.close()
      rmSync(folder, { recursive: true })
    },
  }
}
