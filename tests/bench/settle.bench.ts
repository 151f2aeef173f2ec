import { settle, type MemberId } from '../../src/domain/index.ts'
import { medianMs, type Measured } from './measure.ts'

type Net = { readonly member: MemberId; readonly amount: bigint }

/** Settling up: the exact minimum for 15 people and for the hardest 15 that were found, the bounded search for 200, each beside the greedy rule. */
export async function settleBench(): Promise<readonly Measured[]> {
  const rows: Measured[] = []
  for (const [people, nets] of [
    ['15 people', netsOf(15)],
    ['the hardest 15 people', interleavedTriples()],
    ['200 people', netsOf(200)],
  ] as const) {
    const ms = await medianMs(5, () => settle(nets))
    const greedyMs = await medianMs(5, () => greedy(nets))
    rows.push({
      what: `settle-up of ${people}: ${settle(nets).length} transfers`,
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

/** Five groups of three whose members are as far apart in order of id as can be, with amounts of 95 bits: of many shapes tried the slowest. */
function interleavedTriples(): readonly Net[] {
  let seed = 7n
  const next = (): bigint => (seed = (seed * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 94n)
  const triples = Array.from({ length: 5 }, () => [next(), -next() * 2n] as const)
  const amounts = [0, 1, 2].flatMap((place) => triples.map(([a, b]) => [a, b, -a - b][place] as bigint))
  return amounts.map((amount, index) => ({ member: index.toString(16).padStart(64, '0') as MemberId, amount }))
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
