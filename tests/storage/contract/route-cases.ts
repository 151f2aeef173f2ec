import type { DeviceId } from '../../../src/domain/index.ts'
import { hash, potOf, accessTo, idOf, envelope, memory, step, plain, valueOf } from './sample-data.ts'
import type { StorageCase } from './storage-case.ts'

/** How a pot is met at relays: access, envelopes, and what is held against relays. */
export const routeCases: readonly StorageCase[] = [
  {
    title: 'how a pot is met is kept as a whole, by pot, and forgotten',
    run: async ({ storage: { access }, expect }) => {
      const [one, two] = [potOf('01'), potOf('02')]
      expect(valueOf(await access.list())).toEqual([])
      expect(valueOf(await access.get(one))).toBe(null)
      valueOf(await access.set(accessTo(two, ['wss://relay.example/v1'])))
      valueOf(await access.set(accessTo(one, ['wss://relay.example/v1'])))
      valueOf(await access.set(accessTo(one, [])))
      expect(valueOf(await access.list())).toEqual([accessTo(one, []), accessTo(two, ['wss://relay.example/v1'])])
      expect(valueOf(await access.get(one))).toEqual(accessTo(one, []))
      valueOf(await access.remove(one))
      valueOf(await access.remove(one))
      expect(valueOf(await access.get(one))).toBe(null)
      expect(valueOf(await access.list())).toEqual([accessTo(two, ['wss://relay.example/v1'])])
    },
  },

  {
    title: 'envelopes come back in the order of their chains, with what is known of relays',
    run: async ({ storage: { envelopes }, expect }) => {
      const [pot, other] = [potOf('01'), potOf('02')]
      expect(valueOf(await envelopes.read(pot))).toEqual({ envelopes: [], relays: [], warned: [] })
      const [first, second, tenth, foreign] = [
        envelope('aa', 0, 'e0', 'f0'),
        envelope('aa', 1, 'e1'),
        envelope('aa', 10, 'ea'),
        envelope('bb', 0, 'b0'),
      ]
      valueOf(await envelopes.append(pot, [tenth, foreign], step('wss://a.example', 2, 'ea', 'b0')))
      valueOf(await envelopes.append(pot, [second, first], step('ws://b.example', 1, 'e1')))
      valueOf(await envelopes.append(other, [envelope('cc', 0, 'c0')]))
      valueOf(await envelopes.append(pot, [], step('wss://a.example', 3, 'e0')))
      expect(plain(valueOf(await envelopes.read(pot)))).toEqual({
        envelopes: [first, second, tenth, foreign],
        relays: [
          { relay: 'ws://b.example', known: memory(1), holds: [idOf('e1')] },
          { relay: 'wss://a.example', known: memory(3), holds: [idOf('b0'), idOf('e0'), idOf('ea')] },
        ],
        warned: [],
      })
      valueOf(await envelopes.forget(pot, 'ws://b.example'))
      valueOf(await envelopes.append(pot, [], { ...step('wss://a.example', 1, 'e1'), startsOver: true }))
      expect(valueOf(await envelopes.read(pot)).relays).toEqual([
        { relay: 'wss://a.example', known: memory(1), holds: [idOf('e1')] },
      ])
      valueOf(await envelopes.remove(pot))
      expect(valueOf(await envelopes.read(pot))).toEqual({ envelopes: [], relays: [], warned: [] })
      expect(valueOf(await envelopes.read(other)).envelopes.length).toBe(1)
    },
  },

  {
    title: 'what is held against a relay is kept until it is taken back',
    run: async ({ storage: { envelopes }, expect }) => {
      const [pot, other] = [potOf('01'), potOf('02')]
      const back = { type: 'RelayWentBack', head: { count: 3, signature: Uint8Array.of(9, 0, 255) }, big: 7n }
      const warned = [
        { about: '', warnings: [{ type: 'EventRefused', id: 'n1' }] },
        { about: 'wss://a.example', warnings: [back, { type: 'RelayFull' }] },
      ]
      valueOf(await envelopes.append(pot, [envelope('aa', 0, 'e0')], step('wss://a.example', 2, 'e0'), warned))
      valueOf(await envelopes.append(other, [], undefined, warned.slice(1)))
      expect(valueOf(await envelopes.read(pot)).warned).toEqual(warned)
      expect(valueOf(await envelopes.warned(pot))).toEqual(warned)
      expect(valueOf(await envelopes.warned(other))).toEqual(warned.slice(1))
      expect(valueOf(await envelopes.read(pot)).envelopes.length).toBe(1)
      // A step without any leaves them as they are; a list takes the place of the one before, an empty one takes it away.
      valueOf(await envelopes.append(pot, [], step('wss://a.example', 3)))
      valueOf(await envelopes.append(pot, [], undefined, [{ about: '', warnings: [] }]))
      expect(valueOf(await envelopes.read(pot)).warned).toEqual(warned.slice(1))
      valueOf(await envelopes.append(pot, [], undefined, [{ about: 'wss://a.example', warnings: [back] }]))
      expect(valueOf(await envelopes.read(pot)).warned).toEqual([{ about: 'wss://a.example', warnings: [back] }])
      valueOf(await envelopes.forget(pot, 'wss://a.example'))
      expect(valueOf(await envelopes.read(pot)).warned).toEqual([])
      expect(valueOf(await envelopes.read(other)).warned).toEqual(warned.slice(1))
      valueOf(await envelopes.remove(other))
      expect(valueOf(await envelopes.read(other)).warned).toEqual([])
    },
  },

  {
    title: 'what is in an envelope is filled in once, and nothing else of it changes',
    run: async ({ storage: { envelopes }, expect }) => {
      const pot = potOf('01')
      valueOf(await envelopes.append(pot, [envelope('aa', 0, 'e0')]))
      const other = { ...envelope('aa', 0, 'e0', 'f0'), bytes: Uint8Array.of(7) }
      valueOf(await envelopes.append(pot, [other]))
      valueOf(await envelopes.append(pot, [envelope('aa', 0, 'e0', 'ff'), envelope('aa', 0, 'e0')]))
      expect(plain(valueOf(await envelopes.read(pot))).envelopes).toEqual([envelope('aa', 0, 'e0', 'f0')])
    },
  },

  {
    title: 'a device writes every place of its chain of envelopes once',
    run: async ({ storage: { envelopes: first }, place, shared, expect }) => {
      const pot = potOf('01')
      const { envelopes: second } = shared ? place.open() : { envelopes: first }
      expect(await first.appendOwn(pot, [])).toEqual({ ok: true, value: undefined })
      expect(await first.appendOwn(pot, [envelope('aa', 0, 'e0'), envelope('aa', 1, 'e1')])).toEqual({
        ok: true,
        value: undefined,
      })
      const device = hash('aa') as string as DeviceId
      const taken = { ok: false, error: { type: 'SequenceTaken', device, sequence: 1 } }
      expect(await second.appendOwn(pot, [envelope('aa', 1, 'ff'), envelope('aa', 2, 'e2')])).toEqual(taken)
      expect(valueOf(await second.read(pot)).envelopes.length).toBe(2)
      // A fork that a relay brings is kept: both branches prove it.
      valueOf(await first.append(pot, [envelope('aa', 1, 'ff')]))
      expect(valueOf(await second.read(pot)).envelopes.map(({ id }) => id)).toEqual([
        idOf('e0'),
        idOf('e1'),
        idOf('ff'),
      ])
      const results = await Promise.all(
        ['01', '02', '03', '04'].map((id, i) => (i % 2 ? first : second).appendOwn(pot, [envelope('aa', 2, id)])),
      )
      expect(results.filter(({ ok }) => ok).length).toBe(1)
      expect(await second.appendOwn(pot, [envelope('bb', 0, 'b0')])).toEqual({ ok: true, value: undefined })
    },
  },
]
