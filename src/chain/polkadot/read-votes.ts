import type { H160, Hash32, Result, VoteKey } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'
import { ask, type Connection } from './connection.ts'
import { fieldsOf, h160sOf, hexOf } from './decoded.ts'
import { readView, stateAt } from './read-contract.ts'

/** What the contract stores for a member that has not voted since the roster began. */
const NO_VOTE = '0'.repeat(40)

/** The latest vote of each current member at a block. */
export async function readVotes(
  connection: Connection,
  contract: H160,
  group: Hash32,
  block: Hash32,
): Promise<Result<ReadonlyMap<H160, VoteKey>, ChainError>> {
  return ask(
    connection,
    'member',
    async () => {
      const at = await stateAt(connection, block)
      const members = h160sOf(await readView(at, contract, { kind: 'members', group }))
      const votes = await Promise.all(
        members.map(async (account) => {
          const view = fieldsOf(await readView(at, contract, { kind: 'member', group, account }))
          return [account, hexOf(view['vote'], 20) as VoteKey] as const
        }),
      )
      return new Map(votes.filter(([, vote]) => vote !== NO_VOTE))
    },
    block,
  )
}
