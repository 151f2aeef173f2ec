// npm run contract:vectors: writes tests/vectors/settlement.json, inputs beside outputs, for the contract's tests and the
// client's. Written from the byte layouts alone and sharing no code with either, so that all three check each other.
// With --check it only compares.

import { readFileSync, writeFileSync } from 'node:fs'
import { keccak_256 } from '@noble/hashes/sha3.js'

const path = new URL('../tests/vectors/settlement.json', import.meta.url)

// Bytes. All hex is lowercase without 0x; u64 and u128 are decimal text, u8 and u32 numbers.
const hex = (bytes) => Buffer.from(bytes).toString('hex')
const unhex = (text) => Buffer.from(text, 'hex')
const ascii = (text) => Buffer.from(text, 'ascii')
const keccak = (...parts) => keccak_256(Buffer.concat(parts))
const u8 = (value) => Buffer.from([value])
const littleEndian = (length) => (value) => {
  const bytes = Buffer.alloc(length)
  for (let at = 0, rest = BigInt(value); at < length; at += 1, rest >>= 8n) bytes[at] = Number(rest & 0xffn)
  return bytes
}
const [u32, u64, u128] = [littleEndian(4), littleEndian(8), littleEndian(16)]

/** SCALE of up to 63 addresses: the count in the upper six bits of one byte, then the addresses. */
const addresses = (members) => Buffer.concat([u8(members.length << 2), ...members.map(unhex)])

/** Made-up bytes that nobody chose: the first bytes of a label's hash. */
const bytes = (label, length = 32) => hex(keccak(ascii(label)).subarray(0, length))
const address = (label) => bytes(`address of ${label}`, 20)
const [u64Max, u128Max] = [String(2n ** 64n - 1n), String(2n ** 128n - 1n)]

// The layouts.
const h160Of = (account) => (account.endsWith('ee'.repeat(12)) ? account.slice(0, 40) : hex(keccak(unhex(account)).subarray(12)))
const groupOf = ({ contract, caller, salt }) => hex(keccak(ascii('quits/group/v1'), ...[contract, caller, salt].map(unhex)))
const firstHeadOf = ({ group, members, quorum }) =>
  hex(keccak(ascii('quits/head/v1'), unhex(group), addresses(members), u8(quorum)))
const settlementBytes = ({ epoch, stateHash, planRoot, legs, checkpoint }) =>
  Buffer.concat([u64(epoch), unhex(stateHash), unhex(planRoot), u8(legs), unhex(checkpoint)])
const proposalBytes = (proposal) =>
  proposal.kind === 'Settlement'
    ? Buffer.concat([u8(0), settlementBytes(proposal)])
    : Buffer.concat([u8(1), addresses(proposal.members), u8(proposal.quorum)])
const proposalHashOf = (group, proposal) => hex(keccak(ascii('quits/proposal/v1'), unhex(group), proposalBytes(proposal)))
const voteKeyOf = ({ proposal, seq, head }) => hex(keccak(unhex(proposal), u64(seq), unhex(head)).subarray(0, 20))
const legBytes = ({ index, payer, payee, planck, memo }) =>
  Buffer.concat([u8(index), unhex(payer), unhex(payee), u128(planck), unhex(memo)])
const leafOf = (group, epoch, leg) => hex(keccak(u8(0), unhex(group), u64(epoch), legBytes(leg)))
const nodeOf = (left, right) => hex(keccak(u8(1), unhex(left), unhex(right)))

/** All levels of a tree, leaves first; an odd node goes up unchanged. */
function levelsOf(leaves) {
  const levels = [leaves]
  while (levels.at(-1).length > 1) {
    const below = levels.at(-1)
    const pairs = Array.from({ length: Math.ceil(below.length / 2) }, (_, at) => below.slice(2 * at, 2 * at + 2))
    levels.push(pairs.map(([left, right]) => (right === undefined ? left : nodeOf(left, right))))
  }
  return levels
}
const rootOf = (leaves) => (leaves.length === 0 ? '00'.repeat(32) : levelsOf(leaves).at(-1)[0])
const proofOf = (leaves, index) =>
  levelsOf(leaves)
    .map((level, height) => level[(index >> height) ^ 1])
    .filter((sibling) => sibling !== undefined)

const kinds = ['', 'Finalized', 'RosterChanged', 'Paid', 'Acknowledged', 'Closed']
const legEventBytes = (event) => Buffer.concat([u64(event.epoch), legBytes(event), unhex(event.by)])
const eventBytes = {
  Finalized: (event) => Buffer.concat([settlementBytes(event), u32(event.voters)]),
  RosterChanged: (event) => Buffer.concat([addresses(event.members), u8(event.quorum), u32(event.voters)]),
  Paid: legEventBytes,
  Acknowledged: legEventBytes,
  Closed: (event) => u64(event.epoch),
}
const fieldsHashOf = (event) => hex(keccak(unhex(event.group), eventBytes[event.kind](event), u64(event.seq)))
const nextHeadOf = (head, event) =>
  hex(keccak(unhex(head), u8(kinds.indexOf(event.kind)), u64(event.seq), unhex(fieldsHashOf(event))))

// The samples.
const people = Array.from({ length: 32 }, (_, at) => address(`person ${at}`))
const [alice, bob, carol, dave] = people

const h160 = [
  'd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d', // the well-known development account Alice
  `${alice}${'ee'.repeat(12)}`,
  `${alice}${'ee'.repeat(11)}ef`,
  '00'.repeat(32),
  bytes('account'),
].map((account) => ({ account, h160: h160Of(account) }))

const groupIds = [
  { contract: address('contract'), caller: alice, salt: bytes('salt') },
  { contract: address('contract'), caller: bob, salt: bytes('salt') },
  { contract: address('another contract'), caller: alice, salt: '00'.repeat(32) },
].map((input) => ({ ...input, group: groupOf(input) }))
const [{ group }] = groupIds

const firstHeads = [1, 2, 3, 10, 11, 32].map((count) => {
  const input = { group, members: people.slice(0, count), quorum: Math.floor(count / 2) + 1 }
  return { ...input, head: firstHeadOf(input) }
})

const settlement = (epoch, legs, planRoot = bytes('plan')) => ({
  kind: 'Settlement',
  epoch,
  stateHash: bytes(`state ${epoch}`),
  planRoot,
  legs,
  checkpoint: bytes(`checkpoint ${epoch}`),
})
const proposals = [
  settlement('1', 6),
  settlement('2', 0, '00'.repeat(32)),
  settlement(u64Max, 63),
  { kind: 'Roster', members: [alice], quorum: 1 },
  { kind: 'Roster', members: [carol, bob, dave], quorum: 2 },
  { kind: 'Roster', members: people, quorum: 32 },
].flatMap((proposal, at) =>
  groupIds.slice(0, at === 0 ? 2 : 1).map(({ group }) => ({ group, proposal, hash: proposalHashOf(group, proposal) })),
)

const voteKeys = ['0', '7', u64Max].map((seq, at) => {
  const input = { proposal: proposals[at].hash, seq, head: firstHeads[at].head }
  return { ...input, key: voteKeyOf(input) }
})

const legOf = (index, planck, payer = people[index % 32], payee = people[(index + 1) % 32]) => ({
  index,
  payer,
  payee,
  planck,
  memo: bytes(`memo ${index}`),
})
const leaves = [
  [group, '1', legOf(0, '10000000000')],
  [group, '1', legOf(1, '0')],
  [group, '2', legOf(0, '10000000000')],
  [groupIds[1].group, '1', legOf(0, '10000000000')],
  [group, u64Max, legOf(62, u128Max)],
].map(([group, epoch, leg]) => ({ group, epoch, leg, leaf: leafOf(group, epoch, leg) }))

const nodes = [
  [leaves[0].leaf, leaves[1].leaf],
  [leaves[1].leaf, leaves[0].leaf],
].map(([left, right]) => ({ left, right, node: nodeOf(left, right) }))

/** Every proof of a small plan; of a larger one those of both edges, the middle and around powers of two. */
function provenIndexes(legs) {
  const all = Array.from({ length: legs }, (_, at) => at)
  const edges = new Set([0, 1, 15, 16, 31, 32, Math.floor(legs / 2), legs - 2, legs - 1])
  return legs <= 9 ? all : all.filter((at) => edges.has(at))
}
const plans = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 62, 63].map((legs) => {
  const leaves = Array.from({ length: legs }, (_, at) => leafOf(group, '1', legOf(at, String(1000 + at))))
  const proofs = provenIndexes(legs).map((index) => ({ index, proof: proofOf(leaves, index) }))
  return { legs, leaves, root: rootOf(leaves), proofs }
})

/** A whole life of a group: each event's head covers all before it. */
const history = (() => {
  const members = [alice, bob, carol]
  const legs = [legOf(0, '2500', alice, bob), legOf(1, '0', carol, bob)]
  const planRoot = rootOf(legs.map((leg) => leafOf(group, '1', leg)))
  const { kind: _, ...first } = settlement('1', 2, planRoot)
  const { kind: __, ...second } = settlement('2', 0, '00'.repeat(32))
  const moves = [
    { kind: 'Finalized', ...first, voters: 0b011 },
    { kind: 'Paid', epoch: '1', ...legs[0], by: carol },
    { kind: 'RosterChanged', members: [bob, dave], quorum: 2, voters: 0b110 },
    { kind: 'Acknowledged', epoch: '1', ...legs[1], by: bob },
    { kind: 'Closed', epoch: '1' },
    { kind: 'Finalized', ...second, voters: 0b11 },
    { kind: 'Closed', epoch: '2' },
  ]
  let head = firstHeadOf({ group, members, quorum: 2 })
  const events = [{ kind: 'GroupCreated', group, by: alice, members, quorum: 2, seq: '0', head }]
  for (const [at, move] of moves.entries()) {
    const event = { ...move, group, seq: String(at + 1) }
    head = nextHeadOf(head, event)
    events.push({ ...event, head })
  }
  return events
})()

const extremes = {
  Finalized: { ...settlement(u64Max, 63), voters: 0xffffffff },
  RosterChanged: { members: people, quorum: 32, voters: 1 },
  Paid: { epoch: u64Max, ...legOf(62, u128Max), by: alice },
  Acknowledged: { epoch: '1', ...legOf(0, '0'), by: bob },
  Closed: { epoch: u64Max },
}
const nextHeads = kinds.slice(1).map((kind, at) => {
  const event = { ...extremes[kind], kind, group, seq: at === 0 ? u64Max : String(at) }
  const head = bytes(`head ${at}`)
  return { head, kindByte: at + 1, event, fieldsHash: fieldsHashOf(event), next: nextHeadOf(head, event) }
})

const about =
  'Byte layouts of the settlement contract. Hex is lowercase without 0x; u64 and u128 are decimal text. Written by npm run contract:vectors, independently of the contract and the client.'
const vectors = { about, h160, groupIds, firstHeads, proposals, voteKeys, leaves, nodes, plans, nextHeads, history }
const text = `${JSON.stringify(vectors, null, 1)}\n`

if (process.argv.includes('--check')) {
  const same = readFileSync(path, 'utf8') === text
  console.log(same ? 'The vectors are what their generator writes.' : 'tests/vectors/settlement.json differs: run "npm run contract:vectors".')
  process.exitCode = same ? 0 : 1
} else {
  writeFileSync(path, text)
}
