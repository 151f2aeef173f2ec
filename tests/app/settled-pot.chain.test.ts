import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  addEntry,
  bindWallet,
  checkCall,
  claimMember,
  confirmClaim,
  followPot,
  prepareAcknowledge,
  prepareAttest,
  prepareGroup,
  preparePay,
  FEWEST,
  proposeSettlement,
  provePot,
  sendCall,
  signCheckpoint,
  signTie,
  tiePot,
  type FollowStatus,
  type PotSession,
  type PreparedCall,
  type Quits,
} from '../../src/app/index.ts'
import { EMBEDDED_GENESIS, type ChainPort, type InclusionPlace } from '../../src/chain/index.ts'
import { connectChain } from '../../src/chain/polkadot/index.ts'
import { developmentToken, startDevChain, type DevChain } from '../../src/devchain/index.ts'
import { parseRate, type H160, type Hash32 } from '../../src/domain/index.ts'
import { createDevelopmentWallet } from '../../src/wallet/development/index.ts'
import type { WalletAccount } from '../../src/wallet/index.ts'
import { carry, createInstallation, dinner, EUR, memberNamed, must, nets } from './people.ts'

let chain: DevChain
let port: ChainPort
const wallet = createDevelopmentWallet()

beforeAll(async () => {
  chain = await startDevChain()
  port = must(await connectChain([chain.url]))
})
afterAll(async () => {
  await port.close()
  await chain.close()
})

interface Actor {
  readonly quits: Quits
  session: PotSession
  readonly account: WalletAccount
}

interface TiedPot {
  readonly founded: PotSession
  readonly actors: readonly Actor[]
  /** Everybody gets what anybody has written. */
  readonly share: () => Promise<void>
  readonly knownCode: readonly Hash32[]
}

/** Checks, signs, sends, and waits until the call is final. */
async function run(actor: Actor, prepared: PreparedCall): Promise<InclusionPlace> {
  const signer = must(await wallet.signer(actor.account))
  const estimate = must(await checkCall(actor.quits.ports, port, prepared, actor.account.account, signer.custody))
  const end = await sendCall(actor.quits.ports, port, prepared, estimate, signer, () => {})
  if (end.kind !== 'finalized ok') throw new Error(`the call ended as ${end.kind}`)
  return end.at
}

/** Resolves once the session has read the chain up to a condition. */
function until(session: PotSession, holds: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('nothing happened within 20 s')), 20_000)
    const check = (): void => {
      if (!holds()) return
      clearTimeout(timer)
      stop()
      resolve()
    }
    const stop = session.subscribe(check)
    check()
  })
}

test('browser wallets may sign on the embedded chain: its genesis is the one that no live chain has', () => {
  expect(chain.genesisHash).toBe(EMBEDDED_GENESIS)
})

/** Some people of the chain, each with a device and a wallet in one pot, and the pot tied to a group of them in a contract. */
async function tiedPot(names: readonly string[], contract: H160): Promise<TiedPot> {
  const accounts = must(await wallet.connect('development'))
  const knownCode = [chain.contract.codeHash as Hash32]
  const { genesis } = must(await port.facts())
  const founder = await createInstallation(knownCode, port)
  const [you = '', ...others] = names
  const founded = must(
    await founder.createPot({ title: 'Trip', currency: EUR, you, others, chain: { genesis, contract } }),
  )
  const actors: Actor[] = []
  for (const [index, name] of names.entries()) {
    const quits = index === 0 ? founder : await createInstallation(knownCode, port)
    const session = index === 0 ? founded : await carry(founded, quits)
    actors.push({ quits, session, account: accounts.find((account) => account.name === name) as WalletAccount })
    if (index > 0) {
      const claim = must(await claimMember(session, memberNamed(session, name)))
      await carry(session, founder)
      must(await confirmClaim(founded, claim.id))
    }
  }
  const share = async (): Promise<void> => {
    for (const actor of actors) await carry(actor.session, founder)
    for (const actor of actors) await carry(founded, actor.quits)
  }
  await share()
  for (const { session, account } of actors) must(await bindWallet(session, wallet, account, genesis))
  await share()
  const salt = '5a'.repeat(32) as Hash32
  const at = await run(actors[0] as Actor, must(prepareGroup(founded.fold(), genesis, contract, salt)))
  const created = must(await port.contractEvents(contract, at.hash)).find(({ event }) => event.kind === 'GroupCreated')
  const group = created?.event.group as Hash32
  const tie = must(await tiePot(founded, port, contract, group, at))
  await share()
  for (const { session } of actors.slice(1)) must(await signTie(session, port, tie.id))
  await share()
  expect(founded.fold().open.tie?.group).toBe(group)
  return { founded, actors, share, knownCode }
}

test('[EP1] a pot is settled on the chain, paid, closed, and rebuilt from nothing', async () => {
  // 1. A pot of three in a group, tied by everybody's signature, and the chain followed by all.
  const tied = await tiedPot(['Alice', 'Bob', 'Charlie'], chain.contract.address as H160)
  const { founded, actors, share, knownCode } = tied
  const [alice, bob, charlie] = actors as [Actor, Actor, Actor]
  const statuses: FollowStatus[] = []
  const following = actors.map(({ quits, session }) =>
    followPot(quits.ports, session, port, (status) => statuses.push(status)),
  )
  await until(founded, () => founded.fold().open.group !== null)

  // 2. Expenses, a settlement proposed, agreed and attested by a quorum.
  must(await addEntry(founded, dinner(founded, 'Alice', 9000)))
  await share()
  const rate = must(parseRate('0.25'))
  const checkpoint = must(
    await proposeSettlement(founded, { ...FEWEST, rates: [{ from: EUR, rate, source: 'agreed' }] }),
  )
  await share()
  for (const { session } of [bob, charlie]) must(await signCheckpoint(session, checkpoint.id))
  await share()
  for (const actor of [alice, bob]) {
    await until(actor.session, () => actor.session.fold().open.group !== null)
    await run(actor, must(prepareAttest(actor.session.fold(), checkpoint.id, actor.account.account)))
  }
  for (const { session } of actors) await until(session, () => session.fold().base.event === checkpoint.id)
  expect(founded.fold().anchors.map(({ verdict }) => verdict.type)).toEqual(['final'])

  // 3. Bob pays through the contract, and Alice acknowledges Charlie's cash.
  const plan = founded.fold().open.plans.get(checkpoint.id)
  const legOf = (name: string): number => plan?.plan.findIndex(({ from }) => from === memberNamed(founded, name)) ?? -1
  const before = must(await port.balance(alice.account.account))
  await run(bob, must(preparePay(bob.session.fold(), legOf('Bob'))))
  expect(must(await port.balance(alice.account.account)) - before).toBe(plan?.plan[legOf('Bob')]?.planck)
  await until(founded, () => founded.fold().open.plans.get(checkpoint.id)?.done.size === 1)
  await run(alice, must(prepareAcknowledge(founded.fold(), legOf('Charlie'))))
  for (const { session } of actors)
    await until(session, () => session.fold().open.plans.get(checkpoint.id)?.done.size === 2)
  expect(nets(founded)).toEqual({})

  // 4. A late entry of Charlie, who has not seen any of it since, belongs to epoch 2.
  must(await addEntry(charlie.session, dinner(charlie.session, 'Charlie', 300, 'Late ice')))
  await share()
  const second = must(await proposeSettlement(founded, { ...FEWEST, rates: [{ from: EUR, rate, source: 'agreed' }] }))
  await share()
  for (const actor of [alice, bob])
    await run(actor, must(prepareAttest(actor.session.fold(), second.id, actor.account.account)))
  await until(founded, () => founded.fold().base.event === second.id)
  expect(founded.fold().anchors.map(({ verdict }) => verdict.type)).toEqual(['final', 'final'])

  // 5. An empty installation with the log and an endpoint comes to the same.
  const stranger = await createInstallation(knownCode, port)
  const rebuilt = await carry(founded, stranger)
  const watching = followPot(stranger.ports, rebuilt, port, () => {})
  await until(rebuilt, () => rebuilt.fold().anchors.length === 2)
  const proof = provePot(rebuilt.fold(), rebuilt.chain()?.placed ?? [])
  expect(proof.matches).toBe(true)
  expect(proof.epochs.map(({ epoch }) => epoch)).toEqual([1n, 2n])
  for (const { stop } of [...following, watching]) await stop()
}, 60_000)

test('[MO4] a pot in euros is settled in a token: its group pays in it, the agreed rate converts, one signature pays the exact amount', async () => {
  const { founded, actors, share } = await tiedPot(['Alice', 'Bob'], chain.tokenContract?.address as H160)
  const [alice, bob] = actors as [Actor, Actor]
  const { symbol: code, decimals: digits, h160 } = developmentToken
  const token = h160 as string as H160
  expect(founded.fold().open.tie?.token).toEqual({ code, digits })
  const following = actors.map(({ quits, session }) => followPot(quits.ports, session, port, () => {}))
  await until(founded, () => founded.fold().open.group !== null)

  must(await addEntry(founded, dinner(founded, 'Alice', 9000)))
  await share()
  const rate = must(parseRate('1.085'))
  const checkpoint = must(
    await proposeSettlement(founded, { ...FEWEST, rates: [{ from: EUR, rate, source: 'agreed' }] }),
  )
  await share()
  must(await signCheckpoint(bob.session, checkpoint.id))
  await share()
  for (const actor of actors) {
    await until(actor.session, () => actor.session.fold().open.group !== null)
    await run(actor, must(prepareAttest(actor.session.fold(), checkpoint.id, actor.account.account)))
  }
  for (const { session } of actors) await until(session, () => session.fold().base.event === checkpoint.id)

  const amount = founded.fold().open.plans.get(checkpoint.id)?.plan[0]?.planck ?? 0n
  // 45.00 EUR at 1.085.
  expect(amount).toBe(48_825_000n)
  const held = async ({ account }: Actor): Promise<bigint> => must(await port.tokenBalance(token, account.account))
  const [had, got] = [await held(bob), await held(alice)]
  await run(bob, must(preparePay(bob.session.fold(), 0)))
  expect(had - (await held(bob))).toBe(amount)
  expect((await held(alice)) - got).toBe(amount)
  for (const { session } of actors)
    await until(session, () => session.fold().open.plans.get(checkpoint.id)?.done.size === 1)
  expect(nets(founded)).toEqual({})
  for (const { stop } of following) await stop()
}, 60_000)
