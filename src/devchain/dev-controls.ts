import type { BlockId } from './block-id.ts'

/** A node with `dev_*` methods in some other process, such as `npm run fork`, and what tests make it do. */
export type DevControls = {
  /** Builds blocks now and answers the newest. */
  readonly newBlock: (count?: number) => Promise<BlockId>
  /** Makes another block the newest, by number or by hash with or without `0x`: a reorganisation. */
  readonly setHead: (block: number | string) => Promise<BlockId>
  /** Sets the chain's clock, in milliseconds since 1970, to go on from there. */
  readonly timeTravel: (timestampMs: number) => Promise<void>
  readonly head: () => Promise<BlockId>
  readonly close: () => void
}

type Answer = { readonly id: number; readonly result?: unknown; readonly error?: { readonly message: string } }

/** Connects to such a node. What it refuses throws with its own words. */
export async function connectDevControls(url: string): Promise<DevControls> {
  const socket = new WebSocket(url)
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true })
    socket.addEventListener('error', () => reject(new Error(`${url} does not answer`)), { once: true })
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  let asked = 0
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer
    waiting.get(answer.id)?.(answer)
    waiting.delete(answer.id)
  })
  socket.addEventListener('close', () => {
    for (const [id, end] of waiting) end({ id, error: { message: `${url} closed the connection` } })
    waiting.clear()
  })
  const ask = async <T>(method: string, ...params: readonly unknown[]): Promise<T> => {
    const id = ++asked
    const answered = new Promise<Answer>((resolve) => void waiting.set(id, resolve))
    socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    const { result, error } = await answered
    if (error) throw new Error(`${method}: ${error.message}`)
    return result as T
  }
  const head = async (): Promise<BlockId> => {
    const [hash, header] = await Promise.all([
      ask<string>('chain_getBlockHash'),
      ask<{ readonly number: string }>('chain_getHeader'),
    ])
    return { number: Number(header.number), hash: hash.slice(2) }
  }
  return {
    head,
    newBlock: async (count = 1) => {
      await ask('dev_newBlock', { count })
      return head()
    },
    setHead: async (block) => {
      await ask('dev_setHead', typeof block === 'string' && !block.startsWith('0x') ? `0x${block}` : block)
      return head()
    },
    timeTravel: async (timestampMs) => {
      await ask('dev_timeTravel', timestampMs)
    },
    close: () => socket.close(),
  }
}
