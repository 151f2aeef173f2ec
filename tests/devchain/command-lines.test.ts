import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ask } from './ask.ts'

const startAndClose = new URL('./start-and-close.ts', import.meta.url)

const run = (script: string, ...words: readonly string[]): ChildProcess =>
  spawn(process.execPath, [`src/devchain/${script}`, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })

/** What a command says until it ends. */
const ended = async (
  command: ChildProcess,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> => {
  const said = { out: '', err: '' }
  command.stdout?.on('data', (text: Buffer) => (said.out += text.toString()))
  command.stderr?.on('data', (text: Buffer) => (said.err += text.toString()))
  const [code] = (await once(command, 'close')) as [number]
  return { code, ...said }
}

/** Resolves with what a command has said as soon as `mark` is in it. */
const says = (command: ChildProcess, mark: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = ''
    command.once('close', () => reject(new Error(`it ended and said only: ${said}`)))
    command.stdout?.on('data', (text: Buffer) => {
      said += text.toString()
      if (said.includes(mark)) resolve(said)
    })
  })

test('npm run chain prints where everything is, answers there, and ends cleanly when interrupted', async () => {
  const command = run('main.ts', '--port', '0', '--interval', '200')
  const said = await says(command, 'Ctrl-C')
  const url = /ws:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0] ?? ''
  expect(said).toContain(`https://polkadot.js.org/apps/?rpc=${encodeURIComponent(url)}#/explorer/query/0x`)
  expect(said).toMatch(/^Contract {7}0x[0-9a-f]{40}\nTokenContract {2}0x[0-9a-f]{40}$/m)
  expect(said).toContain('//Grace')
  expect(await ask(url, [{ id: 1, jsonrpc: '2.0', method: 'system_chain' }])).toMatchObject([
    { result: 'Quits development' },
  ])
  command.kill('SIGINT')
  expect(await once(command, 'close')).toEqual([0, null])
})

test('a wrong option is one line and exit code 1', async () => {
  const { code, out, err } = await ended(run('main.ts', '--interval', 'soon'))
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toBe('--interval wants a whole number from 50 to 3600000, not "soon".\n')
})

test('a port that is taken is one line that says how to take another', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { code, err } = await ended(run('main.ts', '--port', String(port)))
  server.close()
  expect({ code, err }).toEqual({
    code: 1,
    err: `Port ${port} is in use; --port takes another, --port 0 any free one.\n`,
  })
})

test('npm run fork without a network is one line and exit code 1', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quits-fork-'))
  const config = join(folder, 'fork.yml')
  writeFileSync(config, 'endpoint: ws://127.0.0.1:1\n') // nothing listens on port 1
  const { code, err } = await ended(run('fork-main.ts', '--config', config, '--timeout', '5'))
  rmSync(folder, { recursive: true })
  expect(code).toBe(1)
  expect(err.trim().split('\n')).toEqual([expect.stringMatching(/^The fork needs the network/)])
})

test.each(['main.ts', 'fork-main.ts'])(
  '%s, an option that there is not: one line that says where they are listed',
  async (script) => {
    const { code, err } = await ended(run(script, '--speed', '3'))
    expect(code).toBe(1)
    expect(err.trim().split('\n')).toEqual([expect.stringMatching(/'--speed'.*--help/)])
  },
)

test.each(['main.ts', 'fork-main.ts'])('%s --help explains the options', async (script) => {
  const { code, out } = await ended(run(script, '--help'))
  expect(code).toBe(0)
  expect(out).toContain('--port')
})

test('with both executors at once, closing leaves nothing that keeps the process alive', async () => {
  const { code, out, err } = await ended(spawn(process.execPath, [fileURLToPath(startAndClose)]))
  expect({ code, out, err }).toEqual({ code: 0, out: '2,2\n', err: '' })
})
