import { computeCheckpoint, createLiveFold, cutOf, fold } from '../../src/domain/index.ts'
import { medianMs, type Measured } from './measure.ts'
import { automergeDocument, yjsDocument } from './peers.ts'
import { plainPot } from './plain-pot.ts'

/** The rulebook's hot paths, beside documents of peers that hold the same expenses. */
export async function foldBench(): Promise<readonly Measured[]> {
  const rows: Measured[] = []
  for (const entries of [1_000, 10_000, 100_000]) {
    const pot = plainPot(entries)
    const { events } = pot
    const runs = entries > 10_000 ? 1 : 5
    const ms = await medianMs(runs, () => fold(events, []))
    const yjs = yjsDocument(events)
    const what = `fold ${entries.toLocaleString('en')} entries to order, versions and balances`
    rows.push({ what, ms, beside: { what: 'Yjs: open and balances', ms: await medianMs(runs, yjs.open) } })
    const live = createLiveFold(events, [])
    let taken = 0
    const step = await medianMs(50, () => live.add([pot.next(taken++)]))
    rows.push({
      what: `one entry more into ${entries.toLocaleString('en')}, with its id`,
      ms: step,
      beside: { what: 'Yjs: one expense from another replica', ms: await medianMs(20, yjs.takeOne) },
    })
    if (entries === 10_000) {
      const automerge = automergeDocument(events)
      rows.push({ what, ms, beside: { what: 'Automerge: open and balances', ms: await medianMs(3, automerge.open) } })
      rows.push(await hashing(events))
    }
  }
  return rows
}

async function hashing(events: Parameters<typeof fold>[0]): Promise<Measured> {
  const { known, base, open } = fold(events, [])
  const terms = {
    cut: cutOf({ known, base, open }),
    seq: 0n,
    mode: { type: 'fewest' },
    conversion: null,
    rates: [],
  } as const
  const ms = await medianMs(3, () => {
    const computed = computeCheckpoint(known, base, terms)
    if (!computed.ok) throw new Error(computed.error.type)
  })
  const refold = await medianMs(3, () => fold(events, []))
  return {
    what: 'checkpoint of 10,000 entries: cut, fold, plan, state hash',
    ms,
    beside: { what: 'the fold alone', ms: refold },
  }
}
