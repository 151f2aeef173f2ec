// EN2, EV2, EV3, EX1, SP5: bytes that are canonical and still no event, and the events that they are made from.

import { encodeCbor, type CborMap, type CborValue } from '../../../src/domain/encoding/cbor.ts'
import { decodeCbor } from '../../../src/domain/encoding/cbor.ts'
import { bytesToHex, eventToBytes, type EventKind } from '../../../src/domain/index.ts'
import { goldenEvents } from '../../domain/fold/golden-events.ts'
import { refusedWith, type VectorCase, type VectorFile } from '../vector-case.ts'

type Fields = Map<string, CborValue>

/** The canonical value of the golden event of a kind, with a change. */
function altered(kind: EventKind, change: (event: Fields, body: Fields) => void): string {
  const golden = goldenEvents().find((event) => event.kind === kind)
  if (!golden) throw new Error(`no golden event ${kind}`)
  const decoded = decodeCbor(eventToBytes(golden), { maxBytes: 65_536 })
  if (!decoded.ok) throw new Error('a golden event is not canonical')
  const event = thaw(decoded.value as CborMap)
  change(event, event.get('body') as Fields)
  return bytesToHex(encodeCbor(event))
}

/** A copy of a value whose maps can be changed. */
function thaw(map: CborMap): Fields {
  return new Map(Array.from(map, ([key, value]) => [key, value instanceof Map ? thaw(value as CborMap) : value]))
}

const entryOf = (body: Fields): Fields => body.get('entry') as Fields
const wrapFor = (device: number, bytes = 80): Fields =>
  new Map<string, CborValue>([
    ['device', new Uint8Array(32).map((_, i) => (i > 29 ? device >> (8 * (31 - i)) : 0))],
    ['wrapped', new Uint8Array(bytes)],
  ])

type Refusal = readonly [
  name: string,
  rules: string,
  kind: EventKind,
  change: (event: Fields, body: Fields) => void,
  facts: Parameters<typeof refusedWith>[0],
]

const shape = (path: string): { readonly type: string; readonly path: string } => ({ type: 'BadShape', path })

const refusals: readonly Refusal[] = [
  ['version 0', 'EV2', 'pot.created', (event) => event.set('version', 0n), { type: 'OtherVersion' }],
  ['a version that is no number', 'EV2', 'pot.created', (event) => event.set('version', '1'), shape('version')],
  ['no version', 'EV1', 'pot.created', (event) => event.delete('version'), shape('version')],
  ['an unknown kind', 'EV3', 'member.added', (event) => event.set('kind', 'member.invented'), shape('kind')],
  ['no kind', 'EV1', 'member.added', (event) => event.delete('kind'), shape('kind')],
  ['an unknown field of the envelope', 'EV3', 'member.added', (event) => event.set('extra', null), shape('extra')],
  ['an unknown field of the body', 'EV3', 'member.added', (_, body) => body.set('nick', 'A'), shape('body.nick')],
  ['a missing field of the body', 'EV3', 'member.added', (_, body) => body.delete('name'), shape('body.name')],
  ['a device of 31 bytes', 'EV1', 'member.added', (event) => event.set('device', new Uint8Array(31)), shape('device')],
  ['a position below zero', 'EV1', 'member.added', (event) => event.set('seq', -1n), shape('seq')],
  ['a position beyond 2^53', 'EV1', 'member.added', (event) => event.set('seq', 2n ** 53n), shape('seq')],
  ['a Lamport number as text', 'EV1', 'member.added', (event) => event.set('lamport', '1'), shape('lamport')],
  ['no nonce', 'EV1', 'member.added', (event) => event.delete('nonce'), shape('nonce')],
  ['a nonce of 15 bytes', 'EV1', 'member.added', (event) => event.set('nonce', new Uint8Array(15)), shape('nonce')],
  ['prev that is no id', 'EV1', 'member.added', (event) => event.set('prev', 'x'), shape('prev')],
  [
    'seen twice',
    'EV1',
    'member.added',
    (event) => event.set('seen', [new Uint8Array(32), new Uint8Array(32)]),
    shape('seen[1]'),
  ],
  [
    'seen out of order',
    'EV1',
    'member.added',
    (event) => event.set('seen', [new Uint8Array(32).fill(2), new Uint8Array(32).fill(1)]),
    shape('seen[1]'),
  ],
  ['an empty name', 'ME4', 'member.added', (_, body) => body.set('name', ''), shape('body.name')],
  ['a name of 81 characters', 'ME4', 'member.added', (_, body) => body.set('name', 'a'.repeat(81)), shape('body.name')],
  ['a name with a space at its end', 'ME4', 'member.added', (_, body) => body.set('name', 'Ada '), shape('body.name')],
  ['a name with a line break', 'ME4', 'member.added', (_, body) => body.set('name', 'A\nda'), shape('body.name')],
  [
    'a name that turns the direction of text',
    'ME4',
    'member.added',
    (_, body) => body.set('name', 'A\u202eda'),
    shape('body.name'),
  ],
  [
    'a currency in lower case',
    'MO2',
    'pot.created',
    (_, body) =>
      body.set(
        'currency',
        new Map<string, CborValue>([
          ['code', 'eur'],
          ['digits', 2n],
        ]),
      ),
    shape('body.currency.code'),
  ],
  [
    'a currency of 19 digits',
    'MO2',
    'pot.created',
    (_, body) =>
      body.set(
        'currency',
        new Map<string, CborValue>([
          ['code', 'EUR'],
          ['digits', 19n],
        ]),
      ),
    shape('body.currency.digits'),
  ],
  [
    'an amount with leading zeros',
    'MO1',
    'entry.created',
    (_, body) => entryOf(body).set('amount', '010'),
    shape('body.entry.amount'),
  ],
  [
    'an amount of -0',
    'MO1',
    'entry.created',
    (_, body) => entryOf(body).set('amount', '-0'),
    shape('body.entry.amount'),
  ],
  [
    'an amount as a number',
    'MO1',
    'entry.created',
    (_, body) => entryOf(body).set('amount', 10n),
    shape('body.entry.amount'),
  ],
  [
    'an amount of 2^96',
    'MO1',
    'entry.created',
    (_, body) => entryOf(body).set('amount', (2n ** 96n).toString()),
    shape('body.entry.amount'),
  ],
  ['an amount of zero', 'EX1', 'entry.created', (_, body) => entryOf(body).set('amount', '0'), { type: 'ZeroAmount' }],
  [
    'a day that does not exist',
    'EX1',
    'entry.created',
    (_, body) => entryOf(body).set('date', '2026-02-29'),
    { type: 'BadDate' },
  ],
  [
    'an instant for a day',
    'EX1',
    'entry.created',
    (_, body) => entryOf(body).set('date', '2026-02-20T10:00'),
    shape('body.entry.date'),
  ],
  [
    'a title of two lines',
    'EX1',
    'entry.created',
    (_, body) => entryOf(body).set('title', 'A\nB'),
    { type: 'BadTitle' },
  ],
  [
    'an entry of an unknown type',
    'EX1',
    'entry.created',
    (_, body) => entryOf(body).set('type', 'gift'),
    shape('body.entry.type'),
  ],
  [
    'an amount that payments do not reach',
    'SP6',
    'entry.created',
    (_, body) => entryOf(body).set('amount', '1'),
    { type: 'BadPayments' },
  ],
  [
    'a split in an unknown mode',
    'SP4',
    'entry.created',
    (_, body) => entryOf(body).set('split', new Map<string, CborValue>([['mode', 'fair']])),
    shape('body.entry.split.mode'),
  ],
  [
    'a split among nobody',
    'SP5',
    'entry.created',
    (_, body) =>
      entryOf(body).set(
        'split',
        new Map<string, CborValue>([
          ['mode', 'even'],
          ['members', []],
        ]),
      ),
    shape('body.entry.split.members'),
  ],
  [
    'a revision that replaces nothing',
    'EX2',
    'entry.revised',
    (_, body) => body.set('replaces', []),
    shape('body.replaces'),
  ],
  [
    'a void that replaces nothing',
    'EX2',
    'entry.voided',
    (_, body) => body.set('replaces', []),
    shape('body.replaces'),
  ],
  [
    'a wallet of 20 bytes',
    'ME7',
    'wallet.bound',
    (_, body) => body.set('wallet', new Uint8Array(20)),
    shape('body.wallet'),
  ],
  [
    'a wallet of an unknown scheme',
    'ME7',
    'wallet.bound',
    (_, body) => body.set('scheme', 'rsa'),
    shape('body.scheme'),
  ],
  ['a checkpoint without a cut', 'EP1', 'checkpoint.proposed', (_, body) => body.set('cut', []), shape('body.cut')],
  ['a checkpoint with 64 legs', 'ST7', 'checkpoint.proposed', (_, body) => body.set('legs', 64n), shape('body.legs')],
  [
    'a checkpoint in an unknown mode',
    'ST5',
    'checkpoint.proposed',
    (_, body) => body.set('mode', new Map([['type', 'greedy']])),
    shape('body.mode.type'),
  ],
  ['a leg confirmed by number -1', 'BA5', 'leg.confirmed', (_, body) => body.set('index', -1n), shape('body.index')],
  ['a key for nobody', 'ME9', 'key.rotated', (_, body) => body.set('wraps', []), shape('body.wraps')],
  [
    'a key for 257 devices',
    'ME9',
    'key.rotated',
    (_, body) =>
      body.set(
        'wraps',
        Array.from({ length: 257 }, (_each, i) => wrapFor(i)),
      ),
    shape('body.wraps'),
  ],
  [
    'a key for one device twice',
    'ME9',
    'key.rotated',
    (_, body) => body.set('wraps', [wrapFor(1), wrapFor(1)]),
    shape('body.wraps[1]'),
  ],
  [
    'devices out of order',
    'ME9',
    'key.shared',
    (_, body) => body.set('wraps', [wrapFor(2), wrapFor(1)]),
    shape('body.wraps[1]'),
  ],
  [
    'a wrap of 79 bytes',
    'ME9',
    'key.shared',
    (_, body) => body.set('wraps', [wrapFor(1, 79)]),
    shape('body.wraps[0].wrapped'),
  ],
  [
    'a wrap that says more',
    'ME9',
    'key.rotated',
    (_, body) => body.set('wraps', [wrapFor(1).set('name', 'x')]),
    shape('body.wraps[0].name'),
  ],
  ['a share of no key', 'ME9', 'key.shared', (_, body) => body.set('key', null), shape('body.key')],
  [
    'an invitation with a key of 31 bytes',
    'ME10',
    'invite.created',
    (_, body) => body.set('key', new Uint8Array(31)),
    shape('body.key'),
  ],
  [
    'an invitation without a mailbox',
    'ME10',
    'invite.created',
    (_, body) => body.set('mailbox', null),
    shape('body.mailbox'),
  ],
  [
    'an invitation that expires before 1970',
    'ME10',
    'invite.created',
    (_, body) => body.set('expires', -1n),
    shape('body.expires'),
  ],
  ['an invitation for a name', 'ME10', 'invite.created', (_, body) => body.set('member', 'Ben'), shape('body.member')],
  ['an invitation for one or none', 'ME10', 'invite.created', (_, body) => body.set('once', null), shape('body.once')],
  [
    'an invitation withdrawn by its key',
    'ME10',
    'invite.withdrawn',
    (_, body) => body.set('invite', 'key'),
    shape('body.invite'),
  ],
  ['nobody let in', 'ME10', 'invite.used', (_, body) => body.set('device', null), shape('body.device')],
]

/** Events, accepted and refused. */
export const eventsFile: VectorFile = {
  kind: 'event',
  about:
    'Canonical bytes of an event without its signature: its id (SHA-256 of the bytes) and kind, or why it is none. `path` names the place in the decoded value.',
  cases: [
    ...goldenEvents().map((event): VectorCase => ({
      name: `${event.kind} ${event.id.slice(0, 8)}`,
      rules: ['EN1', 'ID1'],
      input: { bytes: bytesToHex(eventToBytes(event)) },
      says: (answer) => JSON.stringify(answer) === JSON.stringify({ id: event.id, kind: event.kind }),
    })),
    ...refusals.map(([name, rule, kind, change, facts]): VectorCase => ({
      name,
      rules: [rule, 'EN2'],
      input: { bytes: altered(kind, change) },
      says: refusedWith(facts),
    })),
  ],
}
