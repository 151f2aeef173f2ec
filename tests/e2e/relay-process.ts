import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A relay as a process, which can be away for a while. */
export interface RelayProcess {
  readonly url: string
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
  /** Takes away all that it has stored, while it is stopped; it stays the same relay. */
  readonly wipe: () => Promise<void>
  readonly end: () => Promise<void>
}

/** Starts a relay on this machine. */
export async function startRelay(): Promise<RelayProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'quits-e2e-relay-'))
  const run = async (port: number): Promise<{ readonly child: ChildProcess; readonly url: string }> => {
    const words = ['src/relay/main.ts', '--port', String(port), '--data', folder]
    const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
    // A test that fails does not come to its end.
    process.once('exit', () => child.kill())
    for await (const text of createInterface({ input: child.stdout })) {
      const line = JSON.parse(text) as { readonly event: string; readonly url: string }
      if (line.event !== 'listening') continue
      child.stdout.resume()
      return { child, url: `${line.url.replace(/^http/, 'ws')}/v1` }
    }
    throw new Error('the relay did not start')
  }
  let { child, url } = await run(0)
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }
  return {
    url,
    stop,
    start: async () => {
      ;({ child, url } = await run(Number(new URL(url).port)))
    },
    wipe: async () => {
      for (const name of ['relay.db', 'relay.db-wal', 'relay.db-shm']) await rm(join(folder, name), { force: true })
    },
    end: async () => {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
