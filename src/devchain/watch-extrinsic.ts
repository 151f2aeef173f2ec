// `author_submitAndWatchExtrinsic` in place of Chopsticks' own, which says "ready" after a fixed delay, often when the block is there
// already: clients then never see "in block". It also holds up the chain for as long as it makes the block wait to be final.
import type { Block, Handler } from '@acala-network/chopsticks-core'
import type { TransactionValidityError } from '@polkadot/types/interfaces'
import type { Codec } from '@polkadot/types/types'
import type { HexString } from '@polkadot/util/types'
import { chopsticks } from './chopsticks.ts'
import type { Subscriptions } from './subscriptions.ts'

/** JSON-RPC codes of a refused extrinsic: one that can never be valid, and one whose validity is unknown. */
const invalid = 1010
const unknown = 1011

/** Submits an extrinsic and reports its life: ready, broadcast, in block, finalized, or what kept it out of the block. */
export const watchExtrinsic: Handler<[HexString], string> = async ({ chain }, [extrinsic], subscriptions) => {
  const { subscribe, unsubscribe, clientSatisfied } = subscriptions as Subscriptions // as `answerRequest` passes them
  const validity = await chain.validateExtrinsic(extrinsic)
  if (validity.isErr) throw refusalOf(validity.asErr)
  const { APPLY_EXTRINSIC_ERROR: failed } = chopsticks
  const id = chain.headState.subscribeHead((block) => onHead(block))
  const stop = (): void => {
    chain.headState.unsubscribeHead(id)
    chain.txPool.event.removeListener(failed, onFailure)
  }
  const notify = subscribe('author_extrinsicUpdate', id, stop)
  const onHead = async (block: Block): Promise<void> => {
    if (!(await block.extrinsics).includes(extrinsic)) return
    notify({ inBlock: block.hash })
    void finalize(block.hash) // the chain waits for what a head's listener waits for
  }
  // Final only when the client has looked at the block: told at once, clients drop what they were about to say of it.
  const finalize = async (hash: HexString): Promise<void> => {
    await clientSatisfied()
    notify({ finalized: hash })
    unsubscribe(id)
  }
  const onFailure = ([which, error]: readonly [HexString, Codec]): void => {
    if (which !== extrinsic) return
    notify(error.toJSON())
    unsubscribe(id)
  }
  chain.txPool.event.on(failed, onFailure)
  // After the answer with the subscription's id is out, and before a block can be.
  setImmediate(() => {
    notify({ ready: null })
    notify({ broadcast: [] })
    void chain.txPool.submitExtrinsic(extrinsic)
  })
  return id
}

const refusalOf = (error: TransactionValidityError): Error =>
  new chopsticks.ResponseError(error.isInvalid ? invalid : unknown, error.toString())
