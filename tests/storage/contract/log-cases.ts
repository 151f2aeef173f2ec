import type { PotId } from '../../../src/domain/index.ts'
import type { SignedEvent } from '../../../src/log/index.ts'
import { altered, alice, bob, carol, foundPot, fixedPorts } from '../../log/people.ts'
import { hash, valueOf, story, ofDevice } from './sample-data.ts'
import type { StorageCase } from './storage-case.ts'

/** Logs: events and their places in chains. */
export const logCases: readonly StorageCase[] = [
  {
    title: 'a log comes back whole, whatever the order it went in, each event once',
    run: async ({ storage: { logs }, expect }) => {
      const { pot, events } = await story
      expect(valueOf(await logs.append(pot, events.slice(4).toReversed()))).toBe(events.length - 4)
      expect(valueOf(await logs.append(pot, events.slice(0, 6)))).toBe(4)
      expect(valueOf(await logs.append(pot, events))).toBe(0)
      expect(valueOf(await logs.append(pot, []))).toBe(0)
      const expected = events
        .toSorted(({ event: a }, { event: b }) => (a.device < b.device ? -1 : a.device > b.device ? 1 : a.seq - b.seq))
        .map(({ stored }) => stored)
      const read = valueOf(await logs.read(pot))
      expect(read.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
      for (const [index, { bytes, signature }] of read.entries()) {
        expect(Uint8Array.from(bytes)).toEqual(expected[index]?.bytes)
        expect(Uint8Array.from(signature)).toEqual(expected[index]?.signature)
      }
      expect(valueOf(await logs.pots())).toEqual([pot])
    },
  },

  {
    title: 'pots are apart',
    run: async ({ storage: { logs }, expect }) => {
      const { pot, events } = await story
      const ports = fixedPorts()
      ports.random.bytes(1)
      const other = await foundPot(ports, 'Porto')
      const otherPot = other.event.id as string as PotId
      await logs.append(pot, events)
      await logs.append(otherPot, [other])
      expect(valueOf(await logs.pots())).toEqual([pot, otherPot].toSorted((a, b) => (a < b ? -1 : 1)))
      expect(valueOf(await logs.read(otherPot)).map(({ id }) => id)).toEqual([other.event.id])
      expect(valueOf(await logs.remove(pot))).toBe(undefined)
      expect(valueOf(await logs.remove(pot))).toBe(undefined)
      expect(valueOf(await logs.read(pot))).toEqual([])
      expect(valueOf(await logs.pots())).toEqual([otherPot])
    },
  },

  {
    title: 'both branches of a fork are kept',
    run: async ({ storage: { logs }, expect }) => {
      const { pot, events } = await story
      const carols = ofDevice(events, carol.signer.device)
      const branch = await altered(carols[1] as SignedEvent, { nonce: 'ab'.repeat(16) as never }, carol)
      await logs.append(pot, events)
      const event = { ...(carols[1] as SignedEvent).event, id: branch.id }
      expect(valueOf(await logs.append(pot, [{ event, stored: branch }]))).toBe(1)
      expect(valueOf(await logs.read(pot)).length).toBe(events.length + 1)
    },
  },

  {
    title: 'a device writes every place of its chain once',
    run: async ({ storage: { logs }, expect }) => {
      const { pot, events } = await story
      const [zero, one, two, three, four] = ofDevice(events, alice.signer.device) as [
        SignedEvent,
        SignedEvent,
        SignedEvent,
        SignedEvent,
        SignedEvent,
      ]
      const { device } = alice.signer
      const taken = (seq: number, { event }: SignedEvent) => ({
        ok: false,
        error: { type: 'SeqTaken', device, seq, stored: event.id },
      })
      expect(await logs.appendOwn(pot, [])).toEqual({ ok: true, value: undefined })
      expect(valueOf(await logs.pots())).toEqual([])
      expect(await logs.appendOwn(pot, [zero])).toEqual({ ok: true, value: undefined })
      expect(await logs.appendOwn(pot, [zero])).toEqual(taken(0, zero))
      expect(await logs.appendOwn(pot, [one, two, three])).toEqual({ ok: true, value: undefined })
      expect(await logs.appendOwn(pot, [two, three, four])).toEqual(taken(3, three))
      expect(await logs.appendOwn(pot, [zero])).toEqual(taken(3, three))
      // All or none: four was not written beside the refused ones.
      expect(valueOf(await logs.read(pot)).length).toBe(4)
      // Other devices' events are no obstacle, wherever they stand.
      const bobs = ofDevice(events, bob.signer.device)
      expect(await logs.appendOwn(pot, bobs)).toEqual({ ok: true, value: undefined })
      expect(await logs.appendOwn(pot, [four])).toEqual({ ok: true, value: undefined })
    },
  },

  {
    title: 'of many who write one place at the same time exactly one does',
    run: async ({ storage: first, place, shared, expect }) => {
      const { pot, events } = await story
      const [zero, one] = ofDevice(events, alice.signer.device) as [SignedEvent, SignedEvent]
      const second = shared ? place.open() : first
      await first.logs.appendOwn(pot, [zero])
      const rivals = await Promise.all(
        Array.from({ length: 8 }, async (_, i) => {
          const stored = await altered(one, { nonce: `${i}f`.repeat(16) as never }, alice)
          return { event: { ...one.event, id: stored.id }, stored }
        }),
      )
      const results = await Promise.all(
        rivals.map((rival, i) => (i % 2 === 0 ? first : second).logs.appendOwn(pot, [rival])),
      )
      const winners = rivals.filter((_, i) => results[i]?.ok)
      expect(winners.length).toBe(1)
      expect(valueOf(await second.logs.read(pot)).map(({ id }) => id)).toEqual([zero.event.id, winners[0]?.event.id])
      for (const result of results)
        if (!result.ok) expect(result.error).toMatchObject({ type: 'SeqTaken', seq: 1, stored: winners[0]?.event.id })
      if (shared) await second.close()
    },
  },

  {
    title: 'listeners hear of changes until they stop',
    run: async ({ storage: { logs }, expect }) => {
      const { pot, events } = await story
      const heard: PotId[] = []
      const stop = logs.subscribe((changed) => heard.push(changed))
      const stopToo = logs.subscribe(() => undefined)
      await logs.append(pot, events.slice(0, 1))
      expect(heard).toEqual([pot])
      await logs.append(pot, events.slice(0, 1))
      await logs.append(pot, [])
      expect(heard).toEqual([pot])
      await logs.appendOwn(pot, ofDevice(events, bob.signer.device))
      expect(heard).toEqual([pot, pot])
      await logs.appendOwn(pot, ofDevice(events, bob.signer.device))
      expect(heard).toEqual([pot, pot])
      await logs.remove(pot)
      expect(heard).toEqual([pot, pot, pot])
      stop()
      stopToo()
      await logs.append(pot, events)
      expect(heard.length).toBe(3)
    },
  },

  {
    title: 'ten thousand events go in and come out',
    run: async ({ storage: { logs }, expect }) => {
      const { pot, events } = await story
      const { event, stored } = events.at(-1) as SignedEvent
      const many = Array.from({ length: 10_000 }, (_, seq): SignedEvent => {
        const id = seq.toString(16).padStart(64, '0') as SignedEvent['event']['id']
        return { event: { ...event, seq, id }, stored: { ...stored, id } }
      })
      expect(valueOf(await logs.append(pot, many))).toBe(10_000)
      expect(valueOf(await logs.read(pot)).map(({ id }) => id)).toEqual(many.map(({ stored: { id } }) => id))
    },
  },

  {
    title: 'stored events are counted, each pot by itself',
    run: async ({ storage: { logs }, expect }) => {
      const { pot, events } = await story
      expect(valueOf(await logs.count(pot))).toBe(0)
      await logs.append(pot, events.slice(0, 5))
      await logs.append(pot, events.slice(2))
      expect(valueOf(await logs.count(pot))).toBe(events.length)
      expect(valueOf(await logs.count(hash('11') as string as PotId))).toBe(0)
      await logs.remove(pot)
      expect(valueOf(await logs.count(pot))).toBe(0)
    },
  },
]
