// The contract's hashes, written once more from its byte layouts and with nothing of src/: whoever changes a layout in one place
// only is found out here. All hex is lowercase without 0x.

import { keccak_256 } from '@noble/hashes/sha3.js'
import type { ChainEvent, ChainLeg, Proposal } from '../../../src/domain/index.ts'

const hex = (text: string): Buffer => Buffer.from(text, 'hex')
const ascii = (text: string): Buffer => Buffer.from(text, 'ascii')
const keccak = (...parts: readonly Uint8Array[]): string =>
  Buffer.from(keccak_256(Buffer.concat(parts))).toString('hex')
const little =
  (bytes: number) =>
  (value: bigint | number): Buffer =>
    Buffer.from(
      BigInt(value)
        .toString(16)
        .padStart(2 * bytes, '0'),
      'hex',
    ).reverse()
const [u8, u32, u64, u128] = [little(1), little(4), little(8), little(16)]
/** Fewer than 64 addresses: the count shifted by two in one byte. */
const addresses = (list: readonly string[]): Buffer => Buffer.concat([u8(list.length * 4), ...list.map(hex)])

/** A group's id. */
export const idOfGroup = (contract: string, creator: string, salt: string): string =>
  keccak(ascii('quits/group/v1'), hex(contract), hex(creator), hex(salt))

/** The head at seq 0. */
export const headAtStart = (group: string, members: readonly string[], quorum: number): string =>
  keccak(ascii('quits/head/v1'), hex(group), addresses(members), u8(quorum))

/** The hash that `Attested` names. */
export function hashOfProposal(group: string, proposal: Proposal): string {
  const fields =
    proposal.kind === 'Roster'
      ? [u8(1), addresses(proposal.members), u8(proposal.quorum)]
      : [
          u8(0),
          u64(proposal.epoch),
          hex(proposal.stateHash),
          hex(proposal.planRoot),
          u8(proposal.legs),
          hex(proposal.checkpoint),
        ]
  return keccak(ascii('quits/proposal/v1'), hex(group), ...fields)
}

/** What a vote is stored as: 20 bytes. */
export const storedVote = (proposal: string, seq: bigint, head: string): string =>
  keccak(hex(proposal), u64(seq), hex(head)).slice(0, 40)

/** A leg's leaf. */
export const leafOfLeg = (group: string, epoch: bigint, { index, payer, payee, planck, memo }: ChainLeg): string =>
  keccak(u8(0), hex(group), u64(epoch), u8(index), hex(payer), hex(payee), u128(planck), hex(memo))

const node = (left: string, right: string): string => keccak(u8(1), hex(left), hex(right))

/** The root of a plan, and the siblings of each leg on the way up; 32 zero bytes for no legs. */
export function treeOf(leaves: readonly string[]): { readonly root: string; readonly proofs: readonly string[][] } {
  if (leaves.length === 0) return { root: '00'.repeat(32), proofs: [] }
  if (leaves.length === 1) return { root: leaves[0]!, proofs: [[]] }
  const pairs = Array.from({ length: Math.ceil(leaves.length / 2) }, (_, i) => leaves.slice(2 * i, 2 * i + 2))
  const above = treeOf(pairs.map(([left, right]) => (right === undefined ? left! : node(left!, right))))
  const proofs = leaves.map((_, i) => {
    const [left, right] = pairs[i >> 1]!
    const sibling = i % 2 === 1 ? left! : right
    return [...(sibling === undefined ? [] : [sibling]), ...above.proofs[i >> 1]!]
  })
  return { root: above.root, proofs }
}

/** Where a proof leads from a leaf at `index` of `width`; null when it is too short or too long. */
export function climb(leaf: string, index: number, width: number, proof: readonly string[]): string | null {
  if (index >= width) return null
  if (width === 1) return proof.length === 0 ? leaf : null
  const next = (up: string, rest: readonly string[]): string | null => climb(up, index >> 1, Math.ceil(width / 2), rest)
  if (index % 2 === 0 && index === width - 1) return next(leaf, proof)
  const [sibling, ...rest] = proof
  if (sibling === undefined) return null
  return next(index % 2 === 0 ? node(leaf, sibling) : node(sibling, leaf), rest)
}

/** An event that moves the head, before it has one. */
export type Move = Moving extends infer One ? (One extends ChainEvent ? Omit<One, 'head'> : never) : never
type Moving = Exclude<ChainEvent, { readonly kind: 'GroupCreated' | 'Attested' }>

/** The head after an event. */
export function headAfterMove(head: string, move: Move): string {
  const kind = { Finalized: 1, RosterChanged: 2, Paid: 3, Acknowledged: 4, Closed: 5 }[move.kind]
  return keccak(hex(head), u8(kind), u64(move.seq), hex(keccak(...fieldsOf(move))))
}

function fieldsOf(move: Move): readonly Buffer[] {
  const [group, seq] = [hex(move.group), u64(move.seq)]
  switch (move.kind) {
    case 'Finalized':
      return [
        group,
        u64(move.epoch),
        hex(move.stateHash),
        hex(move.planRoot),
        u8(move.legs),
        hex(move.checkpoint),
        u32(move.voters),
        seq,
      ]
    case 'RosterChanged':
      return [group, addresses(move.members), u8(move.quorum), u32(move.voters), seq]
    case 'Paid':
    case 'Acknowledged':
      return [
        group,
        u64(move.epoch),
        u8(move.index),
        hex(move.payer),
        hex(move.payee),
        u128(move.planck),
        hex(move.memo),
        hex(move.by),
        seq,
      ]
    case 'Closed':
      return [group, u64(move.epoch), seq]
  }
}
