// The first tier, and every way in which a relay can cheat: each has its name. The relay here says whatever the test wants it to say.

import { beforeAll, expect, test } from 'vitest'
import { createSigner, seedDeviceKey } from '../../src/crypto/index.ts'
import type { Hash32 } from '../../src/domain/index.ts'
import {
  createKnownRelay,
  findTwoViews,
  hearRelay,
  subscribeTo,
  toldHeadOf,
  type Heard,
  type KnownRelay,
  type ToldHead,
} from '../../src/sync/index.ts'
import {
  clientFrameToBytes,
  createEnvelope,
  nextPosition,
  NO_EPOCH,
  relayHeadMessage,
  ROUTE_START,
  verifyEnvelope,
  type Envelope,
  type RelayEpoch,
  type RelayFrame,
  type RelayKey,
  type RelayPosition,
  type RouteId,
} from '../../src/sync/relay/index.ts'

const relay = createSigner(seedDeviceKey(new Uint8Array(32).fill(201)))
const device = createSigner(seedDeviceKey(new Uint8Array(32).fill(202)))
const key = relay.device as string as RelayKey
const epoch = 'e1'.repeat(16) as RelayEpoch
const route = '4e'.repeat(32) as RouteId

let envelopes: readonly Envelope[]
beforeAll(async () => {
  const made: Envelope[] = []
  for (let sequence = 0; sequence < 5; sequence++) {
    const payload = new Uint8Array(50).fill(sequence)
    made.push(await createEnvelope({ route, sequence, previous: made.at(-1)?.id ?? null, payload }, device))
  }
  envelopes = made
})

const welcome: RelayFrame = { kind: 'welcome', key, epoch }
const bytesOf = (list: readonly Envelope[]): readonly Uint8Array[] => list.map(({ bytes }) => bytes)
const batch = (count: number, list: readonly Envelope[]): RelayFrame => ({
  kind: 'envelopes',
  route,
  count,
  envelopes: bytesOf(list),
})
const after = (list: readonly Envelope[], from: RelayPosition = ROUTE_START): RelayPosition =>
  list.reduce((position, { id }) => nextPosition(position, id), from)
const head = async (position: RelayPosition): Promise<RelayFrame> => ({
  kind: 'head',
  route,
  ...position,
  signature: await relay.sign(relayHeadMessage(epoch, { route, ...position })),
})

/** What is known after these frames, and what was found in all of them. */
const hearAll = async (
  start: KnownRelay,
  ...frames: readonly RelayFrame[]
): Promise<Heard & { readonly all: readonly string[] }> => {
  let known = start
  const all: string[] = []
  let last: Heard | undefined
  for (const frame of frames) {
    last = await hearRelay(known, frame)
    known = last.known
    all.push(...last.findings.map(({ type }) => type))
  }
  return { ...(last as Heard), all }
}

/** A relay of which three envelopes were read and signed for. */
const readThree = async (): Promise<KnownRelay> => {
  const three = envelopes.slice(0, 3)
  return (await hearAll(createKnownRelay(route), welcome, batch(0, three), await head(after(three)))).known
}

test('an honest relay: 89 bytes up, what came since down, signed for', async () => {
  const known = await readThree()
  const asked = subscribeTo(known)
  expect(clientFrameToBytes(asked).length).toBe(89)
  expect(asked).toMatchObject({ epoch, ...after(envelopes.slice(0, 3)) })
  const heard = await hearAll(known, welcome, batch(3, envelopes.slice(3)), await head(after(envelopes)))
  expect(heard.all).toEqual([])
  expect(heard.stored).toEqual(envelopes.slice(3).map(({ id }) => id))
  expect(heard.known.unsigned).toEqual([])
})

test('a new relay, and one whose key was told before, are asked from the beginning', async () => {
  for (const start of [createKnownRelay(route), createKnownRelay(route, key)]) {
    expect(subscribeTo(start)).toMatchObject({ epoch: NO_EPOCH, count: 0 })
    const { known } = await hearAll(start, welcome, batch(0, envelopes))
    expect(known).toMatchObject({ key, epoch, position: after(envelopes) })
  }
})

test('a head that lags behind signs for what is before it only', async () => {
  const { known } = await hearAll(createKnownRelay(route), welcome, batch(0, envelopes))
  const heard = await hearAll(known, await head(after(envelopes.slice(0, 2))))
  expect(heard.stored).toEqual(envelopes.slice(0, 2).map(({ id }) => id))
  expect(heard.known.unsigned.length).toBe(3)
})

test('[threat: relay withholds, reorders, rolls back, shows two views] it keeps an envelope back and signs for it', async () => {
  const known = await readThree()
  const heard = await hearAll(known, await head(after(envelopes)))
  expect(heard).toMatchObject({ all: [], behind: 2 })
  const skipped = await hearAll(known, batch(3, envelopes.slice(4)), await head(after(envelopes.slice(0, 5))))
  expect(skipped).toMatchObject({ all: [], behind: 1 })
  const hidden = await hearAll(
    known,
    batch(3, envelopes.slice(4)),
    await head(after(envelopes.slice(3, 4), known.position)),
  )
  expect(hidden.all).toEqual(['RelayRewrote'])
})

test('[threat: relay withholds, reorders, rolls back, shows two views] it reorders', async () => {
  const known = await readThree()
  const swapped = [envelopes[4] as Envelope, envelopes[3] as Envelope]
  expect((await hearAll(known, batch(3, swapped), await head(after(envelopes)))).all).toEqual(['RelayRewrote'])
  expect((await hearAll(known, batch(4, envelopes.slice(4)))).all).toEqual(['RelayOutOfPlace'])
})

test('[threat: relay withholds, reorders, rolls back, shows two views] it rolls back and says so, denies it, or begins anew', async () => {
  const known = await readThree()
  const one = after(envelopes.slice(0, 1))
  const says: RelayFrame = { kind: 'restart', route, reason: 'RolledBack', ...ROUTE_START }
  const said = await hearAll(known, welcome, says)
  expect(said.all).toEqual(['RelayStartedOver', 'RelayWentBack'])
  expect(said.known.position).toEqual(ROUTE_START)
  // Its own signature is the proof.
  expect(said.findings).toContainEqual({ type: 'RelayWentBack', head: known.head, is: ROUTE_START })
  expect((await hearAll(known, welcome, await head(one))).all).toEqual(['RelayWentBack'])
  const anew = '77'.repeat(16) as RelayEpoch
  const other = await hearAll(
    known,
    { ...welcome, epoch: anew },
    { kind: 'restart', route, reason: 'OtherEpoch', ...ROUTE_START },
  )
  expect(other.all).toEqual(['RelayStartedOver'])
  expect(other.known.epoch).toBe(anew)
})

test('[threat: relay withholds, reorders, rolls back, shows two views] two replicas that talk find out that it shows two views', async () => {
  const here = await readThree()
  const others = [envelopes[0] as Envelope, envelopes[2] as Envelope]
  const there = (await hearAll(createKnownRelay(route), welcome, batch(0, others), await head(after(others)))).known
  const told = toldHeadOf(there) as ToldHead
  expect(await findTwoViews([here], [told])).toEqual([
    { type: 'TwoViews', relay: key, told, read: after(envelopes.slice(0, 2)) },
  ])
  // Who tells lies about a relay needs its signature; equal views and other relays say nothing.
  expect(await findTwoViews([here], [{ ...told, hash: '99'.repeat(32) as Hash32 }])).toEqual([])
  expect(await findTwoViews([here], [toldHeadOf(here) as ToldHead])).toEqual([])
  expect(await findTwoViews([here], [{ ...told, relay: '88'.repeat(32) as RelayKey }])).toEqual([])
})

test('[threat: relay relabels ciphertext] what it changes or sends elsewhere is noticed', async () => {
  const known = await readThree()
  const [fourth, fifth] = envelopes.slice(3) as [Envelope, Envelope]
  const changed = fourth.bytes.slice()
  changed[120] = 255
  const heard = await hearAll(known, { kind: 'envelopes', route, count: 3, envelopes: [changed, fifth.bytes] })
  expect(await Promise.all(heard.envelopes.map((envelope) => verifyEnvelope(envelope)))).toEqual([false, true])
  expect((await hearAll(heard.known, await head(after(envelopes)))).all).toEqual(['RelayRewrote'])
  const elsewhere = fourth.bytes.slice()
  elsewhere[1] = 0
  expect((await hearAll(known, { kind: 'envelopes', route, count: 3, envelopes: [elsewhere] })).all).toEqual([
    'RelaySentJunk',
  ])
})

test('[threat: relay withholds, reorders, rolls back, shows two views] another one answers under its address, or signs with another key', async () => {
  const known = await readThree()
  const impostor = createSigner(seedDeviceKey(new Uint8Array(32).fill(203)))
  const is = impostor.device as string as RelayKey
  expect((await hearAll(known, { ...welcome, key: is })).findings).toEqual([{ type: 'RelayKeyChanged', was: key, is }])
  const position = after(envelopes)
  const signature = await impostor.sign(relayHeadMessage(epoch, { route, ...position }))
  expect((await hearAll(known, { kind: 'head', route, ...position, signature })).all).toEqual(['RelayBadHead'])
})

test('what concerns another route changes nothing', async () => {
  const known = await readThree()
  const other = 'ff'.repeat(32) as RouteId
  expect((await hearAll(known, { kind: 'restart', route: other, reason: 'RolledBack', ...ROUTE_START })).known).toBe(
    known,
  )
})
