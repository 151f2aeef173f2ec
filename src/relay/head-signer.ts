import {
  relayHeadMessage,
  relayFrameToBytes,
  type RelayEpoch,
  type RelayPosition,
  type RouteId,
} from '../sync/relay/index.ts'
import type { RelaySigner } from './relay-key.ts'
import type { RelayMetrics } from './relay-metrics.ts'

/** Signs where a route stands. Only what is on disk may come here. */
export interface HeadSigner {
  /** The frame that acknowledges everything before this position. */
  readonly frame: (route: RouteId, position: RelayPosition) => Uint8Array
}

/** A signer of heads. */
export function createHeadSigner(signer: RelaySigner, epoch: RelayEpoch, metrics: RelayMetrics): HeadSigner {
  return {
    frame: (route, position) => {
      metrics.count('heads_signed')
      const signature = signer.sign(relayHeadMessage(epoch, { route, ...position }))
      return relayFrameToBytes({ kind: 'head', route, ...position, signature })
    },
  }
}
