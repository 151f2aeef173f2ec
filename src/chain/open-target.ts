import { err, ok, type Hash32, type Result } from '../domain/index.ts'
import type { BlockHeader, BlockRef } from './block-ref.ts'
import type { BlockReader, ContractReader } from './chain-port.ts'
import type { FollowError } from './follow-error.ts'
import type { FollowCursor, FollowTarget } from './follow-store.ts'

/** A target found on a chain: the block that holds GroupCreated, and the cursor to read on from. */
export type OpenTarget = { readonly created: BlockRef; readonly cursor: FollowCursor }

/** What opening a target asks of a chain. */
export type TargetSource = Pick<BlockReader, 'facts' | 'header' | 'finalizedHead'> &
  Pick<ContractReader, 'contractFacts'>

/**
 * Pins a target before anything is read: the chain's genesis, the contract's code, the block of creation, and, if something is stored,
 * that its last block is still where it was. The cursor of a target that was never read is the block before its creation.
 */
export async function openTarget(
  port: TargetSource,
  target: FollowTarget,
  knownCode: readonly Hash32[],
  stored: FollowCursor | null,
): Promise<Result<OpenTarget, FollowError>> {
  const facts = await port.facts()
  if (!facts.ok) return facts
  const { genesis, name: chain, missing } = facts.value
  if (genesis !== target.genesis) return err({ type: 'WrongGenesis', expected: target.genesis, found: genesis, chain })
  if (missing.length > 0) return err({ type: 'ReviveMissing', chain, missing })

  const created = await findCreation(port, target)
  if (!created.ok) return created
  const head = await port.finalizedHead()
  if (!head.ok) return head
  if (stored !== null && head.value.number < stored.number)
    return err({ type: 'HeadMovedBack', from: stored, to: refOf(head.value) })

  const contract = await port.contractFacts(target.contract, head.value.hash)
  if (!contract.ok) return contract
  const { codeHash } = contract.value
  if (stored !== null && codeHash !== stored.codeHash) {
    return err({ type: 'CodeChanged', contract: target.contract, expected: stored.codeHash, found: codeHash })
  }
  if (codeHash === null || !knownCode.includes(codeHash)) {
    return err({ type: 'UnknownCode', contract: target.contract, found: codeHash, known: knownCode })
  }
  if (stored === null) {
    const before = { number: created.value.number - 1, hash: created.value.parentHash, codeHash }
    return ok({ created: refOf(created.value), cursor: before })
  }
  const atCursor = await port.header(stored.number)
  if (!atCursor.ok && atCursor.error.type !== 'UnknownBlock') return atCursor
  const found = atCursor.ok ? atCursor.value.hash : null
  return found === stored.hash
    ? ok({ created: refOf(created.value), cursor: stored })
    : err({ type: 'CursorNotOnChain', cursor: refOf(stored), found })
}

async function findCreation(port: TargetSource, target: FollowTarget): Promise<Result<BlockHeader, FollowError>> {
  const missing = err({ type: 'CreationNotFound', createdAt: target.createdAt, group: target.group } as const)
  const byHash = await port.header(target.createdAt)
  if (!byHash.ok) return byHash.error.type === 'UnknownBlock' ? missing : byHash
  // A node may know a block that is not on the finalized chain.
  const byNumber = await port.header(byHash.value.number)
  if (!byNumber.ok) return byNumber.error.type === 'UnknownBlock' ? missing : byNumber
  return byNumber.value.hash === target.createdAt ? ok(byNumber.value) : missing
}

function refOf({ number, hash }: BlockRef): BlockRef {
  return { number, hash }
}
