import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import { createSigner, seedDeviceKey } from '../../src/crypto/index.ts'
import {
  clientFrameToBytes,
  createEnvelope,
  ENVELOPE_LENGTH_BYTES,
  ENVELOPES_FRAME_BYTES,
  NO_EPOCH,
  ROUTE_START,
  type EnvelopeId,
  type RouteId,
} from '../../src/sync/relay/index.ts'
import type { Measured } from './measure.ts'

const CLIENTS = 200
/** Clients of one pot: each event goes to nine others, and back to its author as the proof of its place. */
const MEMBERS = 10
/** A few to begin with; as fast as it goes; then at a rate that leaves room, where latency means something. */
const WARM = 10
const RUSH = 200
const CALM = 20
const ALL = WARM + RUSH + CALM
const CALM_PER_SECOND = 2000
/** Events of one client that are on their way in the rush. */
const WINDOW = 16
/** A sealed event of the usual size. */
const PAYLOAD_BYTES = 400
const AT = 109 // of the payload in an envelope

type Mode = 'checking' | 'believing' | 'echo'

interface Load {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly megabytes: number
  /** Processor time of the server for one event in the rush, which says more than the clock where others use the machine. */
  readonly cpuUs: number
}

/** A relay under 200 clients, with and without signature checks, beside a server that only sends back what it gets. */
export async function relayBench(): Promise<readonly Measured[]> {
  const frames = await signedFrames()
  const echo = await loadOf('echo', frames)
  const disk = `4 KiB to this disk: ${diskMs().toFixed(2)} ms`
  const floor = {
    what: `bare WebSocket echo to the author alone: ${describe(echo)}; ${disk}`,
    ms: 1e7 / echo.perSecond,
  }
  const rows: Measured[] = []
  for (const [mode, what] of [
    ['checking', 'relay, 10,000 events of 200 clients, each on disk and at 10 clients'],
    ['believing', 'the same without signature checks'],
  ] as const) {
    const load = await loadOf(mode, frames)
    rows.push({ what: `${what}: ${describe(load)}`, ms: 1e7 / load.perSecond, beside: floor })
  }
  return rows
}

function describe({ perSecond, p50, p99, megabytes, cpuUs }: Load): string {
  return `${Math.round(perSecond)}/s with ${cpuUs.toFixed(0)} µs of processor each; at ${CALM_PER_SECOND}/s p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms; ${megabytes} MB`
}

function routeOfClient(client: number): RouteId {
  return Math.floor(client / MEMBERS)
    .toString(16)
    .padStart(64, '5') as RouteId
}

/** For each client its envelopes, each in a frame. The time of sending is written into the payload later, except where signatures are checked. */
async function signedFrames(): Promise<readonly (readonly Uint8Array[])[]> {
  const all: Uint8Array[][] = []
  for (let client = 0; client < CLIENTS; client++) {
    const signer = createSigner(seedDeviceKey(new Uint8Array(32).fill(1).fill(client + 1, 0, 1)))
    const frames: Uint8Array[] = []
    let previous: EnvelopeId | null = null
    for (let sequence = 0; sequence < ALL; sequence++) {
      const payload = new Uint8Array(PAYLOAD_BYTES)
      new DataView(payload.buffer).setUint32(0, client * ALL + sequence, true)
      const envelope = await createEnvelope({ route: routeOfClient(client), sequence, previous, payload }, signer)
      previous = envelope.id
      frames.push(clientFrameToBytes({ kind: 'put', envelopes: [envelope.bytes] }))
    }
    all.push(frames)
  }
  return all
}

async function loadOf(mode: Mode, frames: readonly (readonly Uint8Array[])[]): Promise<Load> {
  const child = fork(fileURLToPath(new URL('./relay-process.ts', import.meta.url)), [mode], { stdio: 'inherit' })
  try {
    const [url] = (await once(child, 'message')) as [string]
    return await drive(mode, url, child, frames)
  } finally {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
}

async function drive(
  mode: Mode,
  url: string,
  child: ChildProcess,
  frames: readonly (readonly Uint8Array[])[],
): Promise<Load> {
  const copies = mode === 'echo' ? 1 : MEMBERS
  const sentAt = new Float64Array(CLIENTS * ALL)
  const latencies: number[] = []
  const own = new Uint32Array(CLIENTS)
  let received = 0
  let isCalm = false
  let limit = 0
  let whenDone: { readonly count: number; readonly resolve: () => void } | null = null

  const sockets = await Promise.all(
    frames.map(async (_, client) => {
      const socket = new WebSocket(url.replace('http', 'ws') + (mode === 'echo' ? '' : '/v1'), {
        perMessageDeflate: false,
      })
      socket.on('message', (data) => take(client, data as Buffer))
      await once(socket, 'open')
      if (mode !== 'echo')
        socket.send(
          clientFrameToBytes({ kind: 'subscribe', route: routeOfClient(client), epoch: NO_EPOCH, ...ROUTE_START }),
        )
      return socket
    }),
  )
  const next = new Uint32Array(CLIENTS)
  const send = (client: number): void => {
    const index = next[client] as number
    next[client] = index + 1
    sentAt[client * ALL + index] = performance.now()
    sockets[client]?.send(frames[client]?.[index] as Uint8Array)
  }

  function take(client: number, data: Buffer): void {
    if (data[0] !== 130 && mode !== 'echo') return
    const now = performance.now()
    let at = mode === 'echo' ? 1 : ENVELOPES_FRAME_BYTES
    while (at < data.length) {
      const number = data.readUInt32LE(at + ENVELOPE_LENGTH_BYTES + AT)
      at += ENVELOPE_LENGTH_BYTES + data.readUInt32LE(at)
      received += 1
      if (isCalm) latencies.push(now - (sentAt[number] as number))
      if (Math.floor(number / ALL) !== client) continue
      own[client] = (own[client] as number) + 1
      if (!isCalm && (next[client] as number) < limit) send(client)
    }
    if (whenDone !== null && received >= whenDone.count) whenDone.resolve()
  }
  const until = (count: number): Promise<void> =>
    new Promise((resolve) => {
      whenDone = { count, resolve }
    })

  const warmed = until(CLIENTS * WARM * copies)
  limit = WARM
  for (let client = 0; client < CLIENTS; client++) send(client)
  await warmed

  const before = cpuMs(child)
  const started = performance.now()
  const rushed = until(CLIENTS * (WARM + RUSH) * copies)
  limit = WARM + RUSH
  for (let client = 0; client < CLIENTS; client++) for (let event = 0; event < WINDOW; event++) send(client)
  await rushed
  const perSecond = (CLIENTS * RUSH * 1000) / (performance.now() - started)
  const cpuUs = ((cpuMs(child) - before) * 1000) / (CLIENTS * RUSH)

  isCalm = true
  const calmed = until(CLIENTS * ALL * copies)
  const began = performance.now()
  let sent = 0
  await new Promise<void>((resolve) => {
    const tick = (): void => {
      const due = Math.min(CLIENTS * CALM, Math.floor(((performance.now() - began) * CALM_PER_SECOND) / 1000))
      while (sent < due) send(sent++ % CLIENTS)
      if (sent < CLIENTS * CALM) setTimeout(tick, 1)
      else resolve()
    }
    tick()
  })
  await calmed
  const megabytes = Math.round(
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
  )
  for (const socket of sockets) socket.terminate()
  latencies.sort((a, b) => a - b)
  const quantile = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0
  return { perSecond, p50: quantile(0.5), p99: quantile(0.99), megabytes, cpuUs }
}

/** User and system time of a process (proc(5): fields 14 and 15, in hundredths of a second). */
function cpuMs({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** What a client waits for at the least: the median of writing 4 KiB and waiting for the disk. */
function diskMs(): number {
  const folder = mkdtempSync(join(tmpdir(), 'quits-bench-'))
  const file = openSync(join(folder, 'disk'), 'w')
  const page = new Uint8Array(4096)
  const times = Array.from({ length: 101 }, () => {
    const start = performance.now()
    writeSync(file, page)
    fdatasyncSync(file)
    return performance.now() - start
  })
  closeSync(file)
  rmSync(folder, { recursive: true })
  return times.toSorted((a, b) => a - b)[50] as number
}
