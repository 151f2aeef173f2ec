// A node between the follower and the embedded chain that tells what a test makes up: it passes on every JSON-RPC message and changes
// answers, headers and the events of blocks on the way. What it changes is real SCALE, so the adapter in front of it is the real one.

import type { AddressInfo } from 'node:net'
import type { ApiPromise } from '@polkadot/api'
import type { EventRecord } from '@polkadot/types/interfaces'
import { compactToU8a, hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util'
import { WebSocket, WebSocketServer } from 'ws'

/** twox128('System') ++ twox128('Events'). */
const SYSTEM_EVENTS = '0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7'

/** A block's header as JSON-RPC tells it. */
export type RawHeader = { readonly number: string; readonly parentHash: string }

/** What is told otherwise. What is left out is passed on. Hashes have their `0x`. */
export type Lies = {
  /** Other parameters for the honest node. */
  readonly question?: (method: string, params: readonly unknown[]) => readonly unknown[]
  /** Another answer than the honest one. */
  readonly answer?: (method: string, params: readonly unknown[], honest: unknown) => unknown
  /** Another finalized head for subscribers; null tells none. */
  readonly head?: (header: RawHeader) => RawHeader | null
  /** Other events of a block. */
  readonly events?: (records: readonly RawRecord[], block: string) => readonly RawRecord[]
}

/** An event record, and its bytes, which are what is told. */
export type RawRecord = { readonly record: EventRecord; readonly bytes: Uint8Array }

/** A running liar. */
export type LyingNode = {
  readonly url: string
  readonly lie: (lies: Lies) => void
  readonly close: () => Promise<void>
}

/** Stands in front of the node at `upstream`; `api` is an honest connection, for its metadata. */
export async function startLyingNode(upstream: string, api: ApiPromise, lies: Lies = {}): Promise<LyingNode> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await new Promise<void>((resolve) => void server.once('listening', resolve))
  let told = lies
  const upstreams = new Set<WebSocket>()
  server.on('connection', (client) => {
    const honest = new WebSocket(upstream)
    upstreams.add(honest)
    const asked = new Map<unknown, Request>()
    const waiting: string[] = []
    const send = (text: string): void => {
      if (honest.readyState === WebSocket.OPEN) honest.send(text)
      else waiting.push(text)
    }
    honest.on('open', () => {
      for (const text of waiting.splice(0)) honest.send(text)
    })
    client.on('message', (message) => {
      const request = JSON.parse((message as Buffer).toString()) as Request
      asked.set(request.id, request)
      send(JSON.stringify({ ...request, params: told.question?.(request.method, request.params) ?? request.params }))
    })
    honest.on('message', (message) => {
      const response = JSON.parse((message as Buffer).toString()) as Response
      const changed = change(api, told, asked, response)
      if (changed !== null && client.readyState === client.OPEN) client.send(JSON.stringify(changed))
    })
    client.on('close', () => honest.close())
    honest.on('close', () => client.close())
    honest.on('error', () => client.terminate())
  })
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lie: (next) => {
      told = next
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of upstreams) socket.terminate()
        for (const client of server.clients) client.terminate()
        server.close(() => resolve())
      }),
  }
}

type Request = { readonly id: unknown; readonly method: string; readonly params: readonly unknown[] }
type Response = {
  readonly id?: unknown
  readonly result?: unknown
  readonly error?: unknown
  readonly method?: string
  readonly params?: { readonly result: unknown; readonly subscription: unknown }
}

function change(api: ApiPromise, lies: Lies, asked: Map<unknown, Request>, response: Response): Response | null {
  if (response.method === 'chain_finalizedHead' && response.params) {
    const header = lies.head ? lies.head(response.params.result as RawHeader) : response.params.result
    return header === null ? null : { ...response, params: { ...response.params, result: header } }
  }
  const request = asked.get(response.id)
  asked.delete(response.id)
  if (!request || response.error !== undefined) return response
  const { method, params } = request
  const block = params.at(-1)
  let { result } = response
  if (lies.events && typeof block === 'string') {
    const tell = (bytes: unknown): unknown => tellEvents(api, lies, bytes as string | null, block)
    if (method === 'state_getStorage' && params[0] === SYSTEM_EVENTS) result = tell(result)
    if (method === 'state_queryStorageAt') {
      result = (result as { readonly block: string; readonly changes: readonly (readonly [string, string])[] }[]).map(
        (set) => ({
          ...set,
          changes: set.changes.map(([key, value]) => [key, key === SYSTEM_EVENTS ? tell(value) : value]),
        }),
      )
    }
  }
  return { ...response, result: lies.answer ? lies.answer(method, params, result) : result }
}

function tellEvents(api: ApiPromise, { events }: Lies, bytes: string | null, block: string): string | null {
  const records = bytes === null ? [] : [...api.createType('Vec<FrameSystemEventRecord>', bytes)]
  const raw = records.map((record) => ({
    record: record as unknown as EventRecord,
    bytes: (record as unknown as EventRecord).toU8a(),
  }))
  const told = events?.(raw, block) ?? raw
  if (told === raw) return bytes
  return u8aToHex(u8aConcat(compactToU8a(told.length), ...told.map((each) => each.bytes)))
}

/** The record with one stretch of bytes put in place of another that occurs in it; hex without `0x`. */
export function replaceBytes({ record, bytes }: RawRecord, from: string, to: string): RawRecord {
  const hex = u8aToHex(bytes).slice(2)
  if (!hex.includes(from)) throw new Error(`the record does not hold ${from}`)
  return { record, bytes: hexToU8a(`0x${hex.replaceAll(from, to)}`) }
}
