import type { EnvelopeStore, PotAccess } from '../../storage/index.ts'
import { toldOfRelay } from './line-warning.ts'
import type { PotSyncStatus, RelaySync } from './pot-sync-status.ts'
import { NOBODY, toldRefusals } from './refused-event.ts'

const UNCONNECTED: RelaySync['status'] = { connection: 'closed', toSend: 0, toReceive: 0, isRead: false }

/** What is held against a pot's relays and what came over them, as it is kept: for a tab that has no line to them. Nothing where it cannot be read. */
export async function keptWarnings(
  store: EnvelopeStore,
  { pot, relays }: PotAccess,
): Promise<Pick<PotSyncStatus, 'relays' | 'refused'>> {
  const kept = await store.warned(pot)
  const warned = new Map(kept.ok ? kept.value.map(({ about, warnings }) => [about, warnings] as const) : [])
  return {
    relays: relays
      .filter((relay) => warned.has(relay))
      .map((relay) => ({ relay, status: UNCONNECTED, readAt: null, ...toldOfRelay(warned.get(relay) ?? []) })),
    refused: toldRefusals(warned.get(NOBODY) ?? []),
  }
}
