// A small client: one device that writes and follows, keeps what it wrote until a signed head covers it, and checks everything that it is told.

import { WebSocket, type ClientOptions } from 'ws'
import { createSigner, seedDeviceKey, type EventSigner } from '../../src/crypto/index.ts'
import {
  clientFrameToBytes,
  createEnvelope,
  nextPosition,
  NO_EPOCH,
  parseEnvelope,
  parseRelayFrame,
  ROUTE_START,
  verifyRelayHead,
  type DeviceId,
  type Envelope,
  type EnvelopeId,
  type RelayEpoch,
  type RelayFrame,
  type RelayHead,
  type RelayKey,
  type RelayPosition,
  type RouteId,
} from '../../src/sync/relay/index.ts'

/** How long anything may take here before it counts as never. */
const PATIENCE_MS = 20_000

/** A signer of envelopes that differs for each number. */
export const signerOf = (number: number): EventSigner => createSigner(seedDeviceKey(new Uint8Array(32).fill(number)))

/** Envelopes of one device on one route, each after the one before. */
export interface Author {
  readonly device: DeviceId
  readonly next: (payload?: Uint8Array) => Promise<Envelope>
}

/** An author who begins at sequence 0. */
export function createAuthor(route: RouteId, signer: EventSigner): Author {
  let [sequence, previous]: [number, EnvelopeId | null] = [0, null]
  return {
    device: signer.device,
    next: async (payload = new Uint8Array([sequence & 255, 1, 2, 3])) => {
      const envelope = await createEnvelope({ route, sequence, previous, payload }, signer)
      sequence += 1
      previous = envelope.id
      return envelope
    },
  }
}

/** What a client knows of a relay across connections. */
export interface Known {
  epoch: RelayEpoch
  key: RelayKey | null
  position: RelayPosition
  /** Ids in the relay's order. */
  readonly ids: EnvelopeId[]
  /** The furthest head that the relay signed. */
  head: RelayHead | null
}

/** Knows nothing yet. */
export const createKnown = (): Known => ({ epoch: NO_EPOCH, key: null, position: ROUTE_START, ids: [], head: null })

/** One connection. */
export interface TestClient {
  readonly socket: WebSocket
  readonly known: Known
  readonly frames: RelayFrame[]
  readonly say: (bytes: Uint8Array) => void
  readonly subscribe: (route: RouteId) => void
  readonly put: (...envelopes: readonly Envelope[]) => void
  /** Resolves with what `find` answers as soon as it is not undefined; asked after everything that happens. */
  readonly until: <T>(find: () => T | undefined) => Promise<T>
  /** Resolves when the relay has signed for this envelope. */
  readonly acknowledged: (envelope: Envelope) => Promise<void>
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
  readonly close: () => Promise<void>
}

/** Connects to `/v1` of a relay's address. */
export async function connect(
  url: string,
  known: Known = createKnown(),
  options: ClientOptions = {},
): Promise<TestClient> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/v1`, options)
  const frames: RelayFrame[] = []
  let epoch = NO_EPOCH
  const watchers = new Set<() => void>()
  const changed = (): void => {
    for (const watcher of watchers) watcher()
  }
  let failure: Error | null = null
  const fail = (what: string): void => {
    failure = new Error(what)
    changed()
  }
  const isAcknowledged = ({ id }: Envelope): boolean =>
    known.ids.indexOf(id) >= 0 && known.ids.indexOf(id) < (known.head?.count ?? 0)

  /** A head may be said before the envelopes that it covers have come. */
  let announced: RelayHead | null = null
  const reachHead = (): void => {
    if (announced === null || announced.count > known.position.count) return
    if (announced.count === known.position.count && announced.hash !== known.position.hash)
      return fail('a head over other envelopes')
    known.head = announced
    announced = null
  }

  const take = async (bytes: Uint8Array): Promise<void> => {
    const parsed = parseRelayFrame(bytes)
    if (!parsed.ok) return fail(`not a frame: ${parsed.error.reason}`)
    const frame = parsed.value
    if (frame.kind === 'welcome') {
      if (known.key !== null && known.key !== frame.key) return fail('another relay')
      known.key = frame.key
      epoch = frame.epoch
    }
    if (frame.kind === 'envelopes') {
      if (frame.count !== known.position.count) return fail(`place ${frame.count} after ${known.position.count}`)
      for (const envelope of frame.envelopes) {
        const read = parseEnvelope(envelope)
        if (!read.ok) return fail(`not an envelope: ${read.error.reason}`)
        known.position = nextPosition(known.position, read.value.id)
        known.ids.push(read.value.id)
        reachHead()
      }
    }
    if (frame.kind === 'restart') {
      known.position = { count: frame.count, hash: frame.hash }
      known.ids.length = Math.min(known.ids.length, frame.count)
      known.head = null
    }
    if (frame.kind === 'head') {
      announced = frame
      reachHead()
      const relay = { key: known.key as RelayKey, epoch }
      if (!(await verifyRelayHead(frame, relay))) return fail('a head with a wrong signature')
    }
    frames.push(frame)
    changed()
  }
  let order = Promise.resolve()
  socket.on('message', (data) => (order = order.then(() => take(new Uint8Array(data as Buffer)))))
  socket.on('error', changed)
  const closed = new Promise<{ readonly code: number; readonly reason: string }>((resolve) =>
    socket.on('close', (code, reason) => {
      // What came before is taken first: another connection may go on with what is known.
      void order.finally(() => {
        resolve({ code, reason: reason.toString() })
        changed()
      })
    }),
  )
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
    socket.once('unexpected-response', (_, response) => reject(new Error(`HTTP ${response.statusCode}`)))
  })

  const until = <T>(find: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const watcher = (): void => {
        const found = find()
        if (found === undefined && failure === null) return
        clearTimeout(alarm)
        watchers.delete(watcher)
        if (found === undefined) reject(failure ?? new Error('failed'))
        else resolve(found)
      }
      const alarm = setTimeout(() => {
        watchers.delete(watcher)
        reject(
          new Error(
            `still waiting; ${frames.length} frames, the last: ${describe(frames.at(-1))}; at ${known.position.count}`,
          ),
        )
      }, PATIENCE_MS)
      watchers.add(watcher)
      watcher()
    })
  const say = (bytes: Uint8Array): void => socket.send(bytes)

  await until(() => (frames.length > 0 ? true : undefined))
  return {
    socket,
    known,
    frames,
    say,
    subscribe: (route) => {
      say(clientFrameToBytes({ kind: 'subscribe', route, epoch: known.epoch, ...known.position }))
      known.epoch = epoch // whatever it answers is about this database
    },
    put: (...envelopes) => say(clientFrameToBytes({ kind: 'put', envelopes: envelopes.map(({ bytes }) => bytes) })),
    until,
    acknowledged: async (envelope) => void (await until(() => isAcknowledged(envelope) || undefined)),
    closed,
    close: async () => {
      socket.close()
      await closed
    },
  }
}

function describe(frame: RelayFrame | undefined): string {
  return frame?.kind === 'refused' ? `refused for ${frame.reason} ${frame.detail}` : (frame?.kind ?? 'none')
}
