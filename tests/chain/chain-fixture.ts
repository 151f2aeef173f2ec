import type { CallEstimate, ChainCall, ChainPort, TransactionSigner, TransactionState } from '../../src/chain/index.ts'
import { sendTransaction } from '../../src/chain/index.ts'
import {
  accountIdToH160,
  legLeaf,
  legProof,
  legRoot,
  type AccountId,
  type ChainLeg,
  type EventId,
  type H160,
  type Hash32,
  type Proposal,
  type StateHash,
} from '../../src/domain/index.ts'

/** Somebody with an account, an address and a key. */
export type Person = { readonly account: AccountId; readonly address: H160; readonly signer: TransactionSigner }

/** A chain with the contract on it and people who have money. The suite runs on every one of these. */
export type ChainFixture = {
  readonly port: ChainPort
  /** A second, independent connection to the same chain. */
  readonly other: ChainPort
  readonly contract: H160
  /** What `contract` pays in; the chain's own money unless given. */
  readonly token?: H160
  /** A contract of the same code whose ratio is not the chain's; null where there is none. */
  readonly wrongRatioContract: H160 | null
  readonly genesis: Hash32
  /** What the chain must say of itself. */
  readonly expected: { readonly decimals: number; readonly ratio: bigint }
  readonly knownCode: readonly Hash32[]
  readonly alice: Person
  readonly bob: Person
  readonly carol: Person
  readonly dave: Person
  /** Has money, but nobody has mapped the address. */
  readonly unmapped: Person
  /** Makes an empty block. */
  readonly advance: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A person from an account and what signs for it. */
export function personOf(signer: TransactionSigner): Person {
  return { account: signer.account, address: accountIdToH160(signer.account), signer }
}

/** The value of a success; a failure fails the test with its facts. */
export function must<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T {
  if (!result.ok) throw new Error(`expected a success, got ${inspect(result.error)}`)
  return result.value
}

/** The error of a failure. */
export function failure<E>(
  result: { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: E },
): E {
  if (result.ok) throw new Error(`expected a failure, got ${inspect(result.value)}`)
  return result.error
}

/** What an account holds of the money that the contract pays in. */
export async function heldBy({ port, token }: ChainFixture, { account }: Person): Promise<bigint> {
  return must(await (token === undefined ? port.balance(account) : port.tokenBalance(token, account)))
}

/** An amount of that money that everybody can pay often. */
export function smallAmount({ token }: ChainFixture): bigint {
  return token === undefined ? 1_000_000_000n : 1_000_000n
}

/** Estimates, signs, sends and waits for the end. */
export async function send(port: ChainPort, who: Person, call: ChainCall): Promise<TransactionState> {
  const estimate = must(await port.estimate(call, who.account))
  return sendTransaction(port, { call, estimate, signer: who.signer })
}

let salts = 0
/** 32 bytes that no other test uses. Padded with zeros: a pad of sevens would make 0x7 and 0x77 the same. */
export function freshHash(): Hash32 {
  return `${'7'.repeat(48)}${(++salts).toString(16).padStart(16, '0')}` as Hash32
}

/** A group that was created, and how. */
export type CreatedGroup = {
  readonly group: Hash32
  readonly createdAt: Hash32
  readonly estimate: CallEstimate
  readonly state: TransactionState
}

/** A proposed settlement, and the proof of each leg. */
export type Plan = { readonly proposal: Proposal; readonly proofs: readonly (readonly Hash32[])[] }

/** A group of people with a quorum, created by the first of them. */
export async function createGroup(
  fixture: ChainFixture,
  people: readonly Person[],
  quorum: number,
): Promise<CreatedGroup> {
  const { port, contract } = fixture
  const members = people.map(({ address }) => address)
  const call: ChainCall = {
    to: 'contract',
    contract,
    call: { kind: 'createGroup', salt: freshHash(), members, quorum },
  }
  const creator = people[0] as Person
  const estimate = must(await port.estimate(call, creator.account))
  if (estimate.outcome.kind !== 'GroupCreated') throw new Error('no group')
  const state = await sendTransaction(port, { call, estimate, signer: creator.signer })
  if (state.kind !== 'finalized ok') throw new Error(`not created: ${inspect(state)}`)
  return { group: estimate.outcome.group, createdAt: state.at.hash, estimate, state }
}

/** A leg between two people. */
export function legOf(index: number, payer: Person, payee: Person, planck: bigint): ChainLeg {
  return { index, payer: payer.address, payee: payee.address, planck, memo: freshHash() }
}

/** A settlement of `legs`, and the proof of each. */
export function planOf(group: Hash32, epoch: bigint, legs: readonly ChainLeg[]): Plan {
  const leaves = legs.map((leg) => legLeaf(group, epoch, leg))
  const proposal: Proposal = {
    kind: 'Settlement',
    epoch,
    stateHash: freshHash() as string as StateHash,
    planRoot: legRoot(leaves),
    legs: legs.length,
    checkpoint: freshHash() as string as EventId,
  }
  return { proposal, proofs: legs.map((_, i) => legProof(leaves, i)) }
}

/** The call by which a person votes at the group's present head. */
export async function attestCall(fixture: ChainFixture, group: Hash32, proposal: Proposal): Promise<ChainCall> {
  const { port, contract } = fixture
  const view = must(await port.groupAt(contract, group))
  if (view === null) throw new Error('no group')
  return { to: 'contract', contract, call: { kind: 'attest', group, seq: view.seq, head: view.head, proposal } }
}

/** Has people vote one after the other. */
export async function attest(
  fixture: ChainFixture,
  group: Hash32,
  proposal: Proposal,
  people: readonly Person[],
): Promise<TransactionState> {
  let state: TransactionState | undefined
  for (const person of people) state = await send(fixture.port, person, await attestCall(fixture, group, proposal))
  if (!state) throw new Error('nobody votes')
  return state
}

function inspect(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner))
}
