// The proof of a settlement on the embedded chain with a state trie: made, written, read, checked offline, and refused when anything in it is touched.
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkProof, gatherProof, lastFinal, type CheckedProof } from '../../src/app/proof/index.ts'
import { KNOWN_CODE, type ChainPort } from '../../src/chain/index.ts'
import { checkBlockProofs, connectChain, connectProofs } from '../../src/chain/polkadot/index.ts'
import { createNarrator } from '../../src/cli/demo/narrator.ts'
import { playStory } from '../../src/cli/demo/story.ts'
import { verifyPot } from '../../src/cli/verify-pot.ts'
import { startDevChain, type DevChain } from '../../src/devchain/index.ts'
import { canonicalOrder, ok, type EventId, type H160, type Hash32 } from '../../src/domain/index.ts'
import { parsePotFile, parseProofFile, proofFileToText, type ProofFile } from '../../src/formats/index.ts'
import { eventsOf, type StoredEvent } from '../../src/log/index.ts'
import { createDevelopmentWallet } from '../../src/wallet/development/index.ts'
import { createDesk, vector } from '../cli/run-quits.ts'
import { SEVEN, textOf } from '../cli/settled-pot.ts'
import { createSmallPot } from '../formats/pot-file/small-pot.ts'
import { must } from './chain-fixture.ts'
import { serveRpc } from './serve-rpc.ts'
import { createRootedChain } from './rooted-chain.ts'

let chain: DevChain
let proof: ProofFile
/** The same for the settlement before. */
let earlier: ProofFile
/** The same from a chain that keeps the hashes of three blocks only. */
let stepped: ProofFile
/** The same as a node answers it. */
let overWire: ProofFile
let pruned: object
let finalized: Hash32

beforeAll(async () => {
  chain = await startDevChain()
  const own = must(await connectChain([chain.url]))
  const rooted = await createRootedChain(chain.url, own)
  let calls = 0
  const port: ChainPort = {
    ...rooted.port,
    // Blocks without any event of the group between those that have some.
    submit: async (...call) => {
      await rooted.port.submit(...call)
      if (++calls % 8 === 0) await chain.newBlock(4)
    },
  }
  const stage = {
    port,
    contract: chain.contract.address as H160,
    knownCode: KNOWN_CODE,
    wallet: createDevelopmentWallet(SEVEN),
    narrator: createNarrator(() => {}),
  }
  const [person] = await playStory(stage, readFileSync(vector('splitwise-seven-people.csv')), chain.url)
  if (!person) throw new Error('nobody is in the story')
  const file = must(await parsePotFile(textOf(person.session)))
  const found = must(await verifyPot(file, [{ endpoint: chain.url, port: ok(rooted.port) }], KNOWN_CODE))
  const source = {
    fold: found.fold,
    stored: [...file.log.events.values()].map(({ stored }) => stored),
    reading: { events: found.reading?.events ?? [] },
    blocks: rooted.port,
    proofs: rooted.proofs,
  }
  proof = must(await gatherProof(source, lastFinal(found.fold)))
  earlier = must(await gatherProof(source, found.proof.epochs[0]?.checkpoint as EventId))
  finalized = proof.blocks[0]?.hash as Hash32
  const runtime = { ...must(await rooted.proofs.runtime(finalized)), blockHashCount: 3 }
  const near = { ...rooted.proofs, runtime: async () => ok(runtime) }
  stepped = must(await gatherProof({ ...source, proofs: near }, lastFinal(found.fold)))
  const node = await serveRpc(rooted.answer)
  const connected = must(await connectProofs(node.url))
  overWire = must(await gatherProof({ ...source, proofs: connected }, lastFinal(found.fold)))
  pruned = await connected.blockProof('ab'.repeat(32) as Hash32, { events: true, record: null, olderBlock: null })
  await connected.close()
  await node.close()
  await rooted.close()
  await own.close()
})
afterAll(() => chain.close())

/** What checking answers: the proof, or the error's tag. */
const check = async (file: ProofFile, block = finalized): Promise<CheckedProof | string> => {
  const blocks = checkBlockProofs({ ...file.chain, ...file }, block)
  if (!blocks.ok) return blocks.error.type
  const checked = await checkProof(file, blocks.value.type === 'proven' ? blocks.value : null, KNOWN_CODE)
  return checked.ok ? checked.value : checked.error.type
}
const changed = <T>(list: readonly T[], index: number, change: (item: T) => T): readonly T[] =>
  list.map((item, i) => (i === index ? change(item) : item))
const withBlock = (index: number, change: (block: ProofFile['blocks'][number]) => ProofFile['blocks'][number]) => ({
  ...proof,
  blocks: changed(proof.blocks, index, change),
})
const flipped = (bytes: Uint8Array, at: number): Uint8Array => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))

test('a settlement is proven by its blocks alone, and its text is read again as it is', async () => {
  const text = proofFileToText(proof)
  expect(proofFileToText(must(parseProofFile(Buffer.from(text))))).toBe(text)
  expect(await check(proof)).toMatchObject({ settlement: { epoch: 2n, verdict: 'final' } })
  expect(await check(earlier)).toMatchObject({ settlement: { epoch: 1n, verdict: 'final' } })
})

test('a node gives the same proof over its socket, and says what it does not have', () => {
  expect(proofFileToText(overWire)).toBe(proofFileToText(proof))
  expect(pruned).toMatchObject({ ok: false, error: { type: 'UnknownBlock' } })
})

test('where hashes of older blocks are soon forgotten, blocks between are part of the proof', async () => {
  expect(stepped.blocks.length).toBeGreaterThan(proof.blocks.length)
  expect(await check(stepped)).toMatchObject({ settlement: { epoch: 2n, verdict: 'final' } })
  const between = stepped.blocks.findIndex(({ runtime }) => runtime === null)
  const torn = { ...stepped, blocks: stepped.blocks.filter((_, i) => i !== between) }
  expect(await check(torn)).toMatch(/^(Node|BlockNotLinked)/)
})

test('quits verify-proof says so, given a block hash and nothing else', async () => {
  const desk = createDesk()
  writeFileSync(desk.path('proof.json'), proofFileToText(proof))
  const { exit, out, err } = await desk.quits('verify-proof', 'proof.json', '--block', `0x${finalized}`)
  expect(err).toBe('')
  expect(out).toContain(`The settlement is proven; that block 0x${finalized} is final, you said.`)
  expect(exit).toBe(0)
  const other = await desk.quits('verify-proof', 'proof.json', '--block', `0x${'ab'.repeat(32)}`, '--json')
  expect(JSON.parse(other.out)).toMatchObject({ holds: false, error: 'OtherBlock' })
  expect(other.exit).toBe(1)
  const online = await desk.quits('verify-proof', 'proof.json', '--endpoint', chain.url, '--json')
  expect(JSON.parse(online.out)).toMatchObject({ holds: false, error: 'OtherBlockThere' })
})

test('every changed node is noticed, and every missing one', async () => {
  const nodes = proof.blocks[0]?.nodes ?? []
  expect(nodes.length).toBeGreaterThan(8)
  for (const [i, node] of nodes.entries()) {
    const altered = withBlock(0, (block) => ({
      ...block,
      nodes: changed(nodes, i, () => flipped(node, node.length - 1)),
    }))
    expect(await check(altered)).toBe('NodeAltered')
    const missing = withBlock(0, (block) => ({ ...block, nodes: nodes.filter((_, at) => at !== i) }))
    expect(await check(missing)).toMatch(/^Node(Missing|Altered)$/)
  }
})

test('a node too many is noticed: of another block, or the same twice', async () => {
  const foreign = proof.blocks[1]?.nodes.find(
    (node) => !proof.blocks[0]?.nodes.some((own) => Buffer.compare(own, node) === 0),
  )
  const more = (node: Uint8Array) => withBlock(0, (block) => ({ ...block, nodes: [...block.nodes, node] }))
  expect(await check(more(foreign as Uint8Array))).toBe('NodeUnused')
  expect(await check(more(Uint8Array.from(proof.blocks[0]?.nodes[0] as Uint8Array)))).toBe('NodeUnused')
})

test("another block's state, header or place is refused", async () => {
  const [newest, second] = proof.blocks as [ProofFile['blocks'][number], ProofFile['blocks'][number]]
  expect(await check(withBlock(0, (block) => ({ ...block, nodes: second.nodes })))).toMatch(/^Node(Missing|Altered)$/)
  expect(await check(withBlock(1, (block) => ({ ...block, header: newest.header })))).toBe('HeaderAltered')
  expect(await check(withBlock(1, (block) => ({ ...block, header: flipped(block.header, 3) })))).toBe('HeaderAltered')
  expect(await check(withBlock(1, (block) => ({ ...block, header: block.header.subarray(0, 40) })))).toBe('BadHeader')
  expect(await check({ ...proof, blocks: [newest, ...proof.blocks.slice(2)] })).toMatch(/^(Node|BlockNotLinked)/)
  expect(await check({ ...proof, blocks: [] })).toBe('OtherBlock')
  expect(await check(proof, second.hash)).toBe('OtherBlock')
})

test('events of the history are those of the blocks, all of them and no others', async () => {
  expect(await check({ ...proof, history: proof.history.slice(0, -1) })).toBe('HistoryDiffers')
  const paid = proof.history.findIndex(({ event }) => event.kind === 'Paid')
  const more = changed(proof.history, paid, ({ event, at }) =>
    event.kind === 'Paid' ? { event: { ...event, planck: event.planck + 1n }, at } : { event, at },
  )
  expect(await check({ ...proof, history: more })).toBe('HistoryDiffers')
})

test("the runtime's metadata is that of the runtime which the state names, and readable", async () => {
  expect(await check({ ...proof, runtimes: proof.runtimes.map((bytes) => bytes.subarray(0, 1000)) })).toBe(
    'MetadataUnreadable',
  )
  expect(await check({ ...proof, runtimes: [] })).toBe('OtherRuntime')
})

test('a foreign log, a log with a gap and a forged one are refused', async () => {
  const other = await createSmallPot()
  const foreign = canonicalOrder(eventsOf(other)).map(({ id }) => other.events.get(id)?.stored as StoredEvent)
  expect(await check({ ...proof, events: foreign })).toBe('ForeignPot')
  expect(await check({ ...proof, events: proof.events.filter((_, i) => i !== 5) })).toBe('LogIncomplete')
  const forged = changed(proof.events, 5, (event) => ({ ...event, signature: flipped(event.signature, 0) }))
  expect(await check({ ...proof, events: forged })).toBe('LogRefused')
  expect(await check({ ...proof, events: [...proof.events].reverse() })).toMatch(/^Log/)
})

test('a leg of another plan, with other terms or another way up is refused', async () => {
  expect(await check({ ...proof, legs: earlier.legs })).toBe('LegOfOtherPlan')
  const richer = changed(proof.legs, 0, ({ leg, proof: up }) => ({
    leg: { ...leg, planck: leg.planck + 1n },
    proof: up,
  }))
  expect(await check({ ...proof, legs: richer })).toBe('LegOfOtherPlan')
  const astray = changed(proof.legs, 0, ({ leg, proof: up }) => ({ leg, proof: [...up, 'ab'.repeat(32) as Hash32] }))
  expect(await check({ ...proof, legs: astray })).toBe('LegNotUnderRoot')
  expect(await check({ ...proof, legs: proof.legs.slice(1) })).toMatch(/^Leg/)
})

test('another settlement, group or contract than the blocks hold is refused', async () => {
  const none = { ...proof.settlement, checkpoint: 'ab'.repeat(32) as EventId }
  expect(await check({ ...proof, settlement: none })).toBe('SettlementNotFinal')
  expect(await check({ ...proof, chain: { ...proof.chain, group: 'ab'.repeat(32) as Hash32 } })).toMatch(
    /^(Node|GroupNotInState)/,
  )
  expect(await check({ ...proof, chain: { ...proof.chain, contract: 'ab'.repeat(20) as H160 } })).toMatch(
    /^(Node|ContractNotInState)/,
  )
})
