// The check of a finished settlement by somebody who trusts nobody: the log is checked event by event, the group's history is read from a node and
// replayed, every epoch is computed again from both, and each difference is named.

import { tiedMoneyFault } from '../app/nodes/index.ts'
import { provePot, type EpochProof, type PotProof } from '../app/index.ts'
import {
  readAgreed,
  type AgreedError,
  type AgreedOptions,
  type AskedNode,
  type FollowTarget,
  type GroupReading,
  type PaymentFault,
} from '../chain/index.ts'
import { fold, ok, type Hash32, type PotFold, type Result, type Tie } from '../domain/index.ts'
import type { PotFile } from '../formats/index.ts'
import { eventsOf } from '../log/index.ts'
import { describePaymentFault } from './describe-payment-fault.ts'
import { contradictions, describeAgreedError, type NodesWord } from './nodes/describe-word.ts'

/** What was found of a pot and its group. */
export interface Verification {
  readonly fold: PotFold
  /** What one node said; null for a pot that is tied to no group, or when the node contradicts itself or the pot. */
  readonly reading: GroupReading | null
  /** Whose word that is, and what the other nodes say of it; null where no node said anything that can be. */
  readonly word: NodesWord | null
  readonly proof: PotProof
  /** Why the contract does not pay in what the tie says, if it does not. */
  readonly moneyFault: PaymentFault | null
  /** Everything that differs, as sentences. Empty: everything matches. */
  readonly differs: readonly string[]
}

/** Checks a pot, whose log was checked when its file was read, against the chain. Fails only when no node can be asked. */
export async function verifyPot(
  file: PotFile,
  nodes: readonly AskedNode[],
  knownCode: readonly Hash32[],
  onProgress: NonNullable<AgreedOptions['onProgress']> = () => {},
): Promise<Result<Verification, Extract<AgreedError, { readonly type: 'NoneAnswers' }>>> {
  const { tie } = file.fold.open
  if (!tie) return ok(withoutChain(file))
  const agreed = await readAgreed(nodes, targetOf(tie), { knownCode, onProgress })
  if (!agreed.ok) {
    if (agreed.error.type === 'NoneAnswers') return { ok: false, error: agreed.error }
    return ok({ ...withoutChain(file), differs: [describeAgreedError(agreed.error)] })
  }
  const { reading, ...word } = agreed.value
  const folded = fold(eventsOf(file.log), [reading.history])
  const proof = provePot(folded, reading.events)
  const moneyFault = tiedMoneyFault(reading.checks.payment, tie)
  return ok({
    fold: folded,
    reading,
    word,
    proof,
    moneyFault,
    differs: [
      ...contradictions(word),
      ...(moneyFault ? [describePaymentFault(moneyFault, tie)] : []),
      ...proof.epochs.flatMap(differencesOf),
      ...proof.problems.map(toSentence),
    ],
  })
}

/** What the log alone says, which was checked when the file was read. */
export function withoutChain({ fold: folded }: PotFile): Verification {
  return { fold: folded, reading: null, word: null, proof: provePot(folded, []), moneyFault: null, differs: [] }
}

function targetOf({ genesis, contract, group, block }: Tie): FollowTarget {
  return { genesis, contract, group, createdAt: block }
}

function differencesOf({ epoch, verdict, differs, attested, recomputed, checkpoint }: EpochProof): readonly string[] {
  switch (verdict) {
    case 'final':
      return []
    case 'waiting':
      return [
        `Epoch ${epoch} cannot be computed: the file lacks the event ${differs.join(', ').replace(/^missing event /u, '')}.`,
      ]
    case 'superseded':
      return [`The settlement 0x${checkpoint} that is final as epoch ${epoch} was replaced by a later one.`]
    case 'void': {
      const stands = recomputed
        ? `; attested is the state 0x${attested.stateHash}, computed is 0x${recomputed.stateHash}`
        : ''
      return [
        `Epoch ${epoch} does not match: its settlement 0x${checkpoint} differs in ${differs.map(fieldName).join(', ')}${stands}.`,
      ]
    }
  }
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  finalized: 'what the chain attests',
  stateHash: 'the state hash',
  planRoot: 'the plan root',
  plan: 'the plan',
  legs: 'the number of legs on the chain',
  cut: 'the events it covers',
  base: 'the settlement it builds on',
  head: 'the head of the group',
  seq: 'the position in the group',
  epoch: 'the number of the epoch',
  group: 'the group',
}

function fieldName(field: string): string {
  return FIELD_NAMES[field] ?? field
}

function toSentence(problem: string): string {
  return `${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`
}
