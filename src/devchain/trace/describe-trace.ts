import type { Abi } from '@polkadot/api-contract'
import type { AbiMessage } from '@polkadot/api-contract/types'
import type { AnyJson } from '@polkadot/types/types'
import { hexToU8a } from '@polkadot/util'
import type { HexString } from '@polkadot/util/types'
import type { CallTrace } from './call-trace.ts'

/** Whom a trace may call by name. Addresses are hex text of 20 bytes, with or without `0x`. */
export type TraceNames = {
  readonly contracts?: readonly { readonly name: string; readonly address: string; readonly abi?: Abi }[]
  readonly accounts?: readonly { readonly name: string; readonly h160: string }[]
}

/** A trace as text for people: a line for each call, calls within calls under it, indented. ink! messages, results and errors are decoded. */
export function describeTrace(trace: CallTrace, names: TraceNames = {}): string {
  return linesOf(trace, names, '').join('\n')
}

const linesOf = (trace: CallTrace, names: TraceNames, indent: string): readonly string[] => [
  `${indent}${lineOf(trace, names)}`,
  ...trace.calls.flatMap((call) => linesOf(call, names, `${indent}  `)),
]

const lineOf = (trace: CallTrace, names: TraceNames): string => {
  const { kind, from, to, value, gasUsed, error } = trace
  const known = messageOf(trace, names)
  const parts = [
    `${nameOf(to, names)}${known === null ? rawInput(trace) : messageText(known, trace.input)}`,
    `by ${nameOf(from, names)}`,
    ...(value > 0n ? [`with ${value}`] : []),
    ...(kind === 'Call' ? [] : [kind]),
    `gas ${gasUsed}`,
  ]
  const outcome = [...(error === null ? [] : [error]), outputText(known, trace.output)].filter((text) => text !== '')
  return `${parts.join(', ')} -> ${outcome.join(': ') || 'nothing'}`
}

const bare = (hex: string): string => hex.toLowerCase().replace(/^0x/, '')

const nameOf = (address: HexString, { contracts = [], accounts = [] }: TraceNames): string => {
  const contract = contracts.find((candidate) => bare(candidate.address) === bare(address))
  const account = accounts.find(({ h160 }) => bare(h160) === bare(address))
  return contract?.name ?? account?.name ?? address
}

type KnownMessage = { readonly abi: Abi; readonly message: AbiMessage }

/** `0x` and the four bytes that name an ink! message. */
const selectorLength = 10

const messageOf = ({ kind, to, input }: CallTrace, { contracts = [] }: TraceNames): KnownMessage | null => {
  const abi = kind.startsWith('Create') ? undefined : contracts.find(({ address }) => bare(address) === bare(to))?.abi
  const selector = input.slice(0, selectorLength)
  const message = abi?.messages.find((candidate) => candidate.selector.toHex() === selector)
  return abi === undefined || message === undefined ? null : { abi, message }
}

const rawInput = ({ kind, input }: CallTrace): string => {
  if (kind.startsWith('Create')) return ` made from ${input.length / 2 - 1} bytes`
  return input === '0x' ? '' : `(${shorten(input)})`
}

const messageText = ({ message }: KnownMessage, input: HexString): string => {
  const { args } = message.fromU8a(hexToU8a(`0x${input.slice(selectorLength)}`))
  const named = message.args.map(({ name }, index) => `${name}: ${humanText(args[index]?.toHuman())}`)
  return `.${message.method}(${named.join(', ')})`
}

const outputText = (known: KnownMessage | null, output: HexString): string => {
  const type = known?.message.returnType
  if (output === '0x') return ''
  if (known === null || type === null || type === undefined) return shorten(output)
  try {
    const name = type.lookupName ?? type.type
    return humanText(known.abi.registry.createTypeUnsafe(name, [hexToU8a(output)]).toHuman())
  } catch {
    return shorten(output) // not what the message promises: the contract did not come as far as to answer
  }
}

/** A contract's `Ok` within the language's `Ok` is no news; what failed is. */
const humanText = (human: AnyJson | undefined): string => {
  if (typeof human !== 'object' || human === null) return String(human ?? '')
  if ('Ok' in human) return humanText(human['Ok'])
  if ('Err' in human) return `Err(${humanText(human['Err'])})`
  return JSON.stringify(human).replaceAll('"', '')
}

const longest = 74
const shorten = (hex: string): string =>
  hex.length > longest ? `${hex.slice(0, longest)}… ${hex.length / 2 - 1} bytes` : hex
