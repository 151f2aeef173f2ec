import { err, ok, type Hash32, type Result } from '../../domain/index.ts'
import type { ChainCaller } from '../chain-port.ts'
import type { ChainError } from '../chain-error.ts'
import type { InclusionPlace, PendingTransaction } from '../transaction.ts'
import { ask, type Connection } from './connection.ts'
import { dispatchErrorAt, explainFailure } from './explain-failure.ts'
import { from0x, to0x } from './prefixed-hex.ts'
import { readFinalizedHead } from './read-blocks.ts'
import { readAccount } from './system-state.ts'

type Resolved = Awaited<ReturnType<ChainCaller['resolve']>>

/** What finalized blocks say about a transaction that was sent earlier, by this page or one before it. */
export async function resolveTransaction(connection: Connection, pending: PendingTransaction): Promise<Resolved> {
  const genesis = from0x(connection.api.genesisHash.toHex()) as Hash32
  if (genesis !== pending.genesis) {
    return err({
      type: 'BadAnswer',
      asked: 'a transaction',
      detail: `it was sent to the chain ${pending.genesis}, this is ${genesis}`,
    })
  }
  const head = await readFinalizedHead(connection)
  if (!head.ok) return head
  const isPast = head.value.number > pending.validUntil
  const used = await ask(connection, 'nonce', async () => {
    const at = await connection.api.at(to0x(head.value.hash))
    return (await readAccount(at, pending.account)).nonce > pending.nonce
  })
  if (!used.ok) return used
  if (!used.value) return ok(isPast ? { kind: 'expired' } : null)
  const found = await findExtrinsic(connection, pending, Math.min(head.value.number, pending.validUntil))
  if (!found.ok) return found
  // The nonce is used, and not by this one.
  if (found.value === null) return ok({ kind: 'replaced' })
  const at = found.value
  return ask(connection, 'outcome', async () => {
    const error = await dispatchErrorAt(connection, at.hash, at.extrinsicIndex)
    const failure = error === null ? null : await explainFailure(connection, pending, at.hash, error)
    return { kind: 'finalized', at, failure } as const
  })
}

async function findExtrinsic(
  connection: Connection,
  pending: PendingTransaction,
  upTo: number,
): Promise<Result<InclusionPlace | null, ChainError>> {
  const { api } = connection
  for (let number = pending.validFrom.number + 1; number <= upTo; number++) {
    const found = await ask(
      connection,
      'block',
      async () => {
        const hash = await api.rpc.chain.getBlockHash(number)
        const { extrinsics } = (await api.rpc.chain.getBlock(hash)).block
        const extrinsicIndex = extrinsics.findIndex((extrinsic) => extrinsic.hash.toHex() === to0x(pending.hash))
        return extrinsicIndex === -1 ? null : { number, hash: from0x(hash.toHex()) as Hash32, extrinsicIndex }
      },
      number,
    )
    if (!found.ok || found.value !== null) return found
  }
  return ok(null)
}
