import { expect, test } from 'vitest'
import { bytesToHex, fold } from '../../src/domain/index.ts'
import { admitEvents, createReplica, eventsOf } from '../../src/log/index.ts'
import { parsePotFile, potFileToText } from '../../src/formats/index.ts'
import { createMemoryStorage } from '../../src/storage/index.ts'
import { fromTheFuture } from './newer-event.ts'
import { adding, bob, carol, lisbon, mallory, write } from './people.ts'

/** A pot in which Bob has newer software: an event of version 2, and what Carol wrote after she had seen it. */
const mixedPot = async () => {
  const story = await lisbon()
  const newer = await fromTheFuture(story.replica, bob, story.ports)
  const admitted = await admitEvents(story.replica, [newer])
  const after = await write(story.replica, carol, adding('Dave'), story.ports)
  return { ...story, newer, admitted, after }
}

test('[EV2] an event of a newer version is taken, keeps its bytes, and others go on from it', async () => {
  const { replica, newer, admitted, after } = await mixedPot()
  expect(admitted).toMatchObject({ refused: [], waiting: [] })
  expect(admitted.accepted.map(({ stored }) => stored)).toEqual([newer])
  expect(replica.events.get(newer.id)?.event).toMatchObject({
    kind: 'newer',
    version: 2,
    body: { kind: 'budget.planned' },
  })
  expect(after.event.seen).toEqual([newer.id])
  expect(replica.headsOf(bob.signer.device)).toEqual([newer.id])
})

test('[EV2] it does not count, is shown as needing an update, and changes nothing else', async () => {
  const { replica, newer, after } = await mixedPot()
  const found = fold(eventsOf(replica), [])
  expect(found.open.notCounting.get(newer.id)).toEqual({ type: 'NeedsUpdate', version: 2 })
  const before = fold(
    eventsOf(replica).filter(({ id }) => id !== newer.id && id !== after.event.id),
    [],
  )
  expect([found.open.members, found.open.devices]).toEqual([before.open.members, before.open.devices])
  expect(found.known.causality.sees(after.event.id, newer.id)).toBe(true)
})

test('[EV2] who has not got it waits for it, as for any other event', async () => {
  const { pot, replica, newer, after } = await mixedPot()
  const all = [...replica.events.values()].map(({ stored }) => stored)
  const other = createReplica(pot)
  const early = await admitEvents(
    other,
    all.filter(({ id }) => id !== newer.id),
  )
  expect(early.waiting).toEqual([{ id: after.event.id, device: carol.signer.device, missing: [newer.id] }])
  const late = await admitEvents(other, [newer])
  expect(late.accepted.map(({ event }) => event.id)).toEqual([newer.id, after.event.id])
})

test('[EV2] stored and read again it is the same event', async () => {
  const { pot, replica, newer } = await mixedPot()
  const { logs } = createMemoryStorage()
  await logs.append(pot, [...replica.events.values()])
  const read = await logs.read(pot)
  if (!read.ok) throw new Error(read.error.type)
  expect(read.value.find(({ id }) => id === newer.id)).toEqual(newer)
  const again = createReplica(pot)
  expect(await admitEvents(again, read.value)).toMatchObject({ refused: [], waiting: [] })
  expect(again.events.get(newer.id)).toEqual(replica.events.get(newer.id))
})

test('[EV2] a pot file carries it', async () => {
  const { pot, replica, newer } = await mixedPot()
  const text = potFileToText(pot, replica.events.values())
  const file = await parsePotFile(text)
  if (!file.ok) throw new Error(file.error.type)
  expect(bytesToHex(file.value.log.events.get(newer.id)?.stored.bytes ?? new Uint8Array())).toBe(
    bytesToHex(newer.bytes),
  )
  expect(file.value.fold.open.notCounting.get(newer.id)?.type).toBe('NeedsUpdate')
  expect(potFileToText(pot, file.value.log.events.values())).toBe(text)
})

test('[EV2] it is held to every rule of the log that does not depend on its kind', async () => {
  const { pot, replica, ports } = await lisbon()
  const refusals = async (...change: Parameters<typeof fromTheFuture>) => {
    const { refused } = await admitEvents(replica, [await fromTheFuture(...change)])
    return refused.map(({ reason }) => reason.type)
  }
  expect(await refusals(replica, bob, ports, { lamport: 3 })).toEqual(['WrongLamport'])
  expect(await refusals(replica, bob, ports, { pot: 'ab'.repeat(32) as typeof pot })).toEqual(['ForeignPot'])
  expect(await refusals(replica, mallory, ports, { device: bob.signer.device })).toEqual(['BadSignature'])
})

test('[EV2] a pot that was started by newer software is named as that', async () => {
  const { ports, replica } = await lisbon()
  const genesis = await fromTheFuture(replica, bob, ports, { pot: null, seq: 0, prev: null, seen: [], lamport: 0 })
  const report = await admitEvents(createReplica(genesis.id as never), [genesis])
  expect(report.refused).toEqual([{ id: genesis.id, reason: { type: 'NewerPot', version: 2 } }])
})
