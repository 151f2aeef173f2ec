// What balances say of a pot that is settled on a chain: of its file alone, and with what a node tells.
import { beforeAll, expect, test } from 'vitest'
import { balancesReport } from '../../src/cli/commands/balances.ts'
import { reportWithChain } from '../../src/cli/report-on-pot.ts'
import { verifyPot, type Verification } from '../../src/cli/verify-pot.ts'
import { ok } from '../../src/domain/index.ts'
import { settlePotOnFakeChain, type SettledPot } from './settled-pot.ts'

let pot: SettledPot
beforeAll(async () => {
  pot = await settlePotOnFakeChain()
}, 60_000)

const verified = async (): Promise<Verification> => {
  const found = await verifyPot(pot.file, [{ endpoint: 'ws://fake', port: ok(pot.fake.port) }], pot.knownCode)
  if (!found.ok) throw new Error(found.error.type)
  return found.value
}
const amounts = (json: unknown): readonly string[] =>
  Object.values(json as Readonly<Record<string, Readonly<Record<string, string>>>>).flatMap((each) =>
    Object.values(each),
  )

test('[BA3] balances count what the chain has settled and paid, and say whose word that is', async () => {
  expect(amounts(balancesReport(pot.file.fold).json).some((amount) => Number(amount) !== 0)).toBe(true)
  const notes: string[] = []
  const report = reportWithChain(await verified(), balancesReport, { note: (line) => void notes.push(line) })
  expect(report.exit).toBe(0)
  expect(new Set(amounts(report.json))).toEqual(new Set(['0.00']))
  expect(notes).toEqual([
    expect.stringMatching(
      /^note: with what is final on the chain up to block \d+, according to one node \(ws:\/\/fake\)\.$/,
    ),
  ])
})

test('[AN3] of a node that is not believed nothing is reported but what differs', async () => {
  pot.fake.script({ events: (events) => events.slice(0, -1) })
  const notes: string[] = []
  const report = reportWithChain(await verified(), balancesReport, { note: (line) => void notes.push(line) })
  pot.fake.script({ events: (events) => events })
  expect(report.exit).toBe(1)
  expect(report.lines.join(' ')).toContain('According to ws://fake')
  expect(report.json).toEqual({ differs: report.lines })
  expect(notes).toEqual([])
})
