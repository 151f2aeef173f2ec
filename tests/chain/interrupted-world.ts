// People who vote and pay while their software is killed at a random step, started again, opened twice and run on a second device. After
// every interruption what is shown is compared with what the blocks say.

import { resumePending, sendCall, type PreparedCall } from '../../src/app/index.ts'
import type { ChainCall, ChainPort, PendingTransaction, TransactionEnd } from '../../src/chain/index.ts'
import { proposalHash, type ChainEvent, type Hash32, type PlacedEvent } from '../../src/domain/index.ts'
import { createMemoryStorage } from '../../src/storage/index.ts'
import {
  attest,
  createGroup,
  heldBy,
  legOf,
  must,
  planOf,
  smallAmount,
  type ChainFixture,
  type Plan,
} from './chain-fixture.ts'
import { dyingPort, STEPS, type Step } from './dying-port.ts'

/** A chain, and how its blocks come: while somebody waits, and after a process was killed. */
export type InterruptedChain = {
  readonly fixture: ChainFixture
  /** Lets blocks come until what is under way has ended, as well as it can. */
  readonly pass: () => Promise<void>
  /** What happens between the death of a process and its restart. */
  readonly befall: (random: Random) => Promise<void>
}
/** A number from 0 up to the given one. */
export type Random = (below: number) => number

/** A sequence that follows from its seed. */
export function randomFrom(seed: number): Random {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

type Device = { readonly storage: ReturnType<typeof createMemoryStorage<PendingTransaction>> }
type Told = { readonly pending: PendingTransaction; readonly end: TransactionEnd | null }

/** A world in which one action after the other is interrupted. */
export type InterruptedWorld = {
  /** One action killed at a step, and whatever follows, until it is done. */
  readonly interrupt: (action: 'pay' | 'attest', step: Step, random: Random) => Promise<void>
  /** What bob got, and what the legs that were taken up come to. */
  readonly totals: () => Promise<{ readonly got: bigint; readonly due: bigint }>
  /** Where what was shown is not what the blocks say, and what was done twice or never. */
  readonly mismatches: readonly string[]
}

/** Everything one run needs: a group whose settlement has `legs` open legs from alice to bob. */
export async function createInterruptedWorld(chain: InterruptedChain, legs: number): Promise<InterruptedWorld> {
  const { fixture } = chain
  const { alice, bob, port, contract, genesis } = fixture
  const { group, createdAt } = await createGroup(fixture, [alice, bob], 2)
  const due = Array.from({ length: legs }, (_, i) => legOf(i, alice, bob, smallAmount(fixture) + BigInt(i)))
  const plan = planOf(group, 1n, due)
  await attest(fixture, group, plan.proposal, [alice, bob])
  const received = await heldBy(fixture, bob)
  const device = createDevice()
  const second = createDevice()
  const mismatches: string[] = []
  let open = 0

  const prepare = (call: ChainCall): PreparedCall => ({ call, genesis, payees: [] })
  const payCall = (index: number): ChainCall => ({
    to: 'contract',
    contract,
    call: {
      kind: 'pay',
      group,
      epoch: 1n,
      leg: due[index] as (typeof due)[number],
      proof: proofOf(plan, index),
      token: fixture.token ?? null,
    },
  })
  const voteCall = async (): Promise<{ readonly call: ChainCall; readonly proposal: Hash32 }> => {
    const view = must(await port.groupAt(contract, group))
    if (view === null) throw new Error('no group')
    const { proposal } = planOf(group, 2n, [])
    const call = { kind: 'attest', group, seq: view.seq, head: view.head, proposal } as const
    return { call: { to: 'contract', contract, call }, proposal: proposalHash(group, proposal) }
  }
  const send = async (on: Device, through: ChainPort, call: ChainCall): Promise<string> => {
    const estimate = await port.estimate(call, alice.account)
    // Interfaces stop here: the contract has said that it would refuse.
    if (!estimate.ok) return 'would fail'
    return (await sendCall(on, through, prepare(call), estimate.value, alice.signer, () => {})).kind
  }
  /** What a device shows after it was started again: one line for each transaction on its record. */
  const restart = async (on: Device): Promise<readonly Told[]> => {
    const kept = must(await on.storage.pending.list())
    const told: Told[] = []
    for (const pending of kept) told.push({ pending, end: must(await resumePending(on, port, pending)) })
    return told
  }
  const read: PlacedEvent[] = []
  let next = must(await port.header(createdAt)).number
  /** Events of finalized blocks; each block is read once. */
  const happened = async (isIt: (event: ChainEvent) => boolean): Promise<readonly PlacedEvent[]> => {
    const to = must(await port.finalizedHead()).number
    for (; next <= to; next++) {
      const { hash } = must(await port.header(next))
      read.push(...must(await port.contractEvents(contract, hash)))
    }
    return read.filter(({ event }) => isIt(event))
  }
  /** What was told of a transaction against the events of finalized blocks. */
  const compare = async ({ pending, end }: Told, isIt: (event: ChainEvent) => boolean): Promise<void> => {
    const complain = (what: string): void =>
      void mismatches.push(`${what}: ${pending.hash} is told as ${end?.kind ?? 'open'}`)
    const events = await happened(isIt)
    if (end?.kind === 'finalized') {
      const { at, failure } = end
      const isThere = events.some((e) => e.at.blockHash === at.hash && e.at.extrinsicIndex === at.extrinsicIndex)
      if (isThere !== (failure === null)) complain('told of an effect that is not there, or of none that is')
      return
    }
    const again = must(await port.resolve(pending))
    if (end !== null && again?.kind !== end.kind) complain('an end that did not last')
  }
  /** Everything under way comes to its end, with a restart after each stretch of blocks. */
  const drain = async (isIt: (event: ChainEvent) => boolean): Promise<void> => {
    for (let i = 0; i < 5; i++) {
      const told = [...(await restart(device)), ...(await restart(second))]
      for (const each of told) await compare(each, isIt)
      if (told.length === 0) return
      await chain.pass()
    }
    mismatches.push('a transaction that never ends')
  }
  const interrupt: InterruptedWorld['interrupt'] = async (action, step, random) => {
    const index = action === 'pay' ? open++ : 0
    const vote = action === 'attest' ? await voteCall() : null
    const call = vote?.call ?? payCall(index)
    const isIt = (event: ChainEvent): boolean =>
      vote
        ? event.kind === 'Attested' && event.proposal === vote.proposal
        : event.kind === 'Paid' && event.group === group && event.index === index
    const dying = dyingPort(port, step)
    const process = Promise.race([send(device, dying.port, call), dying.died])
    await chain.pass()
    const hasDied = (await process) === 'died'
    await chain.befall(random)
    const told = await restart(device)
    for (const each of told) await compare(each, isIt)
    const isRecorded = STEPS.indexOf(step) >= STEPS.indexOf('after the record')
    if (hasDied && told.length !== (isRecorded ? 1 : 0)) mismatches.push(`killed ${step}: ${told.length} on record`)
    // Impatience: once more in another tab, or on a device that knows nothing of the first.
    const impatience = random(4)
    if (impatience > 1) {
      const isOpen = must(await device.storage.pending.list()).length > 0
      const trying = send(impatience === 2 ? device : second, port, call)
      await chain.pass()
      const [kind] = await Promise.all([trying, drain(isIt)])
      if (impatience === 2 && isOpen && kind === 'broadcast') mismatches.push('sent beside an open one')
    }
    await drain(isIt)
    if ((await happened(isIt)).length === 0) {
      const last = send(device, port, call)
      await chain.pass()
      const kind = await last
      if (kind !== 'finalized ok') mismatches.push(`a clean attempt ends as ${kind}`)
    }
    const times = (await happened(isIt)).length
    if (action === 'pay' && times !== 1) mismatches.push(`leg ${index} was paid ${times} times`)
    if (action === 'attest' && times === 0) mismatches.push('a vote got lost')
  }
  const totals: InterruptedWorld['totals'] = async () => ({
    got: (await heldBy(fixture, bob)) - received,
    due: due.slice(0, open).reduce((sum, { planck }) => sum + planck, 0n),
  })
  return { interrupt, totals, mismatches }
}

function createDevice(): Device {
  return { storage: createMemoryStorage<PendingTransaction>() }
}

function proofOf({ proofs }: Plan, index: number): readonly Hash32[] {
  const proof = proofs[index]
  if (!proof) throw new RangeError(`no leg ${index}`)
  return proof
}
