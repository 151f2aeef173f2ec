import type { Blockchain, Handlers } from '@acala-network/chopsticks-core'
import { chopsticks } from './chopsticks.ts'
import type { Subscriptions } from './subscriptions.ts'
import { watchExtrinsic } from './watch-extrinsic.ts'

/** A JSON-RPC request that was understood; anything else is null. */
export type RpcRequest = { readonly id: unknown; readonly method: string; readonly params: readonly unknown[] } | null

const handlers: Handlers = {
  ...chopsticks.allHandlers,
  author_submitAndWatchExtrinsic: watchExtrinsic,
  rpc_methods: async () => ({ version: 1, methods: [...Object.keys(chopsticks.allHandlers), 'rpc_methods'].sort() }),
}

/** One request, or a batch of them, which is answered by a list. */
export function parseRequests(text: string): { readonly requests: readonly RpcRequest[]; readonly isBatch: boolean } {
  const parsed = parseJson(text)
  const isBatch = Array.isArray(parsed)
  return { requests: (isBatch ? parsed : [parsed]).map(toRequest), isBatch }
}

/** The response to send; every failure is in it. */
export async function answerRequest(
  chain: Blockchain,
  request: RpcRequest,
  subscriptions: Subscriptions,
): Promise<unknown> {
  if (request === null) return failure(null, -32_600, 'Invalid JSON request')
  const handler = Object.hasOwn(handlers, request.method) ? handlers[request.method] : undefined
  if (handler === undefined) return failure(request.id, -32_601, `Method not found: ${request.method}`)
  try {
    const result: unknown = await handler({ chain }, [...request.params], subscriptions)
    return { jsonrpc: '2.0', id: request.id, result: result ?? null }
  } catch (error) {
    if (error instanceof chopsticks.ResponseError) return failure(request.id, error.code, error.message)
    return failure(request.id, -32_603, error instanceof Error ? error.message : String(error))
  }
}

const failure = (id: unknown, code: number, message: string): unknown => ({
  jsonrpc: '2.0',
  id,
  error: { code, message },
})

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const toRequest = (parsed: unknown): RpcRequest => {
  if (typeof parsed !== 'object' || parsed === null) return null
  const { id = null, method, params = [] } = parsed as { id?: unknown; method?: unknown; params?: unknown }
  return typeof method === 'string' && Array.isArray(params) ? { id, method, params } : null
}
