// What the stories run on: the embedded chain as its own process, and the built dApp as files on this machine.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A chain for one test file. */
export interface RunningChain {
  readonly endpoint: string
  readonly contract: string
  /** The instance that pays in the development token. */
  readonly tokenContract: string
  readonly stop: () => Promise<void>
}

/** Starts the embedded chain with a block every `intervalMs`, so that there is time between sending and a block. */
export async function startChain(intervalMs: number): Promise<RunningChain> {
  const child = spawn(process.execPath, ['src/devchain/main.ts', '--port', '0', '--interval', String(intervalMs)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const found = new Map<string, string>()
  for await (const line of createInterface({ input: child.stdout })) {
    const [, name, value] = /^(RPC|Contract|TokenContract)\s+(\S+)/.exec(line) ?? []
    if (name !== undefined && value !== undefined) found.set(name, value)
    if (found.size === 3) break
  }
  const [endpoint, contract, tokenContract] = [found.get('RPC'), found.get('Contract'), found.get('TokenContract')]
  if (endpoint === undefined || contract === undefined || tokenContract === undefined)
    throw new Error('the embedded chain did not start')
  child.stdout.resume()
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGINT')
    await ended
  }
  return { endpoint, contract, tokenContract, stop }
}

/** The built dApp, served. */
export interface ServedBuild {
  readonly url: string
  /** Where its files are. */
  readonly folder: string
  readonly stop: () => Promise<void>
}

/** Builds the dApp as it ships, policy and all, and serves it from a folder of its own. */
export async function serveBuild(): Promise<ServedBuild> {
  const outDir = await mkdtemp(join(tmpdir(), 'quits-build-'))
  const configFile = join(root, 'vite.config.ts')
  await build({ configFile, logLevel: 'error', build: { outDir, emptyOutDir: true } })
  const server = await preview({
    configFile,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  })
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error('the built dApp is served nowhere')
  return {
    url,
    folder: outDir,
    stop: async () => {
      await server.close()
      await rm(outDir, { recursive: true })
    },
  }
}
