// The Merkle tree over a plan's on-chain legs (CHAIN: leaf 0x00, node 0x01, an odd node is promoted as it is). Which side a
// sibling stands on follows from the leg's index and the number of legs, never from sorting, so a proof fixes the index too.

import { u128le, u64le } from '../encoding/bytes.ts'
import type { ChainLeg } from '../group/chain-event.ts'
import { hexToBytes } from '../encoding/hex.ts'
import type { Hash32 } from '../ids.ts'
import { keccak, ZERO_HASH } from '../encoding/keccak.ts'
import { scaleU8 } from '../encoding/scale.ts'

const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

/** The leaf of a leg: it names group and epoch, so no proof works elsewhere or later. */
export function legLeaf(group: Hash32, epoch: bigint, leg: ChainLeg): Hash32 {
  const addresses = [hexToBytes(leg.payer), hexToBytes(leg.payee)]
  return keccak(
    LEAF,
    hexToBytes(group),
    u64le(epoch),
    scaleU8(leg.index),
    ...addresses,
    u128le(leg.planck),
    hexToBytes(leg.memo),
  )
}

/** The node above two nodes. */
export function legNode(left: Hash32, right: Hash32): Hash32 {
  return keccak(NODE, hexToBytes(left), hexToBytes(right))
}

/** The root over leaves in index order: zero for none, the leaf itself for one. */
export function legRoot(leaves: readonly Hash32[]): Hash32 {
  let level = leaves
  while (level.length > 1) level = levelAbove(level)
  return level[0] ?? ZERO_HASH
}

/** The siblings from the leaf at `index` up to the root. Throws if there is no such leaf. */
export function legProof(leaves: readonly Hash32[], index: number): readonly Hash32[] {
  if (leaves[index] === undefined) throw new RangeError(`No leaf ${index} among ${leaves.length}`)
  const proof: Hash32[] = []
  let at = index
  for (let level = leaves; level.length > 1; level = levelAbove(level), at >>= 1) {
    const sibling = level[at ^ 1]
    if (sibling !== undefined) proof.push(sibling)
  }
  return proof
}

/** Whether `proof` leads from the leaf at `index` of `legs` leaves to `root`, with no sibling missing or left over. */
export function verifyLegProof(
  root: Hash32,
  legs: number,
  index: number,
  leaf: Hash32,
  proof: readonly Hash32[],
): boolean {
  if (!(index >= 0 && index < legs)) return false
  let node = leaf
  let at = index
  let used = 0
  for (let width = legs; width > 1; width = (width + 1) >> 1, at >>= 1) {
    if ((at ^ 1) >= width) continue
    const sibling = proof[used++]
    if (sibling === undefined) return false
    node = at % 2 === 0 ? legNode(node, sibling) : legNode(sibling, node)
  }
  return used === proof.length && node === root
}

function levelAbove(level: readonly Hash32[]): readonly Hash32[] {
  const above: Hash32[] = []
  for (let i = 0; i < level.length; i += 2) {
    const left = level[i] as Hash32
    const right = level[i + 1]
    above.push(right === undefined ? left : legNode(left, right))
  }
  return above
}
