// EV1, EV3: the shape of every event.

import type { CborValue } from '../encoding/cbor-value.ts'
import { currency, entrySchema, memberId, seriesSchema } from '../entries/entry-schema.ts'
import type { CheckpointProposed, Envelope, EventContent, EventKind, Leg, UnsignedEvent } from './event.ts'
import {
  compareIds,
  type AccountId,
  type DeviceId,
  type EntryId,
  type EventId,
  type H160,
  type Hash32,
  type Hex,
  type PotId,
  type StateHash,
} from '../ids.ts'
import { isNameText } from '../people/name-text.ts'
import {
  amount,
  anyValue,
  boolean,
  hexBytes,
  list,
  nullable,
  oneOf,
  planck,
  record,
  refine,
  sortedList,
  tagged,
  text,
  uint,
  uint64,
  type RecordSchema,
  type Fields,
  type Schema,
} from '../encoding/schema.ts'
import { agreedRates, conversionSchema, settleModeSchema } from '../settling/settle-schema.ts'

const eventId = hexBytes<EventId>(32)
const deviceId = hexBytes<DeviceId>(32)
const hash32 = hexBytes<Hash32>(32)
const h160 = hexBytes<H160>(20)
const signature64 = hexBytes<Hex<'Signature'>>(64)
const signature65 = hexBytes<Hex<'Signature'>>(65)
const name = refine(
  text({ min: 1, max: 80 }),
  isNameText,
  'expected 1 to 80 NFC characters, trimmed, without control or direction characters',
)
/** A sign as people see one: an emoji of several joined parts may take a dozen characters. */
const symbol = refine(text({ min: 1, max: 16 }), isNameText, 'expected a sign of 1 to 16 characters')
const position = uint(Number.MAX_SAFE_INTEGER)
const version = uint(0xffff)
const eventIds = sortedList(eventId, compareIds, { min: 1, max: 64 })

/** 64 bytes, or the 65 of an ecdsa signature with its recovery byte. */
const walletSignature: Schema<Hex<'Signature'>> = {
  decode: (value, path) =>
    (value instanceof Uint8Array && value.length === 65 ? signature65 : signature64).decode(value, path),
  encode: (value) => signature64.encode(value),
}

const leg: Schema<Leg> = record({
  from: memberId,
  to: memberId,
  currency,
  amount,
  planck,
  onChain: nullable(record({ payer: h160, payee: h160, memo: hash32 })),
})

/** A key for each device, at most one. */
const wraps = sortedList(
  record({ device: deviceId, wrapped: hexBytes<Hex<'WrappedKey'>>(80) }),
  (a, b) => compareIds(a.device, b.device),
  { min: 1, max: 256 },
)

const bodies = {
  'pot.created': record({
    title: name,
    salt: hash32,
    currency,
    chain: nullable(record({ genesis: hash32, contract: h160 })),
  }),
  'member.added': record({ name }),
  'member.renamed': record({ member: memberId, name }),
  'member.retired': record({ member: memberId }),
  'member.returned': record({ member: memberId }),
  'members.merged': record({ from: memberId, into: memberId }),
  'merge.undone': record({ merge: eventId }),
  'member.claimed': record({
    member: memberId,
    account: hexBytes<Hex<'AccountKey'>>(32),
    sealing: hexBytes<Hex<'SealingKey'>>(32),
    certificate: signature64,
  }),
  'claim.confirmed': record({ claim: eventId }),
  'device.revoked': record({ device: deviceId, last: nullable(record({ seq: position, id: eventId })) }),
  'vote.cast': record({
    motion: tagged('type', {
      branch: record({ device: deviceId, head: eventId }),
      unreachable: record({ member: memberId }),
    }),
  }),
  'pot.upgraded': record({ version }),
  'upgrade.signed': record({ upgrade: eventId }),
  'entry.created': record({ entry: entrySchema }),
  'entry.revised': record({ root: hexBytes<EntryId>(32), replaces: eventIds, entry: entrySchema }),
  'entry.voided': record({ root: hexBytes<EntryId>(32), replaces: eventIds }),
  'entry.restored': record({ root: hexBytes<EntryId>(32), replaces: eventIds }),
  'series.created': record({ series: seriesSchema }),
  'series.revised': record({ root: eventId, replaces: eventIds, series: seriesSchema }),
  'occurrence.created': record({ series: eventId, date: text({ min: 10, max: 10 }) }),
  'comment.added': record({ about: eventId, text: text({ min: 1, max: 2000 }) }),
  'comment.withdrawn': record({ comment: eventId }),
  'reaction.changed': record({ about: eventId, symbol, on: boolean }),
  'wallet.bound': record({
    member: memberId,
    account: hexBytes<Hex<'AccountKey'>>(32),
    wallet: hexBytes<AccountId>(32),
    scheme: oneOf('sr25519', 'ed25519', 'ecdsa'),
    genesis: hash32,
    walletSignature,
    accountSignature: signature64,
  }),
  'pot.tied': record({
    genesis: hash32,
    contract: h160,
    group: hash32,
    block: hash32,
    token: currency,
    baseEpoch: uint64,
    previous: nullable(eventId),
    last: nullable(record({ epoch: uint64, seq: uint64, head: hash32 })),
    unreachable: sortedList(memberId, compareIds, { max: 256 }),
  }),
  'tie.signed': record({ tie: eventId }),
  'checkpoint.proposed': record({
    group: nullable(hash32),
    epoch: uint64,
    base: eventId,
    seq: uint64,
    head: hash32,
    cut: sortedList(
      record({ device: deviceId, seq: position, id: eventId }),
      (a, b) => compareIds(a.device, b.device) || compareIds(a.id, b.id),
      { min: 1, max: 256 },
    ),
    mode: settleModeSchema,
    conversion: conversionSchema,
    rates: agreedRates,
    plan: list(leg, { max: 512 }),
    stateHash: hexBytes<StateHash>(32),
    planRoot: hash32,
    legs: uint(63),
  }),
  'checkpoint.signed': record({ checkpoint: eventId }),
  'leg.confirmed': record({ checkpoint: eventId, index: uint(511) }),
  'key.rotated': record({ wraps }),
  'key.shared': record({ key: eventId, wraps }),
  'invite.created': record({
    key: hexBytes<Hex<'InvitationKey'>>(32),
    mailbox: hexBytes<Hex<'MailboxKey'>>(32),
    expires: nullable(position),
    member: nullable(memberId),
    once: boolean,
  }),
  'invite.withdrawn': record({ invite: eventId }),
  'invite.used': record({ invite: eventId, device: deviceId }),
} satisfies { readonly [K in EventKind]: RecordSchema<Fields> & Schema<Extract<EventContent, { kind: K }>['body']> }

/** The body of a checkpoint. */
export const checkpointSchema: Schema<CheckpointProposed> = bodies['checkpoint.proposed']

/** EV1: the envelope's own fields, beside `kind` and `body`. */
const envelope = {
  version,
  pot: nullable(hexBytes<PotId>(32)),
  device: deviceId,
  seq: position,
  prev: nullable(eventId),
  seen: sortedList(eventId, compareIds, { max: 256 }),
  lamport: position,
  at: position,
  nonce: hexBytes<Hex<'Nonce'>>(16),
}

const kinds = Object.keys(bodies) as readonly EventKind[]
const headerSchema = record({ kind: oneOf(...kinds) })
const schemaByKind: ReadonlyMap<EventKind, Schema<UnsignedEvent>> = new Map(
  kinds.map((kind) => [
    kind,
    record({ ...envelope, kind: headerSchema.fields.kind, body: bodies[kind] }) as unknown as Schema<UnsignedEvent>,
  ]),
)

/** The shape of one event kind's events. */
export function eventSchema(kind: EventKind): Schema<UnsignedEvent> {
  return schemaByKind.get(kind) as Schema<UnsignedEvent>
}

/** The names of all kinds. */
export const kindSchema: Schema<EventKind> = headerSchema.fields.kind

/** EV2: the shape of an event of a newer version: the envelope stays as it is, `kind` and `body` may be anything. */
export const newerEventSchema: Schema<Envelope & { readonly kind: string; readonly body: CborValue }> = record({
  ...envelope,
  kind: text({ min: 1, max: 64 }),
  body: anyValue,
})
