import { isSamePlaced } from '../app/proof/index.ts'
import type { ChainError, ChainPort } from '../chain/index.ts'
import { KNOWN_CODE } from '../chain/index.ts'
import { err, ok, type Hash32, type Result } from '../domain/index.ts'
import type { ProofFile } from '../formats/index.ts'
import { describeFollowError } from './describe-follow-error.ts'

/** What a node says otherwise than a proof. */
export type NodeDiffers =
  | { readonly type: 'OtherChain'; readonly expected: Hash32; readonly found: Hash32 }
  /** The node has another block at this height, or has not finalized it. */
  | { readonly type: 'NotFinalThere'; readonly block: number; readonly found: Hash32 | null }
  | { readonly type: 'UnknownCode'; readonly found: Hash32 }
  | { readonly type: 'EventsDifferThere'; readonly block: number }

/** The node could not be asked. */
export type NodeFault = { readonly type: 'NodeFault'; readonly sentence: string }

/** Compares a proof with what a node of the checker's choice says: the chain, the blocks, the contract's code, and the events. */
export async function confirmByNode(
  connect: () => Promise<Result<ChainPort, ChainError>>,
  file: ProofFile,
): Promise<Result<null, NodeDiffers | NodeFault>> {
  const port = await connect()
  if (!port.ok) return fault(port.error)
  try {
    const [facts, head] = [await port.value.facts(), await port.value.finalizedHead()]
    if (!facts.ok) return fault(facts.error)
    if (!head.ok) return fault(head.error)
    const { genesis, contract } = file.chain
    if (facts.value.genesis !== genesis)
      return err({ type: 'OtherChain', expected: genesis, found: facts.value.genesis })
    for (const block of file.blocks) {
      const same = await compareBlock(port.value, file, block, head.value.number)
      if (!same.ok) return same
    }
    const code = await port.value.contractFacts(contract, file.blocks[0]?.hash)
    if (!code.ok) return fault(code.error)
    const { codeHash } = code.value
    return codeHash !== null && KNOWN_CODE.includes(codeHash)
      ? ok(null)
      : err({ type: 'UnknownCode', found: codeHash ?? ('0'.repeat(64) as Hash32) })
  } finally {
    await port.value.close()
  }
}

async function compareBlock(
  port: ChainPort,
  { chain, history }: ProofFile,
  { number, hash }: ProofFile['blocks'][number],
  finalized: number,
): Promise<Result<null, NodeDiffers | NodeFault>> {
  const header = await port.header(number)
  if (!header.ok && header.error.type !== 'UnknownBlock') return fault(header.error)
  const found = header.ok ? header.value.hash : null
  if (found !== hash || number > finalized) return err({ type: 'NotFinalThere', block: number, found })
  const told = await port.contractEvents(chain.contract, hash)
  // A pruned state says nothing against the proof, whose own nodes prove the events where the chain has a state at all.
  if (!told.ok) return fault(told.error)
  const ours = history.filter(({ at }) => at.blockHash === hash)
  const theirs = told.value.filter(({ event }) => event.group === chain.group)
  const isSame = ours.length === theirs.length && ours.every((event, i) => isSamePlaced(event, theirs[i]))
  return isSame ? ok(null) : err({ type: 'EventsDifferThere', block: number })
}

function fault(error: ChainError): { readonly ok: false; readonly error: NodeFault } {
  return err({ type: 'NodeFault', sentence: describeFollowError(error) })
}
