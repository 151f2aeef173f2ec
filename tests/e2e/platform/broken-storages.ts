// Storages that break a promise, by the title of the case that must find it.

import { createKeptDeviceKey } from '../../../src/crypto/index.ts'
import { ok } from '../../../src/domain/index.ts'
import type { InstallationKeys, Storage } from '../../../src/storage/index.ts'
import type { Sent } from '../../storage/contract/storage-case.ts'

type Breaking = (storage: Storage<Sent>) => Partial<Storage<Sent>>

/** Each takes a good storage and spoils one thing. */
export const breakingByTitle: Readonly<Record<string, Breaking>> = {
  'a log comes back whole, whatever the order it went in, each event once': ({ logs }) => ({
    logs: {
      ...logs,
      read: async (pot) => {
        const read = await logs.read(pot)
        return read.ok ? ok(read.value.toReversed()) : read
      },
    },
  }),
  'a device writes every place of its chain once': ({ logs }) => ({
    logs: {
      ...logs,
      appendOwn: async (pot, events) => {
        const added = await logs.append(pot, events)
        return added.ok ? ok(undefined) : added
      },
    },
  }),
  'listeners hear of changes until they stop': ({ logs }) => ({ logs: { ...logs, subscribe: () => () => undefined } }),
  "an installation's keys are made once and sign": ({ keys }) => ({
    keys: {
      ...keys,
      loadOrCreate: async () =>
        ok({
          deviceKey: await createKeptDeviceKey(),
          sealingSecret: new Uint8Array(32),
          account: { kind: 'seed', seed: new Uint8Array(32) },
        } as InstallationKeys),
    },
  }),
  'a followed event that is stored is left as it is': ({ follow }) => ({
    follow: {
      ...follow,
      append: async (target, step) => {
        await follow.clear(target)
        await follow.append(target, step)
      },
    },
  }),
  'how a pot is met is kept as a whole, by pot, and forgotten': ({ access }) => ({
    access: { ...access, remove: async () => ok(undefined) },
  }),
  'a device writes every place of its chain of envelopes once': ({ envelopes }) => ({
    envelopes: { ...envelopes, appendOwn: (pot, added) => envelopes.append(pot, added) },
  }),
  'settings are set, changed and removed': ({ settings }) => ({
    settings: { ...settings, remove: async () => ok(undefined) },
  }),
}
