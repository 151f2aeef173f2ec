// A signed pot of two people, always the same bytes: keys and randomness come from fixed seeds.
import { createSigner, seedDeviceKey } from '../../../src/crypto/index.ts'
import { NO_DETAILS, minor, potOf, type Entry, type Hash32, type MemberId } from '../../../src/domain/index.ts'
import {
  admitEvents,
  createEvent,
  createPot,
  createReplica,
  type LaterContent,
  type Replica,
} from '../../../src/log/index.ts'

const EUR = { code: 'EUR', digits: 2 }

/** Fixed ports: the clock stands still, random bytes count up. */
const fixedPorts = (): Parameters<typeof createPot>[2] => {
  let drawn = 0
  return { clock: { now: () => 1_780_000_000 }, random: { bytes: (length) => new Uint8Array(length).fill(++drawn) } }
}

/** Alice and Bob had dinner, Bob paid some of it back. */
export const createSmallPot = async (): Promise<Replica> => {
  const ports = fixedPorts()
  const signer = createSigner(seedDeviceKey(new Uint8Array(32).fill(7)))
  const body = { title: 'Wochenende «Zürich»', salt: 'ab'.repeat(32) as Hash32, currency: EUR, chain: null }
  const genesis = await createPot(signer, body, ports)
  if (!genesis.ok) throw new Error(genesis.error.type)
  const log = createReplica(potOf(genesis.value.event))
  await admitEvents(log, [genesis.value.stored])
  const write = async (content: LaterContent): Promise<MemberId> => {
    const created = await createEvent(log, signer, content, ports)
    if (!created.ok) throw new Error(created.error.type)
    await admitEvents(log, [created.value.stored])
    return created.value.event.id as string as MemberId
  }
  const alice = await write({ kind: 'member.added', body: { name: 'Alice' } })
  const bob = await write({ kind: 'member.added', body: { name: 'Bob "B"' } })
  const fields = { date: '2026-05-01', currency: EUR, category: '', note: '', ...NO_DETAILS, origin: null }
  const dinner: Entry = {
    ...fields,
    type: 'expense',
    title: 'Dinner',
    amount: minor(1001n),
    payers: { mode: 'exact', shares: [{ member: alice, amount: minor(1001n) }] },
    split: { mode: 'even', members: [alice, bob].toSorted((a, b) => (a < b ? -1 : 1)) },
  }
  await write({ kind: 'entry.created', body: { entry: dinner } })
  await write({
    kind: 'entry.created',
    body: { entry: { ...fields, type: 'transfer', title: 'Back', amount: minor(200n), from: bob, to: alice } },
  })
  return log
}
