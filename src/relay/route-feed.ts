// How far each follower of a route was told, and what it is told next. A follower that is up to date gets new envelopes from memory, in a frame that
// all of them share; one that is behind gets pages from the database, the next when it has taken the last. Heads are signed for many commits at once.

import { relayFrameToBytes, type RestartReason } from '../sync/relay/index.ts'
import { envelopePieces } from './envelope-pieces.ts'
import type { Added, EnvelopeStore } from './envelope-store.ts'
import type { HeadSigner } from './head-signer.ts'
import type { RelayMetrics } from './relay-metrics.ts'
import type { RouteState } from './route-table.ts'

/** A client, as far as this is concerned. */
export interface Follower {
  readonly send: (frame: Uint8Array) => void
  readonly hasRoom: () => boolean
}

/** One client on one route. */
export interface Following {
  readonly follower: Follower
  readonly topic: Topic
  /** The place to be sent next. */
  next: number
  owesHead: boolean
}

/** One route that somebody follows. */
export interface Topic {
  readonly route: RouteState
  readonly followings: Set<Following>
  /** The frame of the last signed head, and what it covers. */
  head: { readonly count: number; readonly frame: Uint8Array } | null
  signedAt: number
  timer: NodeJS.Timeout | null
}

/** What followers are told. */
export interface RouteFeed {
  /** Tells a follower from its place on; with a reason, why it cannot go on there. */
  readonly begin: (following: Following, reason: RestartReason | null) => void
  /** These are on disk. */
  readonly publish: (topic: Topic, added: Pick<Added, 'from' | 'envelopes'>) => void
  /** Sends what one follower is owed, if it has room now. */
  readonly resume: (following: Following) => void
  /** A head is owed to one follower. */
  readonly oweHead: (following: Following) => void
  /** Sends every head that is owed, now. */
  readonly sendHeads: (topic: Topic) => void
}

/** What a feed works with. */
export interface FeedPorts {
  readonly store: EnvelopeStore
  readonly heads: HeadSigner
  readonly metrics: RelayMetrics
}

/** Live frames and pages are not longer, so that a slow line gets something often. */
const PAGE_BYTES = 262_144
/** Between two signatures on one route under load. */
const HEAD_INTERVAL_MS = 50

/** Tells followers from a store. */
export function createRouteFeed({ store, heads, metrics }: FeedPorts): RouteFeed {
  const headFrame = (topic: Topic): Uint8Array => {
    const { head, id } = topic.route
    if (topic.head?.count !== head.count) topic.head = { count: head.count, frame: heads.frame(id, head) }
    return topic.head.frame
  }
  const restart = (following: Following, reason: RestartReason): void => {
    const { route } = following.topic
    following.next = route.kept.count
    metrics.count('restarts', 1, reason)
    following.follower.send(relayFrameToBytes({ kind: 'restart', route: route.id, reason, ...route.kept }))
  }
  /** Sends what one client is owed of one route, as far as there is room: a page, or else the head. */
  const pump = (following: Following): void => {
    const { follower, topic } = following
    if (!follower.hasRoom()) return
    // Pruned meanwhile: the gap is named to the client.
    if (following.next < topic.route.kept.count) restart(following, 'Pruned')
    if (following.next < topic.route.head.count) {
      const count = following.next
      const envelopes = store.page(topic.route, count, PAGE_BYTES)
      following.next += envelopes.length
      metrics.count('envelopes_sent', envelopes.length)
      return follower.send(relayFrameToBytes({ kind: 'envelopes', route: topic.route.id, count, envelopes }))
    }
    if (following.owesHead) {
      following.owesHead = false
      follower.send(headFrame(topic))
    }
  }
  const sendHeads = (topic: Topic): void => {
    if (topic.timer !== null) clearTimeout(topic.timer)
    topic.timer = null
    topic.signedAt = performance.now()
    for (const following of topic.followings) pump(following)
  }
  /** Heads are owed to all followers: sent at once when the last was a while ago, otherwise a little later, one for many commits. */
  const oweHeads = (topic: Topic): void => {
    for (const following of topic.followings) following.owesHead = true
    if (topic.timer !== null) return
    const wait = topic.signedAt + HEAD_INTERVAL_MS - performance.now()
    if (wait <= 0) return sendHeads(topic)
    topic.timer = setTimeout(() => sendHeads(topic), wait)
  }

  return {
    begin: (following, reason) => {
      const { follower, topic } = following
      if (reason !== null) restart(following, reason)
      // The head first, so that the client sees how much is to come, and again when it has come.
      follower.send(headFrame(topic))
      following.owesHead = following.next < topic.route.head.count
      pump(following)
    },
    publish: (topic, { from, envelopes }) => {
      let count = from
      for (const piece of envelopePieces(envelopes, PAGE_BYTES)) {
        const bytes = piece.map((envelope) => envelope.bytes)
        const frame = relayFrameToBytes({ kind: 'envelopes', route: topic.route.id, count, envelopes: bytes })
        const next = count + piece.length
        for (const following of topic.followings) {
          // Who is behind, or has no room, gets them from the database later.
          if (following.next !== count || !following.follower.hasRoom()) continue
          following.next = next
          metrics.count('envelopes_sent', piece.length)
          following.follower.send(frame)
        }
        count = next
      }
      oweHeads(topic)
    },
    resume: (following) => {
      const { topic } = following
      const isBehind = following.next < topic.route.head.count
      // A head that waits for its timer is not hurried by every frame that was taken.
      if (isBehind || (following.owesHead && topic.timer === null)) pump(following)
    },
    oweHead: (following) => {
      following.owesHead = true
      pump(following)
    },
    sendHeads,
  }
}
