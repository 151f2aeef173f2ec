// What an implementation of the rulebook answers to each kind of vector: JSON in, JSON out. Amounts are decimal text in minor units, bytes are hex.

import {
  convert,
  decimalTextToMinor,
  eventIdOf,
  hexToBytes,
  parseEvent,
  parseRate,
  settle,
  split,
  textToMinor,
  type AgreedRate,
  type Currency,
  type MemberId,
  type Minor,
  type Rate,
  type Result,
  type SplitMode,
} from '../../src/domain/index.ts'
import { decodeCbor, encodeCbor } from '../../src/domain/encoding/cbor.ts'
import { convertNets } from '../../src/domain/settling/convert-balances.ts'
import { bytesToHex } from '../../src/domain/encoding/hex.ts'
import type { NetMode } from '../../src/domain/settling/settle-in-mode.ts'
import { compareTransfers } from '../../src/domain/settling/settle-in-mode.ts'
import { stablePlan } from '../../src/domain/settling/stable-plan.ts'
import { parseReplay, replayReport } from '../../src/formats/index.ts'

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

type Fields = { readonly [key: string]: Json }

const evaluators = {
  /** Bytes: canonical, or where and why not (EN1, EN2). */
  bytes: ({ bytes, maxBytes }: Fields): Json => {
    const decoded = decodeCbor(hexToBytes(bytes as string), { maxBytes: (maxBytes as number | undefined) ?? 65_536 })
    if (!decoded.ok) return { refused: plain(decoded.error) }
    return { canonical: bytesToHex(encodeCbor(decoded.value)) }
  },
  /** An event's bytes: its id and kind, or why it is none (EN2, EV2, EV3, EX1, SP5). */
  event: ({ bytes }: Fields): Json => {
    const raw = hexToBytes(bytes as string)
    const event = parseEvent(raw)
    return event.ok ? { id: eventIdOf(raw), kind: event.value.kind } : { refused: plain(event.error) }
  },
  /** Text to amount (MO3). */
  amount: ({ text, digits, decimal, excess }: Fields): Json =>
    outcome(
      decimalTextToMinor(text as string, digits as number, {
        ...(decimal === undefined ? {} : { hint: { decimal: decimal as '.' | ',' } }),
        ...(excess === undefined ? {} : { excess: excess as 'round' }),
      }),
      (amount) => ({ amount: plain(amount) }),
    ),
  /** An amount at a rate (MO4). */
  convert: ({ amount, fromDigits, toDigits, rate }: Fields): Json =>
    outcome(rateOf(rate as string), (parsed) =>
      outcome(convert(minorOf(amount as string), fromDigits as number, toDigits as number, parsed), (value) => ({
        amount: plain(value),
      })),
    ),
  /** Shares of an amount (SP1-SP5). */
  split: ({ amount, mode, seed }: Fields): Json =>
    outcome(split(minorOf(amount as string), modeOf(mode as Fields), BigInt(seed as string)), (shares) => ({
      shares: plain(shares),
    })),
  /** The fewest transfers (ST1-ST3). */
  settle: ({ nets }: Fields): Json => ({
    transfers: plain(
      settle(
        (nets as readonly Fields[]).map(({ member, amount }) => ({
          member: member as string as MemberId,
          amount: BigInt(amount as string),
        })),
      ),
    ),
  }),
  /** A plan in a mode, after payments (ST4, ST5). */
  plan: ({ mode, nets, paid }: Fields): Json => ({
    transfers: plain(
      stablePlan(mode as unknown as NetMode, amountsIn(nets), amountsIn(paid))
        .toSorted(compareTransfers)
        .map(({ from, to, amount }) => ({ from, to, amount })),
    ),
  }),
  /** Balances of several currencies in one (ST6). */
  'convert nets': ({ nets, into, rates, seed }: Fields): Json =>
    outcome(
      convertNets(
        amountsIn(nets),
        { into: into as unknown as Currency, rates: rates as unknown as readonly AgreedRate[] },
        BigInt(seed as string),
      ),
      (converted) => ({ nets: plain(converted) }),
    ),
  /** A whole pot: order, meaning of settlements, state and hash (OR, EP, SH). */
  replay: (file: Fields): Json => {
    const read = parseReplay(JSON.stringify(file))
    return read.ok ? plain(replayReport(read.value)) : { refused: plain(read.error) }
  },
} satisfies { readonly [kind: string]: (input: Fields) => Json }

/** The kinds of vectors. */
export type VectorKind = keyof typeof evaluators

/** One vector: what goes in and what must come out. `rules` are IDs of the rulebook. */
export interface Vector {
  readonly name: string
  readonly rules: readonly string[]
  readonly input: { readonly [key: string]: Json }
  readonly expected: Json
}

/** This implementation's answer. */
export function evaluate(kind: VectorKind, input: { readonly [key: string]: Json }): Json {
  return evaluators[kind](input)
}

function outcome<T, E>(result: Result<T, E>, write: (value: T) => Json): Json {
  return result.ok ? write(result.value) : { refused: plain(result.error) }
}

/** A plain value as JSON: bigints as decimal text. */
function plain(value: unknown): Json {
  return JSON.parse(
    JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? each.toString() : each)),
  ) as Json
}

function minorOf(text: string): Minor {
  const amount = textToMinor(text)
  if (!amount.ok) throw new Error(`a vector with a bad amount: ${text}`)
  return amount.value
}

/** Items with their amounts as numbers of minor units. */
function amountsIn(items: Json | undefined): readonly never[] {
  return (items as readonly Fields[]).map((item) => ({ ...item, amount: BigInt(item['amount'] as string) }) as never)
}

function rateOf(text: string): Result<Rate, unknown> {
  return parseRate(text)
}

/** A split mode from JSON: every `amount` and `weight` is decimal text. */
function modeOf(mode: Fields): SplitMode {
  const revive = (value: Json, key: string): unknown => {
    if (key === 'amount') return minorOf(value as string)
    if (key === 'weight') return BigInt(value as string)
    if (Array.isArray(value)) return value.map((each: Json) => revive(each, ''))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, revive(each, name)]))
    return value
  }
  return revive(mode, '') as SplitMode
}
