// Tabs of one browser that act as different people (development builds) become equal without a relay; and what relays told one of them is held
// against what they told the other.

import { bytesToHex, type Hex } from '../../domain/index.ts'
import { meetTabs, runSync, type TabChannel, type ToldHead } from '../../sync/index.ts'
import type { PotSession } from '../pot-session.ts'

/** What relays told this side, and what becomes of what they told others. */
export interface ToldHeads {
  readonly told: () => readonly ToldHead[]
  readonly holdAgainst: (heads: readonly ToldHead[]) => Promise<void>
}

const NOTHING_TOLD: ToldHeads = { told: () => [], holdAgainst: () => Promise.resolve() }

/** Keeps a pot equal with the same pot in every other tab on the channel that is another device. */
export function meetNeighbours(
  session: PotSession,
  channel: TabChannel,
  relays: () => ToldHeads | null,
): { readonly leave: () => void } {
  const { random } = session.ports
  const own = session.identity.signer.device.slice(0, 16)
  const stops: (() => void)[] = []
  const heads = (): ToldHeads => relays() ?? NOTHING_TOLD
  const neighbours = meetTabs(channel, `${own}-${bytesToHex(random.bytes(8))}`, (duplex, { name, opens }) => {
    // Another tab of this device: both have the same store.
    if (name.startsWith(own)) return duplex.close()
    const run = runSync(
      duplex,
      {
        log: session.log,
        take: async (events) => {
          const report = await session.receive(events)
          return report.ok ? report.value : null
        },
      },
      {
        session: bytesToHex(random.bytes(8)) as Hex<'Session'>,
        opens,
        relays: () => heads().told(),
        notice: (notice) => {
          if (notice.type === 'RelaysTold') void heads().holdAgainst(notice.relays)
        },
      },
    )
    const stop = session.subscribe(() => void run.changed())
    stops.push(stop)
    void run.ended.then(stop)
  })
  return {
    leave: () => {
      neighbours.leave()
      for (const stop of stops) stop()
    },
  }
}
