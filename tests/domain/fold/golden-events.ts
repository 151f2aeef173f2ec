// One event of each kind, entries in every mode, with nothing left to chance: their bytes and ids are in tests/vectors/events.json.

import {
  NO_DETAILS,
  minor,
  type EventContent,
  type Expense,
  type Hex,
  type KnownEvent,
  type MemberId,
} from '../../../src/domain/index.ts'
import { addressOf, CONTRACT } from '../group-story.ts'
import { goldenEntries } from './golden-entries.ts'
import { createWriter, EUR, evenExpense, GENESIS, hashOf, rootOf, transfer, wallet, type Person } from '../story.ts'

/** The events in the order in which their devices wrote them. */
export function goldenEvents(): readonly KnownEvent[] {
  const [anna, ben] = [createWriter('Anna'), createWriter('Ben')]
  const events: KnownEvent[] = []
  const by = (writer: typeof anna, content: EventContent): KnownEvent => {
    const event = writer.write(content, 1_780_000_000 + events.length)
    anna.see(event)
    ben.see(event)
    events.push(event)
    return event
  }
  const signature = (text: string): Hex<'Signature'> =>
    (hashOf(text) + hashOf(`${text}, second half`)) as Hex<'Signature'>
  const account = (name: string): Hex<'AccountKey'> => hashOf(`account ${name}`) as string as Hex<'AccountKey'>

  by(anna, {
    kind: 'pot.created',
    body: {
      title: 'Österreich 🏔',
      salt: hashOf('salt'),
      currency: EUR,
      chain: { genesis: GENESIS, contract: CONTRACT },
    },
  })
  const people = (['Anna', 'Ben'] as const).map((name): Person => {
    const { id } = by(anna, { kind: 'member.added', body: { name } })
    return { name, writer: name === 'Anna' ? anna : ben, member: id as string as MemberId }
  }) as [Person, Person]
  const [first, second] = people
  const claimed = by(ben, {
    kind: 'member.claimed',
    body: {
      member: second.member,
      account: account('Ben'),
      sealing: hashOf('sealing') as string as Hex<'SealingKey'>,
      certificate: signature('certificate'),
    },
  })
  by(anna, { kind: 'claim.confirmed', body: { claim: claimed.id } })
  const expense = {
    ...(evenExpense('Hütte', 10_001, first, people) as Expense),
    category: 'Stay',
    note: 'two nights',
    ...NO_DETAILS,
    origin: { format: 'splitwise', key: hashOf('row'), approximate: true },
  }
  const dinner = by(anna, { kind: 'entry.created', body: { entry: expense } })
  const weights = people
    .map(({ member }, i) => ({ member, weight: BigInt(i + 1) }))
    .sort((a, b) => (a.member < b.member ? -1 : 1))
  const root = rootOf(dinner as never)
  const edited = by(ben, {
    kind: 'entry.revised',
    body: {
      root,
      replaces: [dinner.id],
      entry: {
        ...expense,
        amount: minor(-9000n),
        payers: { mode: 'exact', shares: [{ member: first.member, amount: minor(-9000n) }] },
        split: { mode: 'shares', shares: weights },
      },
    },
  })
  by(anna, { kind: 'entry.voided', body: { root, replaces: [edited.id] } })
  by(ben, { kind: 'entry.created', body: { entry: transfer(700, second, first, { code: 'JPY', digits: 0 }) } })
  const exact = people
    .map(({ member }, i) => ({ member, amount: minor(BigInt(i) * 500n) }))
    .sort((a, b) => (a.member < b.member ? -1 : 1))
  by(ben, {
    kind: 'entry.created',
    body: {
      entry: {
        ...expense,
        origin: null,
        amount: minor(500n),
        payers: { mode: 'exact', shares: [{ member: first.member, amount: minor(500n) }] },
        split: { mode: 'exact', shares: exact },
      },
    },
  })
  by(ben, {
    kind: 'wallet.bound',
    body: {
      member: second.member,
      account: account('Ben'),
      wallet: wallet('Ben').account,
      scheme: 'ecdsa',
      genesis: GENESIS,
      walletSignature: `${signature('wallet')}1b` as Hex<'Signature'>,
      accountSignature: signature('account'),
    },
  })
  const tie = by(anna, {
    kind: 'pot.tied',
    body: {
      genesis: GENESIS,
      contract: CONTRACT,
      group: hashOf('group'),
      block: hashOf('block'),
      token: { code: 'PAS', digits: 10 },
      baseEpoch: 0n,
      previous: null,
      last: { epoch: 1n, seq: 2n ** 64n - 1n, head: hashOf('head') },
      unreachable: [second.member],
    },
  })
  by(ben, { kind: 'tie.signed', body: { tie: tie.id } })
  const onChain = { payer: addressOf('payer'), payee: addressOf('payee'), memo: hashOf('memo') }
  const leg = {
    from: second.member,
    to: first.member,
    currency: EUR,
    amount: minor(2n ** 95n),
    planck: 2n ** 128n - 1n,
    onChain,
  }
  const last = events.findLast(({ device }) => device === anna.device) as KnownEvent
  const checkpoint = by(anna, {
    kind: 'checkpoint.proposed',
    body: {
      group: hashOf('group'),
      epoch: 1n,
      base: (events[0] as KnownEvent).id,
      seq: 7n,
      head: hashOf('head'),
      cut: [{ device: anna.device, seq: last.seq, id: last.id }],
      mode: { type: 'fewest' },
      conversion: null,
      rates: [{ from: EUR, rate: '3.1415' as never, source: 'agreed over dinner' }],
      plan: [leg, { ...leg, planck: 0n, onChain: null }],
      stateHash: hashOf('state') as never,
      planRoot: hashOf('root'),
      legs: 1,
    },
  })
  by(ben, { kind: 'checkpoint.signed', body: { checkpoint: checkpoint.id } })
  by(anna, { kind: 'leg.confirmed', body: { checkpoint: checkpoint.id, index: 1 } })
  by(ben, { kind: 'member.renamed', body: { member: second.member, name: 'Benjamin' } })
  const ghost = by(anna, { kind: 'member.added', body: { name: 'Ben' } }).id as string as MemberId
  by(anna, { kind: 'member.retired', body: { member: ghost } })
  by(anna, { kind: 'member.returned', body: { member: ghost } })
  const merge = by(anna, { kind: 'members.merged', body: { from: ghost, into: second.member } })
  by(ben, { kind: 'merge.undone', body: { merge: merge.id } })
  const struck = by(anna, { kind: 'entry.voided', body: { root, replaces: [edited.id] } })
  by(ben, { kind: 'entry.restored', body: { root, replaces: [struck.id] } })
  const rent = { ...expense, origin: null, title: 'Rent', date: '2026-01-31', tags: ['flat'] }
  const series = { entry: rent, interval: { unit: 'month', every: 1 }, end: { type: 'count', count: 12 } } as const
  const recurring = by(anna, { kind: 'series.created', body: { series } })
  const yearly = { entry: rent, interval: { unit: 'year', every: 2 }, end: null } as const
  by(ben, { kind: 'series.revised', body: { root: recurring.id, replaces: [recurring.id], series: yearly } })
  by(anna, { kind: 'occurrence.created', body: { series: recurring.id, date: '2026-02-28' } })
  const comment = by(ben, { kind: 'comment.added', body: { about: dinner.id, text: 'Who had the wine?' } })
  by(anna, { kind: 'reaction.changed', body: { about: comment.id, symbol: '🍷', on: true } })
  by(ben, { kind: 'comment.withdrawn', body: { comment: comment.id } })
  by(ben, {
    kind: 'vote.cast',
    body: { motion: { type: 'branch', device: anna.device, head: comment.id } },
  })
  by(anna, { kind: 'vote.cast', body: { motion: { type: 'unreachable', member: ghost } } })
  by(anna, { kind: 'device.revoked', body: { device: ben.device, last: { seq: 0, id: claimed.id } } })
  const upgrade = by(anna, { kind: 'pot.upgraded', body: { version: 2 } })
  by(ben, { kind: 'upgrade.signed', body: { upgrade: upgrade.id } })
  for (const entry of goldenEntries(expense, first.member, second.member))
    by(ben, { kind: 'entry.created', body: { entry } })
  const daily = {
    entry: rent,
    interval: { unit: 'day', every: 366 },
    end: { type: 'until', date: '2030-12-31' },
  } as const
  by(ben, { kind: 'series.created', body: { series: daily } })
  const wrapped = (text: string): Hex<'WrappedKey'> =>
    (signature(text) + hashOf(text).slice(0, 32)) as Hex<'WrappedKey'>
  const key = by(anna, {
    kind: 'key.rotated',
    body: { wraps: [{ device: anna.device, wrapped: wrapped('own wrap') }] },
  })
  by(anna, {
    kind: 'key.shared',
    body: { key: key.id, wraps: [{ device: ben.device, wrapped: wrapped('wrap for Ben') }] },
  })
  const invite = by(anna, {
    kind: 'invite.created',
    body: {
      key: hashOf('invitation') as string as Hex<'InvitationKey'>,
      mailbox: hashOf('mailbox') as string as Hex<'MailboxKey'>,
      expires: 1_780_600_000,
      member: second.member,
      once: true,
    },
  })
  by(anna, { kind: 'invite.used', body: { invite: invite.id, device: ben.device } })
  by(ben, { kind: 'invite.withdrawn', body: { invite: invite.id } })
  return events
}
