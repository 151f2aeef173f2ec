import { eventMessage } from '../../src/crypto/index.ts'
import { fold, hexToBytes } from '../../src/domain/index.ts'
import { admitEvents, createReplica, eventsOf } from '../../src/log/index.ts'
import { medianMs, type Measured } from './measure.ts'
import { signedPot } from './signed-pot.ts'

const EVENTS = 10_000
const IN_FLIGHT = 256

/** Verifying and folding a pot of 10,000 entries. */
export async function logBench(): Promise<readonly Measured[]> {
  const pot = await signedPot(EVENTS)
  const stored = [...pot.events.values()].map((event) => event.stored)
  const verify = await medianMs(3, async () => {
    const report = await admitEvents(createReplica(pot.pot), stored)
    if (report.accepted.length !== stored.length) throw new Error('not every event was accepted')
  })
  const key = await crypto.subtle.importKey(
    'raw',
    hexToBytes(pot.devices()[0] as string) as BufferSource,
    'Ed25519',
    false,
    ['verify'],
  )
  const raw = await medianMs(3, async () => {
    for (let start = 0; start < stored.length; start += IN_FLIGHT) {
      const batch = stored.slice(start, start + IN_FLIGHT)
      await Promise.all(
        batch.map(({ bytes, signature }) =>
          crypto.subtle.verify('Ed25519', key, signature as BufferSource, eventMessage(bytes) as BufferSource),
        ),
      )
    }
  })
  const events = eventsOf(pot)
  const folding = await medianMs(5, () => fold(events, []))
  const texts = events.map((event) =>
    JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  )
  const parsing = await medianMs(5, () => texts.map((text) => JSON.parse(text) as unknown))
  return [
    {
      what: 'verify 10,000 signed events, bytes to verdict',
      ms: verify,
      beside: { what: 'the same signatures by WebCrypto alone', ms: raw },
    },
    {
      what: 'fold 10,000 entries to balances',
      ms: folding,
      beside: { what: 'JSON.parse of the same events', ms: parsing },
    },
  ]
}
