// Hostile contents of backups, beside the archives and age files of the tests next door: none throws or hangs, nothing comes out that did not go in, and
// what is lost is told.

import { beforeAll, expect, test } from 'vitest'
import { utf8Encode, type EventId } from '../../../src/domain/index.ts'
import { bytesToUtf8 } from '../../../src/formats/bytes-to-utf8.ts'
import { backupToBytes, parseBackup, potFileToText, type PotFile } from '../../../src/formats/index.ts'
import { readFileEvents } from '../../../src/formats/pot-file/pot-file-events.ts'
import { createPrng } from '../../simulator/prng.ts'
import { cachedVerify } from '../../sync/cached-verify.ts'
import { ALICE, createClaimedPot, device } from './claimed-pot.ts'
import { hostileBytes } from './hostile-bytes.ts'

const CASES = 100_000

let pot: PotFile
let known: ReadonlySet<EventId>
let bytes: Uint8Array
beforeAll(async () => {
  pot = await createClaimedPot('Lisbon', 0)
  known = new Set(pot.log.events.keys())
  const account = { kind: 'seed', seed: ALICE.accountSeed } as const
  const keys = [{ id: '0b'.repeat(32) as EventId, key: new Uint8Array(32).fill(7) }]
  const { salt } = pot.fold.open.genesis
  const access = [{ pot: pot.pot, salt, relays: ['wss://relay.example/v1'], keys, head: null }]
  bytes = backupToBytes({ madeAt: 1_790_000_000, device, account, access, pots: [pot] })
})

test('[threat: oversized, deep, malformed bytes] events of a pot file: 100,000 cases', () => {
  const prng = createPrng(20_261_124)
  const good = utf8Encode(potFileToText(pot.pot, pot.log.events.values()))
  let read = 0
  for (let i = 0; i < CASES; i++) {
    const hostile = hostileBytes(prng, good)
    const text = bytesToUtf8(hostile)
    if (!text.ok) continue
    const events = readFileEvents(text.value.split('\n'))
    if (!events.ok) continue
    read++
    const given = events.value.reduce((sum, { stored }) => sum + stored.bytes.length, 0)
    if (given > hostile.length) expect(`case ${i} gives more than it was given`).toBe('')
  }
  expect(read).toBeGreaterThan(10_000)
})

test('[threat: oversized, deep, malformed bytes] whole backups: 10,000 cases', { timeout: 180_000 }, async () => {
  const prng = createPrng(20_261_123)
  let [whole, incomplete] = [0, 0]
  for (let i = 0; i < CASES / 10; i++) {
    const parsed = await parseBackup(hostileBytes(prng, bytes), { verify: cachedVerify })
    if (!parsed.ok) continue
    const { pots, losses, accountSeed, access } = parsed.value
    if (losses.some(({ type }) => type === 'PotIncomplete')) incomplete++
    const foreign = pots.flatMap(({ log }) => [...log.events.keys()].filter((id) => !known.has(id)))
    if (foreign.length > 0) expect(foreign).toEqual([])
    if (losses.length > 0) continue
    whole++
    // Nothing is said to be lost: then nothing is.
    const isAll = accountSeed !== null && access.length === 1 && pots[0]?.log.events.size === known.size
    if (!isAll) expect(`case ${i} loses something and does not say so`).toBe('')
  }
  // What pads an archive means nothing.
  expect(whole).toBeGreaterThan(50)
  expect(incomplete).toBeGreaterThan(1000)
})
