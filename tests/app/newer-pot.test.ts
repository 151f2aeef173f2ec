import { expect, test } from 'vitest'
import { systemRandom } from '../../src/crypto/index.ts'
import { createQuits, type PotSession } from '../../src/app/index.ts'
import type { PendingTransaction } from '../../src/chain/index.ts'
import { createReplica } from '../../src/log/index.ts'
import { createMemoryStorage } from '../../src/storage/index.ts'
import { fromTheFuture } from '../log/newer-event.ts'
import { bob, fixedPorts, lisbon } from '../log/people.ts'
import { carry, createInstallation, dinner, EUR, must } from './people.ts'

test('[EV2] a stored pot of newer software is not opened, and what it needs is said', async () => {
  const { replica } = await lisbon()
  const first = { pot: null, seq: 0, prev: null, seen: [], lamport: 0 }
  const stored = await fromTheFuture(replica, bob, fixedPorts(), first)
  const storage = createMemoryStorage<PendingTransaction>()
  const pot = createReplica(stored.id as string as typeof replica.pot).pot
  const event = { version: 2, device: bob.signer.device, at: 0, nonce: '00'.repeat(16), ...first, id: stored.id }
  await storage.logs.append(pot, [{ event: { ...event, kind: 'newer', body: { kind: 'x' } } as never, stored }])
  const quits = must(
    await createQuits({
      storage,
      clock: { now: () => 0 },
      random: systemRandom,
      connect: () => Promise.reject(new Error('no chain in this test')),
      wallets: async () => [],
      knownCode: [],
    }),
  )
  expect(await quits.open(pot)).toEqual({ ok: false, error: { type: 'NeedsUpdate', version: 2 } })
})

test('[OR2] a session that took everything step by step is where one that reads it all is', async () => {
  const [alices, bobs] = [await createInstallation(), await createInstallation()]
  const alice = must(
    await alices.createPot({ title: 'Lisbon', currency: EUR, you: 'Alice', others: ['Bob'], chain: null }),
  )
  const seen: ReturnType<PotSession['fold']>[] = []
  alice.subscribe(() => seen.push(alice.fold()))
  for (const cents of [1000, 2000, 3000])
    must(await alice.write({ kind: 'entry.created', body: { entry: dinner(alice, 'Alice', cents) } }))
  const carried = await carry(alice, bobs)
  expect(carried.fold().open).toEqual(alice.fold().open)
  // Each change gave a fold of its own.
  expect(new Set(seen).size).toBe(3)
  expect(seen.map(({ open }) => open.entries.size)).toEqual([1, 2, 3])
})
