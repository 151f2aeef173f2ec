// One reading, held to what other nodes say. Each node is asked by itself: where one question may be answered by one node and the next by another, agreement
// would mean nothing.

import { err, ok, type Hash32, type Result } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'
import type { FollowError } from '../follow-error.ts'
import type { FollowTarget } from '../follow-store.ts'
import { readGroup, type GroupReading, type GroupSource, type ReadProgress } from '../read-group.ts'
import type { NodesDiffer } from './node-difference.ts'
import { opinionOf, type NodeOpinion, type OpinionSource } from './node-opinion.ts'

/** A node to ask, or why it cannot be. */
export type AskedNode = { readonly endpoint: string; readonly port: Result<GroupSource & OpinionSource, ChainError> }

/** What one node says of a group, and what each other one says of that. */
export type AgreedReading = {
  readonly reading: GroupReading
  /** The node that was read. */
  readonly endpoint: string
  readonly others: readonly { readonly endpoint: string; readonly opinion: NodeOpinion }[]
}

/** Why there is no reading. */
export type AgreedError =
  /** What this node says cannot be: it contradicts itself, the pot, or what this build knows. */
  | { readonly type: 'Refuted'; readonly endpoint: string; readonly error: FollowError }
  /** No node could be asked. */
  | {
      readonly type: 'NoneAnswers'
      readonly failures: readonly { readonly endpoint: string; readonly error: ChainError }[]
    }

/** How nodes are asked. `patienceMs`: how long one that is behind is waited for. */
export type AgreedOptions = {
  readonly knownCode: readonly Hash32[]
  readonly patienceMs?: number
  readonly onProgress?: (endpoint: string, progress: ReadProgress) => void
}

const PATIENCE_MS = 20_000

const NO_ANSWER: ReadonlySet<FollowError['type']> = new Set<ChainError['type']>([
  'Disconnected',
  'UnknownBlock',
  'StatePruned',
  'ReviveMissing',
  'BadAnswer',
])

/** Reads a group from the node that is furthest, of those that are on its chain, and compares all of it with every other node. */
export async function readAgreed(
  nodes: readonly AskedNode[],
  target: FollowTarget,
  { knownCode, patienceMs = PATIENCE_MS, onProgress = () => {} }: AgreedOptions,
): Promise<Result<AgreedReading, AgreedError>> {
  const heard = await Promise.all(nodes.map(hear))
  const failed = new Map<string, ChainError>()
  for (const { endpoint, word } of heard) if (!word.ok) failed.set(endpoint, word.error)
  for (const { endpoint, port } of inOrder(heard, target.genesis)) {
    const reading = await readGroup(port, target, { knownCode, onProgress: (now) => onProgress(endpoint, now) })
    if (!reading.ok) {
      if (!isNoAnswer(reading.error)) return err({ type: 'Refuted', endpoint, error: reading.error })
      failed.set(endpoint, reading.error)
      continue
    }
    const opinionOn = async ({ endpoint: other, word }: Heard): Promise<NodeOpinion> => {
      if (!word.ok) return { type: 'no answer', error: word.error }
      const { genesis, chain } = word.value
      if (genesis !== target.genesis) return { type: 'other chain', genesis, chain }
      const onCompared = (now: ReadProgress): void => onProgress(other, now)
      return opinionOf(word.value.port, target, reading.value, { patienceMs, onProgress: onCompared })
    }
    const rest = heard.filter((each) => each.endpoint !== endpoint)
    const others = await Promise.all(
      rest.map(async (each) => ({ endpoint: each.endpoint, opinion: await opinionOn(each) })),
    )
    return ok({ reading: reading.value, endpoint, others })
  }
  return err({ type: 'NoneAnswers', failures: [...failed].map(([endpoint, error]) => ({ endpoint, error })) })
}

/** The first contradiction among nodes. */
export function contradictionOf({ endpoint, others }: Pick<AgreedReading, 'endpoint' | 'others'>): NodesDiffer | null {
  for (const { endpoint: other, opinion } of others)
    if (opinion.type === 'differs') return { type: 'NodesDiffer', one: endpoint, other, difference: opinion.difference }
  return null
}

type Port = GroupSource & OpinionSource

/** A node and where it stands. */
type Heard = {
  readonly endpoint: string
  readonly word: Result<
    { readonly port: Port; readonly genesis: Hash32; readonly chain: string; readonly height: number },
    ChainError
  >
}

async function hear({ endpoint, port }: AskedNode): Promise<Heard> {
  if (!port.ok) return { endpoint, word: port }
  const facts = await port.value.facts()
  if (!facts.ok) return { endpoint, word: facts }
  const head = await port.value.finalizedHead()
  if (!head.ok) return { endpoint, word: head }
  const { genesis, name: chain } = facts.value
  return { endpoint, word: ok({ port: port.value, genesis, chain, height: head.value.number }) }
}

/** The nodes to read from: on the chain, the furthest first. Where none is on it, the first says which one it is on instead. */
function inOrder(
  heard: readonly Heard[],
  genesis: Hash32,
): readonly { readonly endpoint: string; readonly port: Port }[] {
  const answering = heard.flatMap(({ endpoint, word }) => (word.ok ? [{ endpoint, ...word.value }] : []))
  const onChain = answering.filter((each) => each.genesis === genesis)
  return (onChain.length > 0 ? onChain : answering).sort((a, b) => b.height - a.height)
}

/** Whether an error says only that a node could not be asked: nothing follows about the group. */
function isNoAnswer(error: FollowError): error is ChainError {
  return NO_ANSWER.has(error.type)
}
