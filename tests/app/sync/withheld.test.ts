import { expect, test } from 'vitest'
import { syncViewOf } from '../../../src/app/sync/sync-state.ts'
import { watchWithheld } from '../../../src/app/sync/withheld.ts'
import { createSigner, seedDeviceKey } from '../../../src/crypto/index.ts'
import { ok } from '../../../src/domain/index.ts'
import { createMemoryDuplexPair, routeOf, type RelayStatus } from '../../../src/sync/index.ts'
import {
  nextPosition,
  relayFrameToBytes,
  relayHeadMessage,
  ROUTE_START,
  type Envelope,
  type RelayEpoch,
  type RelayKey,
  type RelayPosition,
} from '../../../src/sync/relay/index.ts'
import { createAuthor, signerOf } from '../../relay/test-client.ts'
import { accessFor, follow, found, startInstallation } from './devices.ts'

const relay = createSigner(seedDeviceKey(new Uint8Array(32).fill(77)))
const key = relay.device as string as RelayKey
const epoch = 'cd'.repeat(16) as RelayEpoch
const welcome = relayFrameToBytes({ kind: 'welcome', key, epoch })

/** Alice's pot at a relay that has signed for two envelopes and sends this many; time passes when it is told to. */
const atRelay = async (sends: number) => {
  const alice = await startInstallation()
  const session = await found(alice, 'Alice')
  const access = await accessFor(session, ['wss://silent.example/v1'])
  const route = routeOf(access.pot, access.salt)
  const author = createAuthor(route, signerOf(9))
  const both: readonly Envelope[] = [await author.next(), await author.next()]
  const position = both.reduce<RelayPosition>((before, { id }) => nextPosition(before, id), ROUTE_START)
  const signature = await relay.sign(relayHeadMessage(epoch, { route, ...position }))
  const head = relayFrameToBytes({ kind: 'head', route, ...position, signature })
  const send = (from: number, to: number): Uint8Array =>
    relayFrameToBytes({
      kind: 'envelopes',
      route,
      count: from,
      envelopes: both.slice(from, to).map(({ bytes }) => bytes),
    })
  const [here, there] = createMemoryDuplexPair()
  for (const frame of [welcome, send(0, sends), head]) void there.send(frame)
  const waiting: (readonly [ms: number, over: () => void])[] = []
  const pot = follow(alice, access, {
    open: async () => ok(here),
    wait: (ms) => new Promise((resolve) => waiting.push([ms, resolve])),
  })
  const reasons = (): readonly string[] => {
    const { open: facts } = session.fold()
    const view = syncViewOf({ status: pot.sync.status(), facts, forked: [], device: alice.identity.signer.device })
    return view.kind === 'attention' ? view.reasons.map(({ type }) => type) : [view.kind]
  }
  const minute = (): number => {
    const due = waiting.filter(([ms]) => ms === 60_000)
    for (const [, over] of due) over()
    return due.length
  }
  return { pot, reasons, minute, sendRest: () => there.send(send(sends, 2)) }
}

test('[threat: relay withholds, reorders, rolls back, shows two views] what a relay has signed for and does not send is told after a minute, with what to do', async () => {
  const { pot, reasons, minute, sendRest } = await atRelay(1)
  await pot.until(({ relays: [line] }) => line?.status.toReceive === 1)
  expect(reasons()).toEqual(['syncing'])
  await new Promise(setImmediate)
  expect(minute()).toBe(1)
  await pot.until(({ relays: [line] }) => line?.findings.length === 1)
  expect(pot.sync.status().relays[0]?.findings).toEqual([{ type: 'RelayWithholds', envelopes: 1 }])
  expect(reasons()).toEqual(['RelayWithholds'])
  // No longer once it has.
  await sendRest()
  await pot.until(({ relays: [line] }) => line?.status.isRead === true && line.findings.length === 0)
})

test('a relay that has sent everything is held nothing against', async () => {
  const { pot, reasons, minute } = await atRelay(2)
  await pot.until(({ relays: [line] }) => line?.status.isRead === true)
  await new Promise(setImmediate)
  expect(minute()).toBe(0)
  expect(reasons()).not.toContain('RelayWithholds')
})

test('as long as something comes, and over another connection, a relay has another minute', async () => {
  const status = { connection: 'online' as RelayStatus['connection'], toSend: 0, toReceive: 3, isRead: false }
  const waiting: (() => void)[] = []
  const withheld: number[] = []
  const watch = watchWithheld(
    () => status,
    () => new Promise((resolve) => waiting.push(resolve)),
    (envelopes) => withheld.push(envelopes),
  )
  const minute = async (): Promise<void> => {
    waiting.shift()?.()
    await new Promise(setImmediate)
  }
  watch.look()
  watch.look()
  expect(waiting).toHaveLength(1)
  watch.moved()
  await minute()
  expect([waiting.length, withheld]).toEqual([1, []])
  status.connection = 'waiting'
  await minute()
  expect([waiting.length, withheld]).toEqual([0, []])
  watch.look()
  expect(waiting).toHaveLength(0)
  status.connection = 'online'
  watch.look()
  await minute()
  expect([waiting.length, withheld]).toEqual([0, [3]])
})
