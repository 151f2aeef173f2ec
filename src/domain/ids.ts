// Identifiers are lowercase hex text without 0x. Order among them is the order of their bytes, which for lowercase hex
// of equal length is the order of the text, so `compareIds` and nothing locale-aware decides every order of the rulebook.

import { err, ok, type Result } from './result.ts'

declare const brand: unique symbol
/** Branded lowercase hex text. */
export type Hex<Name extends string> = string & { readonly [brand]: Name }

/** 32 bytes with no further meaning. */
export type Hash32 = Hex<'Hash32'>
/** Id of a pot: the id of its genesis event. */
export type PotId = Hex<'PotId'>
/** Id of an event (ID1): SHA-256 of its canonical bytes without the signature. */
export type EventId = Hex<'EventId'>
/** Id of a member. */
export type MemberId = Hex<'MemberId'>
/** Id of a device: its public signing key. */
export type DeviceId = Hex<'DeviceId'>
/** Id of an entry: the id of its root event, which every later version of the entry keeps. */
export type EntryId = Hex<'EntryId'>
/** Hash of a state (SH2). */
export type StateHash = Hex<'StateHash'>
/** A chain account: 32 bytes. */
export type AccountId = Hex<'AccountId'>
/** The 20-byte address by which the contract knows an account. */
export type H160 = Hex<'H160'>

/** Why a text is no identifier: what was expected, in bytes. */
export type IdError = { readonly type: 'NotHex'; readonly bytes: number }

/** Whether `input` is the lowercase hex text of exactly `bytes` bytes, without 0x. */
export function isHex(input: unknown, bytes: number): input is string {
  return typeof input === 'string' && input.length === bytes * 2 && /^[0-9a-f]*$/.test(input)
}

/** Order of identifiers, the same as that of their bytes: negative, zero or positive, as `sort` wants it. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** 32 bytes of hex. */
export const parseHash32 = (input: unknown): Result<Hash32, IdError> => parse<Hash32>(input, 32)
/** 32 bytes of hex as a pot id. */
export const parsePotId = (input: unknown): Result<PotId, IdError> => parse<PotId>(input, 32)
/** 32 bytes of hex as an event id. */
export const parseEventId = (input: unknown): Result<EventId, IdError> => parse<EventId>(input, 32)
/** 32 bytes of hex as a member id. */
export const parseMemberId = (input: unknown): Result<MemberId, IdError> => parse<MemberId>(input, 32)
/** 32 bytes of hex as a device id. */
export const parseDeviceId = (input: unknown): Result<DeviceId, IdError> => parse<DeviceId>(input, 32)
/** 32 bytes of hex as an entry id. */
export const parseEntryId = (input: unknown): Result<EntryId, IdError> => parse<EntryId>(input, 32)
/** 32 bytes of hex as a state hash. */
export const parseStateHash = (input: unknown): Result<StateHash, IdError> => parse<StateHash>(input, 32)
/** 32 bytes of hex as a chain account. */
export const parseAccountId = (input: unknown): Result<AccountId, IdError> => parse<AccountId>(input, 32)
/** 20 bytes of hex as a contract-side address. */
export const parseH160 = (input: unknown): Result<H160, IdError> => parse<H160>(input, 20)

/** SP3: the seed of a division, the first 8 bytes, read big-endian, of the id of the entry's root or of whatever else is divided. */
export function seedOf(id: EntryId | EventId): bigint {
  return BigInt(`0x${id.slice(0, 16)}`)
}

function parse<Id extends string>(input: unknown, bytes: number): Result<Id, IdError> {
  return isHex(input, bytes) ? ok(input as Id) : err({ type: 'NotHex', bytes })
}
