import type { ChainError, ChainPort } from '../../chain/index.ts'
import type { Result } from '../../domain/index.ts'

/** A node by its address, and the connection to it or why there is none. */
export interface OpenedNode {
  readonly endpoint: string
  readonly port: Result<ChainPort, ChainError>
}

/** Connects to each node by itself, and closes what was opened when the work is done. */
export async function withNodes<T>(
  endpoints: readonly string[],
  work: (nodes: readonly OpenedNode[]) => Promise<T>,
): Promise<T> {
  // The chain's library is large: only commands that ask a chain pay for it.
  const { connectChain } = await import('../../chain/polkadot/index.ts')
  const nodes = await Promise.all(
    endpoints.map(async (endpoint): Promise<OpenedNode> => ({ endpoint, port: await connectChain([endpoint]) })),
  )
  try {
    return await work(nodes)
  } finally {
    await Promise.all(nodes.flatMap(({ port }) => (port.ok ? [port.value.close()] : [])))
  }
}
