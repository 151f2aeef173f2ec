import { err, ok, type Result } from '../domain/index.ts'
import type { BlockHeader } from './block-ref.ts'
import type { BlockReader } from './chain-port.ts'
import type { FollowError } from './follow-error.ts'

/** Finalized heads one at a time, as the reader comes to them. */
export type FinalizedHeads = {
  /** The next head, or why there are no more. */
  readonly next: () => Promise<Result<BlockHeader, FollowError>>
  /** Ends them with an error of the reader's own. */
  readonly end: (why: FollowError) => void
  readonly close: () => void
}

/** Subscribes; heads that come while one is being worked on are skipped but for the newest. After an error only the error comes. */
export function finalizedHeads(port: Pick<BlockReader, 'followFinalized'>): FinalizedHeads {
  let news: Result<BlockHeader, FollowError> | null = null
  let wake = Promise.withResolvers<void>()
  const hear = (heard: Result<BlockHeader, FollowError>): void => {
    if (news === null || news.ok) news = heard
    wake.resolve()
  }
  const unsubscribe = port.followFinalized({
    onHead: (header) => hear(ok(header)),
    onLost: (error) => hear(err(error)),
  })
  const next = async (): Promise<Result<BlockHeader, FollowError>> => {
    await wake.promise
    const heard = news as Result<BlockHeader, FollowError>
    // An error stays, and whoever asks again hears it again.
    if (heard.ok) {
      news = null
      wake = Promise.withResolvers<void>()
    }
    return heard
  }
  return { next, end: (why) => hear(err(why)), close: unsubscribe }
}
