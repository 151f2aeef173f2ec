// What the contract does, as a small model that only writes events: the other side of the replay's tests.
import type { ChainEvent, ChainLeg, GroupHistory, Proposal } from '../../../src/domain/group/chain-event.ts'
import { firstHead, groupId, nextHead, proposalHash, type HeadEvent } from '../../../src/domain/group/group-head.ts'
import type { EventId, H160, Hash32, StateHash } from '../../../src/domain/ids.ts'
import { ZERO_HASH } from '../../../src/domain/encoding/keccak.ts'

/** A hash that is told from others by a number. */
export const hash = (n: number): Hash32 => n.toString(16).padStart(64, '0') as Hash32
/** An address that is told from others by a number. */
export const address = (n: number): H160 => (n + 0xa0).toString(16).padStart(40, '0') as H160

/** A settlement that differs by `n`. */
export const settlement = (epoch: bigint, legs: number, n = 7): Proposal & { readonly kind: 'Settlement' } => ({
  kind: 'Settlement',
  epoch,
  stateHash: hash(n) as string as StateHash,
  planRoot: legs === 0 ? ZERO_HASH : hash(n + 1),
  legs,
  checkpoint: hash(n + 2) as string as EventId,
})

/** Leg `index` of the plans of this model. */
export const leg = (index: number, planck = 1000n): ChainLeg => ({
  index,
  payer: address(1),
  payee: address(0),
  planck,
  memo: hash(90 + index),
})

type Unplaced<E> = E extends HeadEvent ? Omit<E, 'group' | 'seq' | 'head'> : never

/** What the model knows of its group. */
export type ModelView = {
  readonly members: readonly H160[]
  readonly quorum: number
  readonly seq: bigint
  readonly head: Hash32
  readonly epoch: bigint
  readonly legs: number
  readonly done: number
}

/** A group that can be acted upon. */
export type ModelGroup = {
  readonly group: Hash32
  readonly events: readonly ChainEvent[]
  readonly history: () => GroupHistory
  /** Members by slot vote; at quorum the outcome follows. */
  readonly attest: (proposal: Proposal, ...slots: readonly number[]) => void
  readonly pay: (index: number, by?: H160) => void
  readonly acknowledge: (index: number) => void
  readonly view: () => ModelView
}

/** A group of `size` members of the model contract. */
export function createModelGroup(size: number, quorum: number): ModelGroup {
  const group = groupId(address(900), address(0), hash(1))
  let members = Array.from({ length: size }, (_, i) => address(i))
  let needed = quorum
  let seq = 0n
  let head = firstHead(group, members, quorum)
  let epoch = 0n
  let legs = 0
  let done = 0
  let votes = new Map<H160, Hash32>()
  const events: ChainEvent[] = [{ kind: 'GroupCreated', group, by: address(0), members, quorum, seq, head }]

  const move = (content: Unplaced<HeadEvent>): void => {
    seq += 1n
    const event = { ...content, group, seq, head: ZERO_HASH } as HeadEvent
    head = nextHead(head, event)
    votes = new Map()
    events.push({ ...event, head })
  }
  const close = (): void => {
    if (done === legs) move({ kind: 'Closed', epoch })
  }
  const finish = (kind: 'Paid' | 'Acknowledged', each: ChainLeg, by: H160): void => {
    move({ kind, epoch, ...each, by })
    done += 1
    close()
  }

  return {
    group,
    events,
    history: (): GroupHistory => ({
      genesis: hash(2),
      contract: address(900),
      group,
      createdAt: hash(3),
      events: [...events],
    }),
    attest(proposal: Proposal, ...slots: readonly number[]): void {
      for (const slot of slots) {
        const by = members[slot] as H160
        const voted = proposalHash(group, proposal)
        events.push({ kind: 'Attested', group, by, proposal: voted, seq, head })
        votes.set(by, voted)
        const who = members.flatMap((member, i) => (votes.get(member) === voted ? [i] : []))
        if (who.length < needed) continue
        const voters = who.reduce((bits, i) => bits + 2 ** i, 0)
        if (proposal.kind === 'Roster') {
          members = [...proposal.members]
          needed = proposal.quorum
          move({ ...proposal, kind: 'RosterChanged', voters })
        } else {
          epoch = proposal.epoch
          legs = proposal.legs
          done = 0
          move({ ...proposal, kind: 'Finalized', voters })
          close()
        }
      }
    },
    pay: (index: number, by = address(77)): void => finish('Paid', leg(index), by),
    acknowledge: (index: number): void => finish('Acknowledged', leg(index, 0n), leg(index).payee),
    view: () => ({ members, quorum: needed, seq, head, epoch, legs, done }),
  }
}

/** The same events with every head and sequence number made consistent again: what an inventive node would write. */
export function rehead(events: readonly ChainEvent[]): readonly ChainEvent[] {
  let seq = 0n
  let head = ZERO_HASH
  return events.map((event): ChainEvent => {
    if (event.kind === 'GroupCreated') {
      head = firstHead(event.group, event.members, event.quorum)
      return { ...event, seq, head }
    }
    if (event.kind === 'Attested') return { ...event, seq, head }
    seq += 1n
    const placed = { ...event, seq }
    head = nextHead(head, placed)
    return { ...placed, head }
  })
}
