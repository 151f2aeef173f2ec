// The contract as clients meet it, through the port: the same stories run on the embedded chain and on the fake one.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createMemoryFollowStore,
  followGroup,
  nextTransaction,
  preflight,
  readGroup,
  sendTransaction,
  type ChainCall,
  type ContractCall,
  type FollowTarget,
  type FollowUpdate,
  type PreflightRequest,
  type TransactionState,
} from '../../src/chain/index.ts'
import { groupId, replayGroup, type Hash32 } from '../../src/domain/index.ts'
import {
  attest,
  attestCall,
  createGroup,
  failure,
  freshHash,
  legOf,
  must,
  planOf,
  send,
  type ChainFixture,
  type Person,
} from './chain-fixture.ts'

const UNIT = 1_000_000n

/** Registers the suite for one chain. */
export function settlementSuite(chainName: string, start: () => Promise<ChainFixture>): void {
  describe(`settlement on ${chainName}`, () => {
    let chain: ChainFixture
    beforeAll(async () => {
      chain = await start()
    })
    afterAll(() => chain.close())

    const onContract = (call: ContractCall): ChainCall => ({ to: 'contract', contract: chain.contract, call })
    const finish = (
      kind: 'pay' | 'acknowledge',
      group: Hash32,
      plan: ReturnType<typeof planOf>,
      legs: readonly ReturnType<typeof legOf>[],
      index: number,
      epoch = 1n,
    ) =>
      onContract({
        kind,
        group,
        epoch,
        leg: legs[index] as ReturnType<typeof legOf>,
        proof: plan.proofs[index] as readonly Hash32[],
      })
    const targetOf = ({ group, createdAt }: { group: Hash32; createdAt: Hash32 }): FollowTarget => ({
      genesis: chain.genesis,
      contract: chain.contract,
      group,
      createdAt,
    })
    const request = (call: ChainCall, who: Person, more: Partial<PreflightRequest> = {}): PreflightRequest => ({
      call,
      caller: who.account,
      custody: 'development key',
      genesis: chain.genesis,
      knownCode: chain.knownCode,
      payees: [],
      ...more,
    })
    const refusal = async (call: ChainCall, who: Person) => failure(await chain.port.estimate(call, who.account))

    test('reads what is particular to the chain', async () => {
      const facts = must(await chain.port.facts())
      const { decimals, ratio } = chain.expected
      expect(facts).toMatchObject({ genesis: chain.genesis, missing: [], offersDev: true, decimals })
      expect(facts.nativeToEthRatio).toBe(ratio)
      expect(must(await chain.port.contractFacts(chain.contract))).toEqual({
        codeHash: chain.knownCode[0],
        ratio,
        version: 1,
        token: null,
      })
      expect(must(await chain.port.contractFacts(chain.alice.address))).toEqual({
        codeHash: null,
        ratio: null,
        version: null,
        token: null,
      })
    })

    test('headers name their parents, by number and by hash, and unknown blocks are named', async () => {
      await chain.advance()
      const head = must(await chain.port.finalizedHead())
      expect(must(await chain.port.header(head.number))).toEqual(head)
      expect(must(await chain.port.header(head.hash))).toEqual(head)
      expect(must(await chain.port.header(head.number - 1)).hash).toBe(head.parentHash)
      expect(failure(await chain.port.header(head.number + 1000))).toMatchObject({ type: 'UnknownBlock' })
      expect(failure(await chain.port.header('99'.repeat(32) as Hash32))).toMatchObject({ type: 'UnknownBlock' })
    })

    test('a group is created: fee and deposit are known before, the id is the computed one, the event is in its block', async () => {
      const { alice, bob, carol, port, contract } = chain
      const salt = freshHash()
      const members = [alice.address, bob.address, carol.address]
      const call = onContract({ kind: 'createGroup', salt, members, quorum: 2 })
      const estimate = must(await port.estimate(call, alice.account))
      const group = groupId(contract, alice.address, salt)
      expect(estimate).toMatchObject({ value: 0n, outcome: { kind: 'GroupCreated', group } })
      expect(estimate.fee).toBeGreaterThan(0n)
      expect(estimate.deposit).toBeGreaterThan(0n)
      const seen: string[] = []
      const end = await sendTransaction(port, { call, estimate, signer: alice.signer }, ({ kind }) => seen.push(kind))
      // A block that is final at once may not be heard of as the best one first.
      expect(seen.filter((kind) => kind !== 'in best block')).toEqual([
        'awaiting signature',
        'broadcast',
        'finalized ok',
      ])
      if (end.kind !== 'finalized ok') throw new Error(end.kind)
      const [event] = must(await port.contractEvents(contract, end.at.hash))
      expect(event?.event).toMatchObject({
        kind: 'GroupCreated',
        group,
        by: alice.address,
        members,
        quorum: 2,
        seq: 0n,
      })
      expect(event?.at).toMatchObject({
        blockNumber: end.at.number,
        blockHash: end.at.hash,
        extrinsicIndex: end.at.extrinsicIndex,
      })
      expect(must(await port.groupAt(contract, group))).toMatchObject({
        epoch: 0n,
        seq: 0n,
        members,
        quorum: 2,
        legs: 0,
        done: 0n,
      })
      expect(must(await port.headOf(contract, group, end.at.hash))).toEqual({ seq: 0n, head: event?.event.head })
      expect(must(await port.headOf(contract, freshHash(), end.at.hash))).toBeNull()
      expect(must(await port.contractEvents(alice.address, end.at.hash))).toEqual([])
    })

    test('members attest to quorum, legs are paid and acknowledged, the group closes; every balance changes by exactly its leg', async () => {
      const { alice, bob, carol, dave, port, contract } = chain
      const created = await createGroup(chain, [alice, bob, carol], 2)
      const { group } = created
      const legs = [legOf(0, alice, bob, 7n * UNIT + 1n), legOf(1, carol, bob, 3n * UNIT), legOf(2, carol, alice, 0n)]
      const plan = planOf(group, 1n, legs)
      const first = await port.estimate(await attestCall(chain, group, plan.proposal), alice.account)
      expect(must(first).outcome).toEqual({ kind: 'Counted', votes: 1 })
      await attest(chain, group, plan.proposal, [alice])
      const second = await attestCall(chain, group, plan.proposal)
      expect(must(await port.estimate(second, bob.account)).outcome).toEqual({ kind: 'Finalized', epoch: 1n })
      expect((await send(port, bob, second)).kind).toBe('finalized ok')

      // A third person pays for Alice; Bob gets exactly the leg.
      const before = must(await port.balance(bob.account))
      const daveBefore = must(await port.balance(dave.account))
      expect(await send(port, dave, finish('pay', group, plan, legs, 0))).toMatchObject({
        kind: 'finalized ok',
        estimate: { value: 7n * UNIT + 1n },
      })
      expect(must(await port.balance(bob.account)) - before).toBe(7n * UNIT + 1n)
      expect(daveBefore - must(await port.balance(dave.account))).toBeGreaterThan(7n * UNIT + 1n)

      expect(await refusal(finish('pay', group, plan, legs, 0), alice)).toEqual({
        type: 'ContractError',
        error: { type: 'AlreadyDone' },
      })
      expect(await refusal(finish('pay', group, plan, legs, 2), carol)).toEqual({
        type: 'ContractError',
        error: { type: 'NothingToPay' },
      })
      expect(await refusal(finish('acknowledge', group, plan, legs, 1), carol)).toEqual({
        type: 'ContractError',
        error: { type: 'NotPayee' },
      })
      expect((await send(port, bob, finish('acknowledge', group, plan, legs, 1))).kind).toBe('finalized ok')
      expect((await send(port, alice, finish('acknowledge', group, plan, legs, 2))).kind).toBe('finalized ok')

      const reading = must(await readGroup(port, targetOf(created), { knownCode: chain.knownCode }))
      expect(reading.events.map(({ event }) => event.kind)).toEqual([
        'GroupCreated',
        'Attested',
        'Attested',
        'Finalized',
        'Paid',
        'Acknowledged',
        'Acknowledged',
        'Closed',
      ])
      expect(reading.events[4]?.event).toMatchObject({
        by: dave.address,
        payer: alice.address,
        payee: bob.address,
        planck: 7n * UNIT + 1n,
      })
      expect(must(replayGroup(reading.history))).toMatchObject({ epoch: 1n, closed: true, ...reading.checks.head })
      expect(must(await port.headOf(contract, group, reading.at.hash))).toEqual(reading.checks.head)
      expect(reading.checks.blocks).toBe(reading.at.number - reading.created.number + 1)
    })

    test('what the contract refuses comes back by its name: stale head, wrong epoch, bad proof, not a member, bad roster', async () => {
      const { alice, bob, carol, dave, port } = chain
      const { group } = await createGroup(chain, [alice, bob, carol], 2)
      const legs = [legOf(0, alice, bob, UNIT), legOf(1, carol, bob, UNIT)]
      const plan = planOf(group, 1n, legs)
      const stale = await attestCall(chain, group, plan.proposal)
      const tooEarly = await attestCall(chain, group, planOf(group, 2n, legs).proposal)
      expect(await refusal(tooEarly, alice)).toEqual({ type: 'ContractError', error: { type: 'WrongEpoch' } })
      expect(await refusal(stale, dave)).toEqual({ type: 'ContractError', error: { type: 'NotMember' } })
      expect(await refusal(finish('pay', group, plan, legs, 0), alice)).toEqual({
        type: 'ContractError',
        error: { type: 'WrongEpoch' },
      })
      const badLegs = { ...plan.proposal, legs: 64 }
      expect(await refusal(await attestCall(chain, group, badLegs), alice)).toEqual({
        type: 'ContractError',
        error: { type: 'BadLegs' },
      })

      await attest(chain, group, plan.proposal, [alice, bob])
      const view = must(await port.groupAt(chain.contract, group))
      expect(await refusal(stale, carol)).toEqual({
        type: 'ContractError',
        error: { type: 'StaleHead', seq: view?.seq, head: view?.head },
      })
      const wrongProof = onContract({
        kind: 'pay',
        group,
        epoch: 1n,
        leg: legs[0] as ReturnType<typeof legOf>,
        proof: [freshHash()],
      })
      expect(await refusal(wrongProof, alice)).toEqual({ type: 'ContractError', error: { type: 'BadProof' } })
      const anotherAmount = { ...(legs[0] as ReturnType<typeof legOf>), planck: 2n * UNIT }
      const wrongAmount = onContract({
        kind: 'pay',
        group,
        epoch: 1n,
        leg: anotherAmount,
        proof: plan.proofs[0] as readonly Hash32[],
      })
      expect(await refusal(wrongAmount, alice)).toEqual({ type: 'ContractError', error: { type: 'BadProof' } })
      expect(await refusal(finish('pay', group, plan, legs, 0, 2n), alice)).toEqual({
        type: 'ContractError',
        error: { type: 'WrongEpoch' },
      })
      const unknown = onContract({
        kind: 'attest',
        group: freshHash(),
        seq: 0n,
        head: freshHash(),
        proposal: plan.proposal,
      })
      expect(await refusal(unknown, alice)).toEqual({ type: 'ContractError', error: { type: 'UnknownGroup' } })
      const roster = (members: readonly Person[], quorum: number) =>
        onContract({ kind: 'createGroup', salt: freshHash(), members: members.map(({ address }) => address), quorum })
      expect(await refusal(roster([bob, carol], 2), alice)).toEqual({
        type: 'ContractError',
        error: { type: 'BadMembers' },
      })
      expect(await refusal(roster([alice, bob, carol], 1), alice)).toEqual({
        type: 'ContractError',
        error: { type: 'BadQuorum' },
      })
    })

    test('a group cannot be created twice, and the current roster cannot be voted in', async () => {
      const { alice, bob, port } = chain
      const salt = freshHash()
      const call = onContract({ kind: 'createGroup', salt, members: [alice.address, bob.address], quorum: 2 })
      expect((await send(port, alice, call)).kind).toBe('finalized ok')
      expect(await refusal(call, alice)).toEqual({ type: 'ContractError', error: { type: 'GroupExists' } })
      const group = groupId(chain.contract, alice.address, salt)
      const same = await attestCall(chain, group, { kind: 'Roster', members: [alice.address, bob.address], quorum: 2 })
      expect(await refusal(same, alice)).toEqual({ type: 'ContractError', error: { type: 'SameRoster' } })
    })

    test('[AN3] a roster change takes the votes of the old roster; the new one settles with its own', async () => {
      const { alice, bob, carol, dave, port } = chain
      const created = await createGroup(chain, [alice, bob, carol], 2)
      const { group } = created
      const members = [dave.address, bob.address]
      await attest(chain, group, { kind: 'Roster', members, quorum: 2 }, [carol, alice])
      expect(must(await port.groupAt(chain.contract, group))).toMatchObject({ members, quorum: 2, seq: 1n })
      const { proposal } = planOf(group, 1n, [])
      expect(await refusal(await attestCall(chain, group, proposal), alice)).toEqual({
        type: 'ContractError',
        error: { type: 'NotMember' },
      })
      await attest(chain, group, proposal, [dave, bob])
      const reading = must(await readGroup(port, targetOf(created), { knownCode: chain.knownCode }))
      const [changed, finalized, closed] = reading.events
        .map(({ event }) => event)
        .filter(({ kind }) => kind !== 'Attested')
        .slice(1)
      expect(changed).toMatchObject({ kind: 'RosterChanged', members, quorum: 2, voters: 0b101 })
      expect(finalized).toMatchObject({ kind: 'Finalized', epoch: 1n, legs: 0, voters: 0b11 })
      expect(closed).toMatchObject({ kind: 'Closed', epoch: 1n })
    })

    test('a payment between a vote and the quorum makes the vote stale: the final cut knows every payment before it', async () => {
      const { alice, bob, port } = chain
      const created = await createGroup(chain, [alice, bob], 2)
      const { group } = created
      const legs = [legOf(0, alice, bob, UNIT), legOf(1, bob, alice, UNIT)]
      const plan = planOf(group, 1n, legs)
      await attest(chain, group, plan.proposal, [alice, bob])
      const next = planOf(group, 2n, [])
      const early = await attestCall(chain, group, next.proposal)
      expect((await send(port, alice, early)).kind).toBe('finalized ok')
      expect((await send(port, alice, finish('pay', group, plan, legs, 0))).kind).toBe('finalized ok')
      expect(await refusal(early, bob)).toMatchObject({ type: 'ContractError', error: { type: 'StaleHead' } })
      const again = await attestCall(chain, group, next.proposal)
      expect(must(await port.estimate(again, bob.account)).outcome).toEqual({ kind: 'Counted', votes: 1 })
      await attest(chain, group, next.proposal, [bob, alice])
      // A new settlement re-nets what was open: the old leg is of another epoch now.
      expect(await refusal(finish('pay', group, plan, legs, 1), bob)).toEqual({
        type: 'ContractError',
        error: { type: 'WrongEpoch' },
      })
      must(await readGroup(port, targetOf(created), { knownCode: chain.knownCode }))
    })

    test('two clients that attest at once never fork: both votes count, or one is told that the head moved', async () => {
      const { alice, bob, carol, port, other } = chain
      const created = await createGroup(chain, [alice, bob, carol], 2)
      const { group } = created
      const mine = planOf(group, 1n, [legOf(0, alice, bob, UNIT)])
      const theirs = planOf(group, 1n, [legOf(0, carol, bob, UNIT)])
      await attest(chain, group, mine.proposal, [alice])
      const call = await attestCall(chain, group, mine.proposal)
      const rival = await attestCall(chain, group, theirs.proposal)
      const [ours, others] = await Promise.all([send(port, bob, call), send(other, carol, rival)])
      expect(ours.kind).toBe('finalized ok')
      expect(['finalized ok', 'finalized failed']).toContain(others.kind)
      if (others.kind === 'finalized failed')
        expect(others.failure).toMatchObject({ type: 'ContractError', error: { type: 'StaleHead' } })
      const reading = must(await readGroup(port, targetOf(created), { knownCode: chain.knownCode }))
      expect(reading.events.filter(({ event }) => event.kind === 'Finalized')).toHaveLength(1)
      expect(reading.history.events.at(-1)).toMatchObject({
        kind: 'Finalized',
        checkpoint: mine.proposal.kind === 'Settlement' && mine.proposal.checkpoint,
      })
    })

    test('preflight refuses before signing: wrong chain, unknown code, payee without mapping, payee of another account', async () => {
      const { alice, bob, carol, unmapped, port } = chain
      const { group } = await createGroup(chain, [alice, bob], 2)
      const legs = [legOf(0, alice, bob, UNIT)]
      const plan = planOf(group, 1n, legs)
      const call = await attestCall(chain, group, plan.proposal)
      expect(must(await preflight(port, request(call, alice, { payees: [bob] }))).outcome).toEqual({
        kind: 'Counted',
        votes: 1,
      })
      expect(failure(await preflight(port, request(call, alice, { genesis: freshHash() })))).toMatchObject({
        type: 'WrongGenesis',
        found: chain.genesis,
      })
      expect(failure(await preflight(port, request(call, alice, { knownCode: [] })))).toEqual({
        type: 'UnknownCode',
        contract: chain.contract,
        found: chain.knownCode[0],
        known: [],
      })
      const nowhere: ChainCall = {
        to: 'contract',
        contract: carol.address,
        call: (call as Extract<ChainCall, { to: 'contract' }>).call,
      }
      expect(failure(await preflight(port, request(nowhere, alice)))).toMatchObject({
        type: 'UnknownCode',
        found: null,
      })
      expect(failure(await preflight(port, request(call, alice, { payees: [unmapped] })))).toEqual({
        type: 'PayeeNotMapped',
        address: unmapped.address,
        account: unmapped.account,
      })
      expect(
        failure(
          await preflight(port, request(call, alice, { payees: [{ address: bob.address, account: carol.account }] })),
        ),
      ).toEqual({
        type: 'PayeeIsAnother',
        address: bob.address,
        expected: carol.account,
        found: bob.account,
      })
      // Not being mapped stops nobody; not being a member does.
      expect(failure(await preflight(port, request(call, unmapped)))).toEqual({
        type: 'ContractError',
        error: { type: 'NotMember' },
      })
      if (chain.wrongRatioContract !== null) {
        const elsewhere: ChainCall = {
          to: 'contract',
          contract: chain.wrongRatioContract,
          call: (call as Extract<ChainCall, { to: 'contract' }>).call,
        }
        expect(failure(await preflight(port, request(elsewhere, alice)))).toMatchObject({
          type: 'WrongRatio',
          chain: 1_000_000n,
        })
      }
    })

    test('a leg that costs more than the account has is refused with the numbers', async () => {
      const { alice, bob, port } = chain
      const { group } = await createGroup(chain, [alice, bob], 2)
      const available = must(await port.balance(bob.account))
      const legs = [legOf(0, bob, alice, available)]
      const plan = planOf(group, 1n, legs)
      await attest(chain, group, plan.proposal, [alice, bob])
      const left = must(await port.balance(bob.account))
      const error = failure(await port.estimate(finish('pay', group, plan, legs, 0), bob.account))
      expect(error).toMatchObject({ type: 'InsufficientBalance', available: left })
      if (error.type !== 'InsufficientBalance') throw new Error(error.type)
      expect(error.needed).toBeGreaterThan(left)
      const { value, fee, deposit, minimum } = error.parts
      expect(value + fee + deposit + minimum).toBe(error.needed)
      expect(minimum).toBe(must(await chain.port.facts()).existentialDeposit)
    })

    test('a sent transaction is found again after a reload, a contract error included', async () => {
      const { alice, bob, port, other } = chain
      const { group } = await createGroup(chain, [alice, bob], 2)
      const plan = planOf(group, 1n, [])
      const call = await attestCall(chain, group, plan.proposal)
      const estimate = must(await port.estimate(call, alice.account))
      const first = await sendTransaction(port, { call, estimate, signer: alice.signer })
      await attest(chain, group, plan.proposal, [bob])
      // The same call once more, without asking first whether it would still work.
      const late = await sendTransaction(port, { call, estimate, signer: alice.signer })
      expect(late).toMatchObject({
        kind: 'finalized failed',
        failure: { type: 'ContractError', error: { type: 'StaleHead' } },
      })
      for (const end of [first, late]) {
        if (!('pending' in end)) throw new Error(end.kind)
        const found = must(await other.resolve(end.pending))
        const resumed: TransactionState = { kind: 'unknown', estimate, pending: end.pending }
        if (found === null) throw new Error('not found')
        expect(must(nextTransaction(resumed, found))).toEqual(end)
      }
    })

    test('mapping the own account makes it reachable, once', async () => {
      const { unmapped, port } = chain
      expect(must(await port.originalAccount(unmapped.address))).toBeNull()
      const estimate = must(await port.estimate({ to: 'mapping' }, unmapped.account))
      const before = must(await port.balance(unmapped.account))
      const end = await sendTransaction(port, { call: { to: 'mapping' }, estimate, signer: unmapped.signer })
      expect(end.kind).toBe('finalized ok')
      expect(before - must(await port.balance(unmapped.account))).toBeLessThanOrEqual(estimate.fee + estimate.deposit)
      expect(must(await port.originalAccount(unmapped.address))).toBe(unmapped.account)
      expect(failure(await port.estimate({ to: 'mapping' }, unmapped.account))).toEqual({
        type: 'DispatchFailed',
        reason: 'Revive.AccountAlreadyMapped',
      })
    })

    test('[EP6] the follower reads finalized blocks, goes on live, stops, and goes on from its cursor', async () => {
      const { alice, bob, port } = chain
      const created = await createGroup(chain, [alice, bob], 2)
      const { group } = created
      const target = targetOf(created)
      const store = createMemoryFollowStore()
      const updates: FollowUpdate[] = []
      let wake = Promise.withResolvers<void>()
      const options = {
        knownCode: chain.knownCode,
        onUpdate: (update: FollowUpdate) => {
          updates.push(update)
          wake.resolve()
        },
      }
      const until = async (count: number): Promise<void> => {
        while ((updates.at(-1)?.events.length ?? 0) < count) {
          await wake.promise
          wake = Promise.withResolvers<void>()
        }
      }
      const first = followGroup(port, target, store, options)
      await until(1)
      const plan = planOf(group, 1n, [])
      await attest(chain, group, plan.proposal, [alice])
      await until(2)
      await first.stop()
      expect(await first.ended).toBeNull()
      const stopped = updates.length
      await attest(chain, group, plan.proposal, [bob])
      expect(updates).toHaveLength(stopped)
      const second = followGroup(port, target, store, options)
      await until(5)
      await second.stop()
      const reading = must(await readGroup(port, target, { knownCode: chain.knownCode }))
      expect(updates.at(-1)?.events).toEqual(reading.events)
      expect(updates.at(-1)?.history).toEqual(reading.history)
      expect((await store.load(target))?.events).toEqual(reading.events)
    })

    test('a group that is not there, on another chain, or of unknown code is not followed', async () => {
      const { alice, bob, port } = chain
      const created = await createGroup(chain, [alice, bob], 2)
      const target = targetOf(created)
      const read = async (other: Partial<FollowTarget>, knownCode = chain.knownCode) =>
        failure(await readGroup(port, { ...target, ...other }, { knownCode }))
      expect(await read({ genesis: freshHash() })).toMatchObject({ type: 'WrongGenesis' })
      expect(await read({ createdAt: freshHash() })).toMatchObject({ type: 'CreationNotFound' })
      expect(await read({ group: freshHash() })).toMatchObject({ type: 'CreationNotFound' })
      expect(await read({}, [])).toMatchObject({ type: 'UnknownCode' })
      const later = must(await port.finalizedHead())
      await chain.advance()
      const after = must(await port.header(later.number + 1))
      expect(await read({ createdAt: after.hash })).toMatchObject({ type: 'CreationNotFound' })
    })
  })
}
