// Calls as a crowd of careless and spiteful people would send them: mostly sensible, so that settlements get through, the rest
// wrong in every way that the contract has an error for.

import type { ContractCall } from '../../../src/chain/index.ts'
import type { ChainLeg, Proposal } from '../../../src/domain/index.ts'
import { leafOfLeg, treeOf } from './plain-hashes.ts'
import { decide } from './plain-settlement.ts'
import { keyOf, type ModelCall, type PlainGroup, type World } from './world.ts'
import { allowanceKey, debitOf, type TokenCall } from './plain-token.ts'
import type { Random } from './random.ts'

/** Who takes part. */
export type Cast = {
  readonly people: readonly string[]
  readonly contracts: readonly string[]
  /** Among them the one that is paid in the token, last. */
  readonly inToken: string
  /** Addresses that nobody has, and contracts, some of which refuse money. */
  readonly strangers: readonly string[]
}

type Plan = {
  readonly epoch: bigint
  readonly root: string
  readonly legs: readonly ChainLeg[]
  readonly proofs: readonly (readonly string[])[]
}

/** What the crowd remembers of a group: plans it drew up, heads it saw, and what is being voted on at the present one. */
type Memory = { plans: Plan[]; heads: { seq: bigint; head: string }[]; proposals: Proposal[] }

/** How many groups are in most people's minds at once. */
const attention = 12
const anyHash = 32
const zero = '00'.repeat(20)

/** A source of calls that fit the world as it is when they are asked for. */
export function createRandomCalls(world: World, random: Random, cast: Cast): () => ModelCall {
  const memories = new Map<string, Memory>()
  const salts: { readonly by: string; readonly to: string; readonly salt: string }[] = []
  /** What somebody is about to do next. */
  const agenda: ModelCall[] = []
  const { below, percent, pick, shuffle, bytes } = random

  const memoryOf = (group: PlainGroup): Memory => {
    const key = keyOf(group.contract, group.id)
    const known = memories.get(key) ?? { plans: [], heads: [], proposals: [] }
    memories.set(key, known)
    if (known.heads.at(-1)?.head !== group.head) {
      known.heads.push({ seq: group.seq, head: group.head })
      known.proposals = []
    }
    return known
  }

  const rosterOfSize = (size: number, including: readonly string[] = []): readonly string[] =>
    shuffle([...new Set([...including, ...shuffle(cast.people)])].slice(0, Math.max(size, including.length)))
  const anySize = (): number =>
    percent(20) ? 1 : percent(65) ? 2 + below(4) : percent(60) ? 6 + below(7) : percent(50) ? 13 + below(19) : 32
  const majority = (count: number): number => Math.min(count, Math.floor(count / 2) + 1 + (percent(30) ? below(3) : 0))
  /** Members and a quorum, now and then such as no group may have. */
  const roster = (good: readonly string[]): { readonly members: readonly string[]; readonly quorum: number } => {
    if (percent(92)) return { members: good, quorum: majority(good.length) }
    const members = pick([
      [],
      [...good, good[0]!],
      [...good, zero],
      Array.from({ length: 33 + below(40) }, () => bytes(20)),
      good,
    ])
    return {
      members,
      quorum: pick([0, Math.floor(members.length / 2), members.length + 1, 255, majority(members.length)]),
    }
  }

  const create = (): ModelCall => {
    const again = salts.length > 0 && percent(8) ? pick(salts) : null
    const by = again?.by ?? pick(cast.people)
    const to = again?.to ?? (percent(60) ? cast.contracts[0]! : percent(75) ? cast.inToken : pick(cast.contracts))
    const salt = again?.salt ?? bytes(anyHash)
    salts.push({ by, to, salt })
    const { members, quorum } = roster(rosterOfSize(anySize(), percent(96) ? [by] : []))
    return { by, to, value: 0n, call: { kind: 'createGroup', salt, members, quorum } as ContractCall }
  }

  const legsOf = (group: PlainGroup, count: number): readonly ChainLeg[] =>
    Array.from({ length: count }, (_, index) => {
      const payer = percent(85) ? pick(group.members) : pick(cast.people)
      const payee = percent(85) ? pick(group.members) : percent(50) ? pick(cast.people) : pick(cast.strangers)
      const inTokens = group.contract === cast.inToken
      const whole = inTokens ? BigInt(1 + below(10 ** 8)) : BigInt(1 + below(10 ** 9))
      const planck = percent(10)
        ? 0n
        : percent(5)
          ? pick([1n, 5000n, 2n ** 128n - 1n])
          : whole * BigInt(pick([1, inTokens ? 10 : 1000]))
      return { index, payer, payee, planck, memo: bytes(anyHash) } as ChainLeg
    })

  const settlement = (group: PlainGroup, memory: Memory): Proposal => {
    const count = percent(10) ? 0 : percent(70) ? 1 + below(4) : percent(75) ? 5 + below(16) : 63
    const epoch = percent(94) ? group.epoch + 1n : pick([0n, group.epoch, group.epoch + 2n, 2n ** 64n - 1n])
    const legs = legsOf(group, count)
    const { root, proofs } = treeOf(legs.map((leg) => leafOfLeg(group.id, epoch, leg)))
    memory.plans.push({ epoch, root, legs, proofs })
    const stated = percent(95) ? count : pick([0, count + 1, Math.max(0, count - 1), 64, 255])
    const planRoot = percent(98) ? root : bytes(anyHash)
    const [stateHash, checkpoint] = [bytes(anyHash), bytes(anyHash)]
    return { kind: 'Settlement', epoch, stateHash, planRoot, legs: stated, checkpoint } as Proposal
  }

  const newRoster = (group: PlainGroup): Proposal => {
    const { members, quorum } = group
    if (percent(6)) return { kind: 'Roster', members, quorum } as Proposal
    const others = percent(50)
      ? rosterOfSize(anySize(), [pick(members)])
      : shuffle(members).slice(0, 1 + below(members.length))
    return { kind: 'Roster', ...roster(percent(10) ? members : others) } as Proposal
  }

  const attest = (group: PlainGroup): ModelCall => {
    const memory = memoryOf(group)
    if (memory.proposals.length === 0 || percent(8)) {
      const made = percent(80) ? settlement(group, memory) : newRoster(group)
      const first = sent(group, pick(group.members), voteFor(group, group, made), 0n)
      // A proposal that cannot take effect is sent once; people do not insist.
      if (decide(world, { ...first, to: group.contract }).kind === 'error') return first
      memory.proposals.push(made)
    }
    const proposal = percent(85) ? memory.proposals[0]! : pick(memory.proposals)
    if (memory.proposals.length > 3) memory.proposals.shift()
    const waiting = group.members.filter((member) => !group.votes.has(member))
    const by = waiting.length > 0 && percent(88) ? pick(waiting) : percent(70) ? pick(group.members) : pick(cast.people)
    const at = percent(94)
      ? group
      : pick([...memory.heads, { seq: group.seq, head: bytes(anyHash) }, { seq: group.seq + 1n, head: group.head }])
    return sent(group, by, voteFor(group, at, proposal))
  }
  const voteFor = (
    { id }: PlainGroup,
    { seq, head }: { readonly seq: bigint; readonly head: string },
    proposal: Proposal,
  ): ContractCall => ({ kind: 'attest', group: id, seq, head, proposal }) as ContractCall

  const finish = (group: PlainGroup, plan: Plan): ModelCall => {
    const open = plan.legs.filter(({ index }) => !group.done.has(index))
    const leg = open.length > 0 && percent(85) ? pick(open) : pick(plan.legs)
    const kind = percent(leg.planck === 0n ? 10 : 60) ? 'pay' : 'acknowledge'
    const owner = kind === 'pay' ? leg.payer : leg.payee
    const by = cast.people.includes(owner) && percent(80) ? owner : pick(cast.people)
    const good: Finish = { kind, group: group.id, epoch: plan.epoch, leg, proof: plan.proofs[leg.index]! }
    const wanted = (percent(88) ? good : spoiled(good, plan)) as ContractCall & { kind: 'pay' | 'acknowledge' }
    const { planck } = wanted.leg
    const due = group.contract === cast.inToken ? 0n : planck
    const value = percent(95) ? due : pick([0n, 1n, planck, planck + 1n, planck / 2n, planck * 2n, 2n ** 100n])
    const call = sent(group, by, wanted, kind === 'pay' && value < 2n ** 128n ? value : 0n)
    if (kind === 'acknowledge' || group.contract !== cast.inToken || planck === 0n || percent(4)) return call
    return prepared(call, planck, leg.payee)
  }

  /** The calls of the token that a payment wants, and the payment after them: an allowance, now and then after most was spent. */
  const prepared = (payment: ModelCall, amount: bigint, payee: string): ModelCall => {
    const { by } = payment
    const { token } = world
    const now = (call: TokenCall): ModelCall => ({ by, to: token.address, value: 0n, call })
    const before = token.allowances.get(allowanceKey(by, cast.inToken)) ?? 0n
    const allowed = percent(80) ? amount : pick([0n, amount - 1n, amount + 5n, before, 3n * amount, 2n ** 128n + 3n])
    agenda.push(now({ kind: 'approve', spender: cast.inToken, amount: allowed }), payment)
    const friend = pick(cast.people)
    const spent = (token.balances.get(by) ?? 0n) - amount - BigInt(below(Number(2n * token.least)))
    if (spent > 0n && friend !== payee && percent(10) && debitOf(token, by, friend, spent) !== null)
      agenda.unshift(now({ kind: 'transfer', payee: friend, amount: spent }))
    return agenda.shift()!
  }

  type Finish = {
    readonly kind: 'pay' | 'acknowledge'
    readonly group: string
    readonly epoch: bigint
    readonly leg: ChainLeg
    readonly proof: readonly string[]
  }
  const spoiled = (good: Finish, plan: Plan): Finish => {
    const { leg, proof, epoch } = good
    const leg2 = (changes: Readonly<Record<string, unknown>>): Finish => ({
      ...good,
      leg: { ...leg, ...changes },
    })
    return pick([
      () => leg2({ index: (leg.index + 1) % 64 }),
      () => leg2({ index: below(256) }),
      () => leg2({ payer: pick(cast.people) }),
      () => leg2({ payee: pick(cast.people) }),
      () => leg2({ planck: leg.planck ^ 1n }),
      () => leg2({ memo: bytes(anyHash) }),
      () => ({ ...good, proof: proof.slice(0, -1) }),
      () => ({ ...good, proof: [...proof, bytes(anyHash)] }),
      () => ({ ...good, proof: proof.map(() => bytes(anyHash)) }),
      () => ({ ...good, proof: pick(plan.proofs) }),
      () => ({ ...good, epoch: pick([0n, epoch + 1n, epoch - 1n]) }),
      () => ({ ...good, group: percent(50) ? bytes(anyHash) : pick([...world.groups.values()]).id }),
    ])()
  }

  const sent = (group: PlainGroup, by: string, call: ContractCall, value = percent(1) ? 5n : 0n): ModelCall => ({
    by,
    to: percent(98) ? group.contract : pick(cast.contracts),
    value,
    call,
  })

  return () => {
    const next = agenda.shift()
    if (next !== undefined) return next
    const groups = [...world.groups.values()]
    if (groups.length === 0 || percent(3)) return create()
    const group = pick(percent(90) ? groups.slice(-attention) : groups)
    const plan = memoryOf(group).plans.findLast(
      ({ root, epoch, legs }) => root === group.settled.planRoot && epoch === group.epoch && legs.length > 0,
    )
    // A vote spoils the payments that wait, and the other way round: people finish what is open, mostly.
    const isOpen = plan !== undefined && group.done.size < group.settled.legs
    return plan !== undefined && percent(isOpen ? 75 : 5) ? finish(group, plan) : attest(group)
  }
}
