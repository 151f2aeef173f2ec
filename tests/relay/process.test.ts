import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { verifyRelayHead, type Envelope, type RelayKey, type RouteId } from '../../src/sync/relay/index.ts'
import { connect, createAuthor, createKnown, signerOf, type Known, type TestClient } from './test-client.ts'
import { temporaryFolder, type Line } from './test-relay.ts'

const main = fileURLToPath(new URL('../../src/relay/main.ts', import.meta.url))
const route = '44'.repeat(32) as RouteId

const run = (...words: readonly string[]): ChildProcess => {
  const child = spawn(process.execPath, [main, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** What a command says until it ends. */
const ended = async (
  child: ChildProcess,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> => {
  const said = { out: '', err: '' }
  child.stdout?.on('data', (text: Buffer) => (said.out += text.toString()))
  child.stderr?.on('data', (text: Buffer) => (said.err += text.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, ...said }
}

interface RelayProcess {
  readonly child: ChildProcess
  readonly url: string
  readonly lines: readonly Line[]
}

/** Starts a relay as people do, and waits until it listens. */
const startProcess = async (...words: readonly string[]): Promise<RelayProcess> => {
  const child = run('--port', '0', ...words)
  const lines: Line[] = []
  const url = await new Promise<string>((resolve, reject) => {
    let complaint = ''
    child.stderr?.on('data', (text: Buffer) => (complaint += text.toString()))
    child.once('close', () => reject(new Error(`it ended: ${complaint}${JSON.stringify(lines)}`)))
    if (child.stdout === null) return reject(new Error('nothing to read from'))
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Line
      lines.push(line)
      if (line['event'] === 'listening') resolve(line['url'] as string)
    })
  })
  return { child, url, lines }
}

test('--help says how to run it', async () => {
  const { code, out, err } = await ended(run('--help'))
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toContain('Usage: npm run relay -- [options]')
  expect(out).toContain('QUITS_RELAY_PORT')
})

test('a wrong option is one line and exit code 2', async () => {
  expect(await ended(run('--port', 'many'))).toEqual({
    code: 2,
    out: '',
    err: '--port wants a whole number from 0 to 65535, not "many".\n',
  })
})

test('a start that cannot be says why, and what to do, in one line with exit code 1', async () => {
  const [used, broken, damaged, newer] = Array.from({ length: 4 }, temporaryFolder) as [string, string, string, string]
  await startProcess('--data', used)
  const [key, file] = [join(broken, 'relay-key.pem'), join(broken, 'a-file')]
  writeFileSync(key, 'not a key')
  writeFileSync(file, '')
  writeFileSync(join(damaged, 'relay.db'), 'x'.repeat(8192))
  const database = new DatabaseSync(join(newer, 'relay.db'))
  database.exec('PRAGMA user_version = 99')
  database.close()
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = String((server.address() as AddressInfo).port)
  const refused: readonly (readonly [words: readonly string[], said: string])[] = [
    [['--data', used], `Another relay is using ${used}. Stop that one, or choose another folder with --data.`],
    [['--data', broken], `The relay key ${key} cannot be read. Put back a copy of it, or move it away: the relay then`],
    [['--data', file], `${file} is no folder. Choose another one with --data.`],
    [['--data', join(file, 'x')], `${join(file, 'x')} is no folder. Choose another one with --data.`],
    [['--data', damaged], `The file relay.db in ${damaged} is damaged. Put a copy of it back, or move it away:`],
    [['--data', newer], "The relay's data was written by a newer version (99, this one is 1). Update the relay."],
    [['--data', temporaryFolder(), '--port', port], `Port ${port} is in use. Stop what uses it, or choose another one`],
    [['--data', temporaryFolder(), '--host', '203.0.113.7'], 'This machine has no address 203.0.113.7. Choose one'],
  ]
  for (const [words, said] of refused) {
    const { code, out, err } = await ended(run('--port', '0', ...words))
    expect([code, out, err.split('\n').length]).toEqual([1, '', 2])
    expect(err).toContain(`The relay cannot start. ${said}`)
  }
  server.close()
})

test('the key is readable by its owner alone', async () => {
  const data = temporaryFolder()
  await startProcess('--data', data)
  expect(statSync(join(data, 'relay-key.pem')).mode & 0o777).toBe(0o600)
})

test('SIGTERM stops it cleanly, with a line of JSON for everything', async () => {
  const { child, url, lines } = await startProcess('--data', temporaryFolder())
  const client = await connect(url)
  child.kill('SIGTERM')
  expect(await client.closed).toEqual({ code: 1001, reason: 'Stopping' })
  expect(await once(child, 'close')).toEqual([0, null])
  expect(lines.map(({ event }) => event)).toEqual([
    'listening',
    'connected',
    'stopping',
    'client cut',
    'disconnected',
    'stopped',
  ])
  for (const line of lines) expect(line['at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})

/** A member who writes all the time, over whatever relay there is, and sends again what was not signed for. */
interface Member {
  readonly known: Known
  readonly outbox: Envelope[]
  /** Everything that a relay has signed for. */
  readonly acknowledged: Set<string>
  /** Writes until `count` more are signed for or the connection ends. */
  readonly write: (url: string, count: number) => Promise<void>
}

function createMember(number: number): Member {
  const known = createKnown()
  const author = createAuthor(route, signerOf(number))
  const outbox: Envelope[] = []
  const acknowledged = new Set<string>()
  const settle = (client: TestClient): void => {
    const signed = client.known.ids.slice(acknowledged.size, client.known.head?.count ?? 0)
    for (const id of signed) acknowledged.add(id)
    while (outbox[0] !== undefined && acknowledged.has(outbox[0].id)) outbox.shift()
  }
  return {
    known,
    outbox,
    acknowledged,
    write: async (url, count) => {
      const client = await connect(url, known)
      const isOpen = (): boolean => client.socket.readyState === client.socket.OPEN
      client.subscribe(route)
      if (outbox.length > 0) client.put(...outbox)
      for (let written = 0; written < count && isOpen(); written++) {
        const envelope = await author.next(new Uint8Array(300))
        outbox.push(envelope) // persisted before it is sent
        client.put(envelope)
        // A few are always on their way.
        await client.until(() => {
          settle(client)
          return outbox.length < 20 || !isOpen() || undefined
        })
      }
      if (isOpen()) await client.until(() => (settle(client), outbox.length === 0 || !isOpen() || undefined))
      settle(client)
      client.socket.terminate()
      await client.closed
    },
  }
}

test('SIGKILL in the middle of traffic, five times: nothing that was signed for is lost, and everything arrives in the end', async () => {
  const data = temporaryFolder()
  const options = [
    '--data',
    data,
    '--log',
    'warn',
    '--device-envelopes-per-second',
    '100000',
    '--envelopes-per-second',
    '100000',
  ]
  const members = [createMember(1), createMember(2), createMember(3)]
  const start = async (): Promise<RelayProcess> => startProcess(...options, '--log', 'info')
  for (let round = 0; round < 5; round++) {
    const relay = await start()
    const before = members.map(({ acknowledged }) => acknowledged.size)
    const writing = Promise.allSettled(members.map((member) => member.write(relay.url, 100_000)))
    // Killed while all three write, at another moment each time.
    const isBusy = (): boolean =>
      members.every(({ acknowledged }, index) => acknowledged.size >= (before[index] as number) + 50 + 37 * round)
    await expect.poll(isBusy, { timeout: 20_000, interval: 3 }).toBe(true)
    const gone = once(relay.child, 'exit')
    relay.child.kill('SIGKILL')
    await gone
    for (const result of await writing) expect(result).toEqual({ status: 'fulfilled', value: undefined })
  }
  const unsigned = members.reduce((sum, { outbox }) => sum + outbox.length, 0)
  expect(unsigned).toBeGreaterThan(0) // otherwise it was not killed in the middle

  const relay = await start()
  await Promise.all(members.map((member) => member.write(relay.url, 10)))
  const reader = await connect(relay.url)
  reader.subscribe(route)
  const most = Math.max(...members.map(({ known }) => known.head?.count ?? 0))
  await reader.until(() => reader.known.ids.length >= most || undefined)
  const kept = new Set<string>(reader.known.ids)
  for (const { acknowledged, outbox, known } of members) {
    expect([...acknowledged].filter((id) => !kept.has(id))).toEqual([])
    expect(outbox).toEqual([])
    // The relay never contradicted what it had signed.
    expect(reader.known.ids.slice(0, known.ids.length)).toEqual(known.ids)
  }
  expect(kept.size).toBe(reader.known.ids.length) // nothing twice
  const head = reader.known.head
  expect(head && (await verifyRelayHead(head, { key: reader.known.key as RelayKey, epoch: reader.known.epoch }))).toBe(
    true,
  )
  expect(relay.lines.filter(({ event }) => event === 'restart' || event === 'fork')).toEqual([])
})
