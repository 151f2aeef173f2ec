import type { Weight } from '../stage/stage.ts'
import type { Cost } from './measure-costs.ts'

/** Where the page is committed. */
export const costsPath = new URL('../../../contracts/settlement/COSTS.md', import.meta.url)

/** Planck of one token of the development chain. */
const token = 10n ** 12n

/** The page of all costs, and what the numbers mean. */
export function costsPage(
  costs: readonly Cost[],
  prices: { readonly item: bigint; readonly byte: bigint; readonly account: bigint },
): string {
  const sent = costs.flatMap(({ message, members, legs, weight, paid }) => {
    if (paid === null) return []
    const amounts = [decimal(paid.fee, token, 6), decimal(paid.deposit, token, 6)]
    return [[message, members, legs, ...amounts, ...weightCells(weight), paid.bytes]]
  })
  const asked = costs.flatMap(({ message, members, weight, paid }) =>
    paid === null ? [[message, members, ...weightCells(weight)]] : [],
  )
  return `# What every message costs

Written by \`npm run contract:costs\`; a test compares it with what the contract costs now. Measured on the embedded chain, whose fees and deposits
are those of a development runtime: on another chain the prices differ, and the dApp shows the chain's own before anybody signs. The weights are
nearly the same everywhere. Each call is alone in its block, with limits a tenth above its dry run.

- **Fee**: tokens for the whole extrinsic, here 0.0001 for a byte of it and 0.0002 for a KB of proof. A storage value that a call reads counts some
  10 KB, whatever is in it, and calling a contract at all some 70 KB; the time it takes is too short to count.
- **Deposit**: tokens that the caller leaves on the contract for storage, here ${decimal(prices.item, token, 6)} for a value and ${decimal(prices.byte, token, 6)} for a byte. Whoever
  creates a group pays for its record and slots; whoever completes the vote for a larger roster pays for the new slots, and nobody else ever does.
  A payee who has no account yet costs the payer ${decimal(prices.account, token, 6)} more.
- **Time** and **proof**: what the extrinsic takes of a block (of 2,000 ms and 10,485 KB on the embedded chain), its own overhead included. Asking a
  view costs nothing; its weight is that of the dry run.
- **Bytes**: the signed extrinsic.
- **A token** is that of the development chain, behind its ERC-20 precompile. One transaction allows the contract exactly the leg and pays it; while it runs,
  the chain holds a deposit for the allowance, which comes back with its last unit.

| message | members | legs | fee | deposit | time, ms | proof, KB | bytes |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${sent.map(toRow).join('\n')}

| view | members | time, ms | proof, KB |
| --- | ---: | ---: | ---: |
${asked.map(toRow).join('\n')}
`
}

const weightCells = ({ refTime, proofSize }: Weight): readonly string[] => [
  decimal(refTime, 1_000_000_000n, 3),
  decimal(proofSize, 1000n, 1),
]

const toRow = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`

/** `amount / unit` with so many digits behind the point, rounded up: a cost is never shown too small. */
function decimal(amount: bigint, unit: bigint, digits: number): string {
  const scale = 10n ** BigInt(digits)
  const scaled = (amount * scale + unit - 1n) / unit
  return `${scaled / scale}.${(scaled % scale).toString().padStart(digits, '0')}`
}
