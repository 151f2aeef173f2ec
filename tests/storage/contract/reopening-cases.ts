import type { PotId } from '../../../src/domain/index.ts'
import {
  hash,
  sent,
  target,
  cursor,
  placed,
  accessTo,
  idOf,
  envelope,
  memory,
  step,
  plain,
  valueOf,
  story,
} from './sample-data.ts'
import type { StorageCase } from './storage-case.ts'

/** What is there at first, and after closing and opening again. */
export const reopeningCases: readonly StorageCase[] = [
  {
    title: 'an empty place holds nothing',
    run: async ({ storage: { logs, keys, follow, pending, settings }, expect }) => {
      expect(valueOf(await logs.pots())).toEqual([])
      expect(valueOf(await logs.read(hash('11') as string as PotId))).toEqual([])
      expect(valueOf(await keys.load())).toBe(null)
      expect(await follow.load(target)).toBe(null)
      expect(valueOf(await pending.list())).toEqual([])
      expect(valueOf(await settings.get('locale'))).toBe(null)
    },
  },

  {
    title: 'everything is there after closing and opening again',
    sharedOnly: true,
    run: async ({ storage, place, expect }) => {
      const { pot, events } = await story
      const { deviceKey } = valueOf(await storage.keys.loadOrCreate())
      await storage.logs.append(pot, events)
      await storage.follow.append(target, { cursor: cursor(5), events: [placed(5, 2, 1n)] })
      await storage.pending.add(sent('01', 1n))
      await storage.settings.set('locale', 'pt')
      await storage.access.set(accessTo(pot, ['ws://localhost:1']))
      await storage.envelopes.append(pot, [envelope('aa', 0, 'e0')], step('ws://localhost:1', 1, 'e0'))
      await storage.close()
      const again = place.open()
      expect(valueOf(await again.logs.read(pot)).length).toBe(events.length)
      expect(valueOf(await again.keys.loadOrCreate()).deviceKey.device).toBe(deviceKey.device)
      expect(await again.follow.load(target)).toEqual({ cursor: cursor(5), events: [placed(5, 2, 1n)] })
      expect(valueOf(await again.pending.list())).toEqual([sent('01', 1n)])
      expect(valueOf(await again.settings.get('locale'))).toBe('pt')
      expect(valueOf(await again.access.get(pot))).toEqual(accessTo(pot, ['ws://localhost:1']))
      expect(plain(valueOf(await again.envelopes.read(pot)))).toEqual({
        envelopes: [envelope('aa', 0, 'e0')],
        relays: [{ relay: 'ws://localhost:1', known: memory(1), holds: [idOf('e0')] }],
        warned: [],
      })
      await again.close()
    },
  },

  {
    title: 'what was closed opens by itself when it is used again',
    sharedOnly: true,
    run: async ({ storage, expect }) => {
      const { pot, events } = await story
      const heard: PotId[] = []
      storage.logs.subscribe((changed) => heard.push(changed))
      await storage.settings.set('locale', 'pt')
      await storage.close()
      expect(valueOf(await storage.settings.get('locale'))).toBe('pt')
      expect(valueOf(await storage.logs.append(pot, events))).toBe(events.length)
      expect(heard).toEqual([pot])
    },
  },
]
