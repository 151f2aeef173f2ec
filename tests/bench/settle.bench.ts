import { settle, type MemberId } from '../../src/domain/index.ts'
import { medianMs, type Measured } from './measure.ts'

type Net = { readonly member: MemberId; readonly amount: bigint }

/** Settling up: the exact minimum for 15 people, the bounded search for 200, each beside the greedy rule that peers use. */
export async function settleBench(): Promise<readonly Measured[]> {
  const rows: Measured[] = []
  for (const people of [15, 200]) {
    const nets = netsOf(people)
    const ms = await medianMs(5, () => settle(nets))
    const greedyMs = await medianMs(5, () => greedy(nets))
    rows.push({
      what: `settle-up of ${people} people: ${settle(nets).length} transfers`,
      ms,
      beside: { what: `largest debtor to largest creditor: ${greedy(nets)} transfers`, ms: greedyMs },
    })
  }
  return rows
}

/** Nets that sum to zero and fall into few zero-sum groups, by a fixed generator. */
function netsOf(people: number): readonly Net[] {
  let seed = 42
  const next = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648)
  const amounts = Array.from({ length: people - 1 }, () => BigInt((next() % 200_000) - 100_000))
  const all = [...amounts, -amounts.reduce((sum, amount) => sum + amount, 0n)]
  return all.map((amount, index) => ({ member: index.toString(16).padStart(64, '0') as MemberId, amount }))
}

/** How many transfers the greedy rule makes. */
function greedy(nets: readonly Net[]): number {
  const open = nets.map(({ amount }) => amount).filter((amount) => amount !== 0n)
  let transfers = 0
  while (open.length > 0) {
    open.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    const [debt, credit] = [open.shift() as bigint, open.pop() as bigint]
    if (debt + credit !== 0n) open.push(debt + credit)
    transfers++
  }
  return transfers
}
