import { tiedMoneyFault } from '../app/nodes/index.ts'
import { isSamePlaced } from '../app/proof/index.ts'
import { KNOWN_CODE, readPayment, type ChainError, type ChainPort, type PaymentFault } from '../chain/index.ts'
import { err, ok, type Currency, type Hash32, type Result } from '../domain/index.ts'
import type { ProofFile } from '../formats/index.ts'
import { describeFollowError } from './describe-follow-error.ts'
import type { OpenedNode } from './nodes/with-nodes.ts'

/** What a node says otherwise than a proof. */
export type NodeDiffers = { readonly endpoint: string } & (
  | { readonly type: 'OtherChain'; readonly expected: Hash32; readonly found: Hash32 }
  /** The node has another block at this height. */
  | { readonly type: 'OtherBlockThere'; readonly block: number; readonly found: Hash32 }
  | { readonly type: 'OtherCodeThere'; readonly found: Hash32 | null }
  | { readonly type: 'EventsDifferThere'; readonly block: number }
  /** The contract does not pay in what the tie of the proof's pot names. */
  | { readonly type: 'OtherMoneyThere'; readonly fault: PaymentFault; readonly token: Currency }
)

/** The node could not be asked, or does not know enough: nothing follows. */
export type NodeFault = { readonly type: 'NodeFault'; readonly endpoint: string; readonly sentence: string }

/** What several nodes say of a proof. */
export interface Confirmations {
  /** The nodes that say the same. */
  readonly confirmed: readonly string[]
  readonly contradictions: readonly NodeDiffers[]
  readonly faults: readonly NodeFault[]
}

/** Compares a proof with what each node of the checker's choice says: the chain, the blocks, the contract's code and money, and the events. `token`: what the pot's tie names. */
export async function confirmByNodes(
  nodes: readonly OpenedNode[],
  file: ProofFile,
  token: Currency,
): Promise<Confirmations> {
  const words = await Promise.all(
    nodes.map(async (node) => ({ endpoint: node.endpoint, word: await confirmByNode(node, file, token) })),
  )
  const errors = words.flatMap(({ word }) => (word.ok ? [] : [word.error]))
  return {
    confirmed: words.flatMap(({ endpoint, word }) => (word.ok ? [endpoint] : [])),
    contradictions: errors.flatMap((error) => (error.type === 'NodeFault' ? [] : [error])),
    faults: errors.flatMap((error) => (error.type === 'NodeFault' ? [error] : [])),
  }
}

async function confirmByNode(
  { endpoint, port: opened }: OpenedNode,
  file: ProofFile,
  token: Currency,
): Promise<Result<null, NodeDiffers | NodeFault>> {
  const fault = (error: ChainError): { readonly ok: false; readonly error: NodeFault } =>
    err({ type: 'NodeFault', endpoint, sentence: describeFollowError(error).replace(`the node ${endpoint} `, 'it ') })
  if (!opened.ok) return fault(opened.error)
  const port = opened.value
  const [facts, head] = [await port.facts(), await port.finalizedHead()]
  if (!facts.ok) return fault(facts.error)
  if (!head.ok) return fault(head.error)
  const { genesis, contract } = file.chain
  if (facts.value.genesis !== genesis)
    return err({ type: 'OtherChain', endpoint, expected: genesis, found: facts.value.genesis })
  const newest = file.blocks[0]
  if (newest && newest.number > head.value.number) {
    const sentence = `its newest final block is ${head.value.number}, and the proof's is ${newest.number}.`
    return err({ type: 'NodeFault', endpoint, sentence })
  }
  for (const block of file.blocks) {
    const differs = await compareBlock(port, file, block)
    if (!differs.ok) return fault(differs.error)
    if (differs.value) return err({ ...differs.value, endpoint })
  }
  const payment = await readContract(port, file)
  if (!payment.ok) return fault(payment.error)
  const { codeHash } = payment.value.contract
  if (codeHash === null || !KNOWN_CODE.includes(codeHash))
    return err({ type: 'OtherCodeThere', endpoint, found: codeHash })
  const other = tiedMoneyFault(payment.value, { contract, token })
  return other ? err({ type: 'OtherMoneyThere', endpoint, fault: other, token }) : ok(null)
}

/** What the node says of the contract at the newest block; a node that has dropped its state, of the contract today: its code and its money never change. */
async function readContract(port: ChainPort, file: ProofFile): ReturnType<typeof readPayment> {
  const { contract } = file.chain
  const then = await readPayment(port, contract, file.blocks[0]?.hash)
  const isPruned = isProven(file) && !then.ok && then.error.type === 'StatePruned'
  return isPruned ? readPayment(port, contract) : then
}

type BlockDiffers =
  | { readonly type: 'OtherBlockThere'; readonly block: number; readonly found: Hash32 }
  | { readonly type: 'EventsDifferThere'; readonly block: number }

async function compareBlock(
  port: ChainPort,
  file: ProofFile,
  { number, hash }: ProofFile['blocks'][number],
): Promise<Result<BlockDiffers | null, ChainError>> {
  const { chain, history } = file
  const header = await port.header(number)
  if (!header.ok) return header
  const { hash: found } = header.value
  if (found !== hash) return ok({ type: 'OtherBlockThere', block: number, found })
  const told = await port.contractEvents(chain.contract, hash)
  // A node that has dropped the state knows its root still, and the file's own nodes prove the events under that.
  if (!told.ok) return isProven(file) && told.error.type === 'StatePruned' ? ok(null) : told
  const ours = history.filter(({ at }) => at.blockHash === hash)
  const theirs = told.value.filter(({ event }) => event.group === chain.group)
  const isSame = ours.length === theirs.length && ours.every((event, i) => isSamePlaced(event, theirs[i]))
  return ok(isSame ? null : { type: 'EventsDifferThere', block: number })
}

/** Whether the chain's headers name states, so that the file proves what is in them. */
function isProven({ runtimes }: ProofFile): boolean {
  return runtimes.length > 0
}
