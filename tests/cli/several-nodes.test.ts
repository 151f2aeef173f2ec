// What verify says when several nodes are asked: that they agree, who could not say so and why, and who contradicts whom. The nodes are one fake chain
// seen through wrappers that hide, lag and are not there.
import { beforeAll, expect, test } from 'vitest'
import { readAgreed, type AskedNode, type ChainPort } from '../../src/chain/index.ts'
import type { Report } from '../../src/cli/command.ts'
import { verificationReport } from '../../src/cli/verification-report.ts'
import { verifyPot } from '../../src/cli/verify-pot.ts'
import { err, ok, type ChainEvent, type Hash32, type Tie } from '../../src/domain/index.ts'
import { settlePotOnFakeChain, type SettledPot } from './settled-pot.ts'

let pot: SettledPot
beforeAll(async () => {
  pot = await settlePotOnFakeChain()
}, 60_000)

const node = (endpoint: string, change: Partial<ChainPort> = {}): AskedNode => ({
  endpoint,
  port: ok({ ...pot.fake.port, ...change }),
})
const down = (endpoint: string): AskedNode => ({
  endpoint,
  port: err({ type: 'Disconnected', endpoint, detail: 'nobody is there' }),
})
const elsewhere = (endpoint: string): AskedNode =>
  node(endpoint, {
    facts: async () => {
      const facts = await pot.fake.port.facts()
      return facts.ok ? ok({ ...facts.value, genesis: '2'.repeat(64) as Hash32, name: 'Elsewhere' }) : facts
    },
  })
const without = (isGone: (event: ChainEvent) => boolean): Partial<ChainPort> => ({
  contractEvents: async (contract, block) => {
    const read = await pot.fake.port.contractEvents(contract, block)
    return read.ok ? ok(read.value.filter(({ event }) => !isGone(event))) : read
  },
})
const standingAt = (number: number): Partial<ChainPort> => ({
  finalizedHead: () => pot.fake.port.header(number),
  followFinalized: () => () => {},
})

const verify = async (...nodes: readonly AskedNode[]): Promise<Report> => {
  const found = await verifyPot(pot.file, nodes, pot.knownCode)
  if (!found.ok) throw new Error(found.error.type)
  return verificationReport(found.value)
}

test('[AN3] two nodes that say the same: they agree, and both are named', async () => {
  const { lines, json, exit } = await verify(node('ws://a'), node('ws://b'))
  expect(lines.at(-1)).toBe('Everything matches, and two nodes agree (ws://a, ws://b).')
  expect(json).toMatchObject({ matches: true, accordingTo: '2 nodes', endpoint: 'ws://a', others: [{ says: 'same' }] })
  expect(exit).toBe(0)
  const three = await verify(node('ws://a'), node('ws://b'), node('ws://c'))
  expect(three.lines.at(-1)).toBe('Everything matches, and 3 nodes agree (ws://a, ws://b, ws://c).')
})

test('[threat: lying node] a node that hides what another tells is named with it, and with the block and the events', async () => {
  const hidden = without((event) => event.kind === 'Paid' && event.index === 1)
  const { lines, json, exit } = await verify(node('ws://a'), node('ws://liar', hidden))
  expect(lines.join('\n')).toMatch(
    /The group's events in block \d+ differ: ws:\/\/a has Paid there, which ws:\/\/liar lacks\. One of the two is wrong; a third node or an explorer tells which\./,
  )
  expect(lines.at(-1)).toBe('Something differs.')
  expect(json).toMatchObject({ matches: false, others: [{ endpoint: 'ws://liar', says: 'differs' }] })
  expect(exit).toBe(1)
})

test('a node that contradicts itself is named, also when it is asked first', async () => {
  const hidden = without((event) => event.kind === 'Paid' && event.index === 1)
  const { lines, exit } = await verify(node('ws://liar', hidden), node('ws://b'))
  expect(lines.join('\n')).toContain("According to ws://liar: The contract's events up to block")
  expect(exit).toBe(1)
})

test('of several nodes only one could say so: everything matches, and the exit code says that a second opinion is missing', async () => {
  const { lines, json, exit } = await verify(down('ws://down'), node('ws://b'))
  expect(lines.slice(-2)).toEqual([
    'ws://down cannot confirm it: it cannot be reached: nobody is there.',
    'Everything matches, according to one node (ws://b).',
  ])
  expect(json).toMatchObject({ matches: true, accordingTo: 'one node', others: [{ says: 'no answer' }] })
  expect(exit).toBe(3)
})

test('a node on another chain is not asked about this one, whatever its place', async () => {
  const { lines, exit } = await verify(elsewhere('ws://elsewhere'), node('ws://b'))
  expect(lines.at(-2)).toBe(
    `ws://elsewhere cannot confirm it: it is on another chain, Elsewhere with genesis 0x${'2'.repeat(64)}.`,
  )
  expect(exit).toBe(3)
  const none = await verify(elsewhere('ws://elsewhere'))
  expect(none.lines.at(-2)).toMatch(/^According to ws:\/\/elsewhere: The pot is settled on the chain with genesis/)
  expect(none.exit).toBe(1)
})

test('a node that shows an old state is not read where another is further, and is named', async () => {
  const { at, createdAt } = await placeOfGroup()
  const frozen = node('ws://frozen', standingAt(at - 6))
  const agreed = await readAgreed([frozen, node('ws://b')], createdAt, { knownCode: pot.knownCode, patienceMs: 1 })
  expect(agreed).toMatchObject({
    ok: true,
    value: { endpoint: 'ws://b', others: [{ endpoint: 'ws://frozen', opinion: { type: 'behind', at: at - 6 } }] },
  })
})

test('a node that is a block behind is waited for', async () => {
  const { at, createdAt } = await placeOfGroup()
  let isLate = true
  const late = node('ws://late', {
    finalizedHead: () => pot.fake.port.header(isLate ? at - 1 : at),
    followFinalized: (listener) => {
      isLate = false
      void pot.fake.port.header(at).then((head) => head.ok && listener.onHead(head.value))
      return () => {}
    },
  })
  const agreed = await readAgreed([node('ws://b'), late], createdAt, { knownCode: pot.knownCode })
  expect(agreed).toMatchObject({ ok: true, value: { others: [{ endpoint: 'ws://late', opinion: { type: 'same' } }] } })
})

test('a node that has dropped old blocks leaves reading to the next one', async () => {
  const pruned = node('ws://pruned', { contractEvents: async (_, block) => err({ type: 'StatePruned', block }) })
  const { lines, exit } = await verify(pruned, node('ws://archive'))
  // Its head and its votes are compared all the same.
  expect(lines.at(-1)).toBe('Everything matches, and two nodes agree (ws://archive, ws://pruned).')
  expect(exit).toBe(0)
  expect(await verifyPot(pot.file, [pruned, down('ws://down')], pot.knownCode)).toMatchObject({
    ok: false,
    error: { type: 'NoneAnswers', failures: [{ endpoint: 'ws://down' }, { endpoint: 'ws://pruned' }] },
  })
})

async function placeOfGroup() {
  const { genesis, contract, group, block } = pot.file.fold.open.tie as Tie
  const head = await pot.fake.port.finalizedHead()
  if (!head.ok) throw new Error(head.error.type)
  return { at: head.value.number, createdAt: { genesis, contract, group, createdAt: block } }
}
