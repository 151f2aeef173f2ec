import { expect, test } from 'vitest'
import { openEvent, openingKey, sealEvent, type EnvelopePlace } from '../../../src/app/sync/relayed-event.ts'
import { systemRandom } from '../../../src/crypto/index.ts'
import { bytesToHex, type DeviceId, type EventId, type Hash32, type PotId } from '../../../src/domain/index.ts'
import type { SignedEvent } from '../../../src/log/index.ts'
import type { RouteId } from '../../../src/sync/index.ts'
import { lisbon } from '../../log/people.ts'

const key = { id: 'aa'.repeat(32) as EventId, bytes: new Uint8Array(32).fill(5) }
const keyOf = (id: EventId): Uint8Array | undefined => (id === key.id ? key.bytes : undefined)
const place: EnvelopePlace = { route: '11'.repeat(32) as RouteId, device: '22'.repeat(32) as DeviceId, sequence: 7 }

test('an event comes out of its envelope as it went in', async () => {
  const { events } = await lisbon()
  for (const { stored } of events) {
    const payload = sealEvent(stored, key, place, systemRandom)
    const opened = openEvent({ ...place, payload }, keyOf)
    expect(opened).toEqual({ ok: true, value: stored })
  }
})

test('[threat: relay relabels ciphertext] at any other place of any other chain or route it does not open', async () => {
  const { stored } = (await lisbon()).events[0] as SignedEvent
  const payload = sealEvent(stored, key, place, systemRandom)
  const others: readonly EnvelopePlace[] = [
    { ...place, route: '12'.repeat(32) as RouteId },
    { ...place, device: '23'.repeat(32) as DeviceId },
    { ...place, sequence: 8 },
  ]
  for (const other of others)
    expect(openEvent({ ...other, payload }, keyOf)).toEqual({ ok: false, error: { type: 'Tampered' } })
  expect(openEvent({ ...place, payload }, () => undefined)).toMatchObject({
    error: { type: 'UnknownKey', key: key.id },
  })
  expect(openEvent({ ...place, payload }, () => new Uint8Array(32))).toMatchObject({ error: { type: 'WrongKey' } })
})

test('the key for what brings keys follows from the pot and its salt', () => {
  const opening = openingKey('0a'.repeat(32) as PotId, '0b'.repeat(32) as Hash32)
  expect(opening.id).toBe('0a'.repeat(32))
  expect(bytesToHex(opening.bytes)).toMatchInlineSnapshot(
    `"4c86e1c1358ef5739ca5554a92075f533b2795c3f00c5ac818a374edbd165bf5"`,
  )
})
