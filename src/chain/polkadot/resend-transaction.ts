import { ok, type Result } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'
import type { PendingTransaction } from '../transaction.ts'
import { ask, type Connection } from './connection.ts'

/** Hands the node the signed bytes of a transaction again. A node that holds or knows them says no, which tells nothing and is no error. */
export async function resendTransaction(
  connection: Connection,
  { extrinsic }: PendingTransaction,
): Promise<Result<null, ChainError>> {
  const sent = await ask(connection, 'sending again', () =>
    connection.provider.send<string>('author_submitExtrinsic', [extrinsic]),
  )
  return !sent.ok && sent.error.type === 'Disconnected' ? sent : ok(null)
}
