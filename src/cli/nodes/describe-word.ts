import {
  contradictionOf,
  type AgreedError,
  type AgreedReading,
  type ChainError,
  type NodeOpinion,
} from '../../chain/index.ts'
import { describeFollowError } from '../describe-follow-error.ts'

/** Which nodes said what a result rests on: the one that was read, and what the others say of it. */
export type NodesWord = Pick<AgreedReading, 'endpoint' | 'others'>

/** On whose word a result rests, as the rest of a sentence. */
export function whoseWord({ endpoint, others }: NodesWord): string {
  const agreeing = [endpoint, ...others.flatMap((each) => (each.opinion.type === 'same' ? [each.endpoint] : []))]
  const [, ...more] = agreeing
  if (more.length === 0) return `according to one node (${endpoint})`
  return `and ${more.length === 1 ? 'two' : agreeing.length} nodes agree (${agreeing.join(', ')})`
}

/** What else is to be said of the nodes: who could not confirm, and why. */
export function describeOthers({ others }: NodesWord): readonly string[] {
  return others.flatMap(({ endpoint, opinion }) => describeOpinion(endpoint, opinion) ?? [])
}

/** What a node says that is not so, or that another one contradicts: sentences, none where nothing is wrong. */
export function contradictions(word: NodesWord): readonly string[] {
  const differs = contradictionOf(word)
  const unbelievable = word.others.flatMap(({ endpoint, opinion }) =>
    opinion.type === 'unbelievable' ? [`According to ${endpoint}: ${describeFollowError(opinion.error)}`] : [],
  )
  return [...(differs ? [describeFollowError(differs)] : []), ...unbelievable]
}

/** Whether several nodes were to be asked, and only one could be. */
export function isUnconfirmed({ others }: NodesWord): boolean {
  return others.length > 0 && others.every(({ opinion }) => opinion.type !== 'same')
}

/** Why no node could be read, as a sentence. */
export function describeAgreedError(error: AgreedError): string {
  if (error.type === 'Refuted') return `According to ${error.endpoint}: ${describeFollowError(error.error)}`
  const failures = error.failures.map((each) => describeNodeFault(each.endpoint, each.error).replace(/\.$/u, ''))
  return failures.length === 1 ? `${failures[0]}.` : `none of the nodes can be asked: ${failures.join('; ')}.`
}

/** Why a node said nothing, as a sentence that names it. */
function describeNodeFault(endpoint: string, error: ChainError): string {
  const sentence = describeFollowError(error)
  return sentence.includes(endpoint) ? sentence : `${endpoint}: ${sentence}`
}

/** The same for programs. */
export function wordJson({ endpoint, others }: NodesWord): object {
  const agreeing = 1 + others.filter(({ opinion }) => opinion.type === 'same').length
  return {
    accordingTo: agreeing === 1 ? 'one node' : `${agreeing} nodes`,
    endpoint,
    others: others.map((each) => ({
      endpoint: each.endpoint,
      says: each.opinion.type,
      why: describeOpinion(each.endpoint, each.opinion),
    })),
  }
}

function describeOpinion(endpoint: string, opinion: NodeOpinion): string | null {
  switch (opinion.type) {
    case 'other chain':
      return `${endpoint} cannot confirm it: it is on another chain, ${opinion.chain} with genesis 0x${opinion.genesis}.`
    case 'behind':
      return `${endpoint} cannot confirm it: its newest final block is ${opinion.at}, an older one.`
    case 'no answer':
      return `${endpoint} cannot confirm it: ${describeFollowError(opinion.error).replace(`the node ${endpoint} `, 'it ')}`
    default:
      return null
  }
}
