// A group of the settlement contract that can be acted upon: writes the events the contract would write, heads, votes and bitmaps included.

import {
  firstHead,
  groupId,
  nextHead,
  proposalHash,
  ZERO_HASH,
  type ChainEvent,
  type EventOf,
  type GroupHistory,
  type H160,
  type Hash32,
  type HeadEvent,
  type Leg,
  type Proposal,
} from '../../src/domain/index.ts'
import { isSameRoster, rosterFault, slotBitmap } from '../../src/domain/group/roster.ts'
import { GENESIS, hashOf } from './story.ts'

/** An address by name. */
export const addressOf = (name: string): H160 => hashOf(`address ${name}`).slice(24) as H160

/** The contract of these stories. */
export const CONTRACT = addressOf('contract')

type Unplaced<E> = E extends HeadEvent ? Omit<E, 'group' | 'seq' | 'head'> : never
type Checkpoint = EventOf<'checkpoint.proposed'>
type Settlement = Extract<Proposal, { readonly kind: 'Settlement' }>

/** What a group does. Actions append the contract's events to its history. */
export interface GroupStory {
  readonly group: Hash32
  readonly createdAt: Hash32
  /** What happened so far, or its first `length` events. */
  readonly history: (length?: number) => GroupHistory
  readonly seq: () => bigint
  /** Members vote for a checkpoint; at quorum it is final. `altered` is what the chain holds instead of the checkpoint's own. */
  readonly attest: (checkpoint: Checkpoint, voters: readonly H160[], altered?: Partial<Settlement>) => void
  /** As many members as needed vote for a checkpoint. */
  readonly finalize: (checkpoint: Checkpoint, altered?: Partial<Settlement>) => void
  readonly changeRoster: (members: readonly H160[], quorum: number) => void
  /** Pays a leg of the checkpoint that is final; anyone may. */
  readonly pay: (index: number, by?: H160) => void
  /** The payee of a leg got the money another way. */
  readonly acknowledge: (index: number) => void
}

/** What the contract would not do. */
export class Refused extends Error {}

/** A group of `members`, the first of whom creates it. A majority is needed unless `quorum` says more. */
export function createGroup(
  members: readonly H160[],
  { quorum = Math.floor(members.length / 2) + 1, genesis = GENESIS, name = 'group' } = {},
): GroupStory {
  const [creator] = members as [H160]
  const group = groupId(CONTRACT, creator, hashOf(name))
  const createdAt = hashOf(`block of ${name}`)
  let roster = { members, quorum }
  let seq = 0n
  let head = firstHead(group, members, quorum)
  let epoch = 0n
  let plan: readonly Leg[] = []
  let open = new Set<number>()
  let votes = new Map<H160, Hash32>()
  const events: ChainEvent[] = [{ kind: 'GroupCreated', group, by: creator, members, quorum, seq, head }]

  const move = (content: Unplaced<HeadEvent>): void => {
    seq += 1n
    const event = { ...content, group, seq, head: ZERO_HASH } as HeadEvent
    head = nextHead(head, event)
    votes = new Map()
    events.push({ ...event, head })
  }
  const close = (): void => {
    if (open.size === 0) move({ kind: 'Closed', epoch })
  }
  const finish = (kind: 'Paid' | 'Acknowledged', index: number, by: H160 | undefined): void => {
    const { planck = 0n, onChain = null } = plan[index] ?? ({} as Partial<Leg>)
    if (!onChain || !open.has(index)) throw new Refused(`leg ${index} is not open on the chain`)
    if (kind === 'Paid' && planck === 0n) throw new Refused(`leg ${index} has nothing to pay`)
    open.delete(index)
    move({ kind, epoch, index, planck, ...onChain, by: by ?? (kind === 'Paid' ? onChain.payer : onChain.payee) })
    close()
  }
  /** Votes until the quorum is there, then says who voted. */
  const vote = (proposal: Proposal, voters: readonly H160[]): number | undefined => {
    const hash = proposalHash(group, proposal)
    for (const by of voters) {
      events.push({ kind: 'Attested', group, by, proposal: hash, seq, head })
      votes.set(by, hash)
      const count = [...votes.values()].filter((each) => each === hash).length
      if (count >= roster.quorum) return slotBitmap(roster.members, (member) => votes.get(member) === hash)
    }
    return undefined
  }
  const attest: GroupStory['attest'] = ({ id, body }, voters, altered = {}) => {
    const { stateHash, planRoot, legs } = body
    const proposal = {
      kind: 'Settlement',
      epoch: epoch + 1n,
      stateHash,
      planRoot,
      legs,
      checkpoint: id,
      ...altered,
    } as const
    if (proposal.legs === 0 && proposal.planRoot !== ZERO_HASH) throw new Refused('a root over no legs')
    const counted = vote(proposal, voters)
    if (counted === undefined) return
    epoch += 1n
    plan = body.plan
    open = new Set(Array.from({ length: proposal.legs }, (_, index) => index))
    move({ ...proposal, kind: 'Finalized', voters: counted })
    close()
  }
  return {
    group,
    createdAt,
    history: (length = events.length) => ({
      genesis,
      contract: CONTRACT,
      group,
      createdAt,
      events: events.slice(0, length),
    }),
    seq: () => seq,
    attest,
    finalize: (checkpoint, altered) => attest(checkpoint, roster.members, altered),
    changeRoster: (next, needed) => {
      const same = isSameRoster({ members: next, quorum: needed }, roster)
      if (same || rosterFault(next, needed) !== null) throw new Refused('no roster to change to')
      const counted = vote({ kind: 'Roster', members: next, quorum: needed }, roster.members) as number
      roster = { members: next, quorum: needed }
      move({ kind: 'RosterChanged', members: next, quorum: needed, voters: counted })
    },
    pay: (index, by) => finish('Paid', index, by),
    acknowledge: (index) => finish('Acknowledged', index, undefined),
  }
}
