// Who follows which route, and how far each was told. A follower that is up to date gets new envelopes from memory, in a frame that all of them
// share; one that is behind gets pages from the database, the next when it has taken the last.

import {
  ENVELOPE_LENGTH_BYTES,
  ENVELOPES_FRAME_BYTES,
  NO_EPOCH,
  relayFrameToBytes,
  type ClientFrame,
  type Envelope,
  type RestartReason,
  type RouteId,
} from '../sync/relay/index.ts'
import type { Added, EnvelopeStore } from './envelope-store.ts'
import type { HeadSigner } from './head-signer.ts'
import type { RelayDatabase } from './relay-database.ts'
import type { RelayMetrics } from './relay-metrics.ts'
import type { RouteState, RouteTable } from './route-table.ts'

/** A client, as far as this is concerned. */
export interface Follower {
  readonly send: (frame: Uint8Array) => void
  readonly hasRoom: () => boolean
}

/** Where a client wants to go on. */
export type Wish = Extract<ClientFrame, { readonly kind: 'subscribe' }>

/** Followers of routes. */
export interface FanOut {
  /** Begins to tell a client about a route; answers why it could not go on where the client stopped, if so. */
  readonly follow: (follower: Follower, wish: Wish) => RestartReason | null
  readonly isFollowing: (follower: Follower, route: RouteId) => boolean
  readonly routeCount: (follower: Follower) => number
  /** Routes that somebody follows. */
  readonly topicCount: () => number
  readonly leave: (follower: Follower) => void
  /** These are on disk. */
  readonly publish: (added: Added) => void
  /** The follower has taken something: whatever it is owed may go out. */
  readonly resume: (follower: Follower) => void
  /** Sends a head to a client whose envelopes were all here already. */
  readonly acknowledge: (follower: Follower, route: RouteId) => void
  /** Sends every head that is owed, now. */
  readonly flush: () => void
}

/** One client on one route. */
interface Following {
  readonly follower: Follower
  readonly topic: Topic
  /** The place to be sent next. */
  next: number
  owesHead: boolean
}

/** One route that somebody follows. */
interface Topic {
  readonly route: RouteState
  readonly followings: Set<Following>
  /** The frame of the last signed head, and what it covers. */
  head: { readonly count: number; readonly frame: Uint8Array } | null
  signedAt: number
  timer: NodeJS.Timeout | null
}

/** Live frames and pages are not longer, so that a slow line gets something often. */
const PAGE_BYTES = 262_144
/** Between two signatures on one route under load. */
const HEAD_INTERVAL_MS = 50

/** What a fan-out works with. */
export interface FanOutPorts {
  readonly store: EnvelopeStore
  readonly routes: RouteTable
  readonly database: Pick<RelayDatabase, 'epoch'>
  readonly heads: HeadSigner
  readonly metrics: RelayMetrics
}

/** A fan-out without followers. */
export function createFanOut({ store, routes, database, heads, metrics }: FanOutPorts): FanOut {
  const topics = new Map<RouteId, Topic>()
  const byFollower = new Map<Follower, Map<RouteId, Following>>()

  const topicOf = (id: RouteId): Topic => {
    const known = topics.get(id)
    if (known !== undefined) return known
    const topic: Topic = { route: routes.use(id), followings: new Set(), head: null, signedAt: 0, timer: null }
    topics.set(id, topic)
    return topic
  }

  const headFrame = (topic: Topic): Uint8Array => {
    const { head, id } = topic.route
    if (topic.head?.count !== head.count) topic.head = { count: head.count, frame: heads.frame(id, head) }
    return topic.head.frame
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

  const restart = (following: Following, reason: RestartReason): void => {
    const { route } = following.topic
    following.next = route.kept.count
    metrics.count('restarts', 1, reason)
    following.follower.send(relayFrameToBytes({ kind: 'restart', route: route.id, reason, ...route.kept }))
  }

  /** Heads are owed to all followers: sent at once when the last was a while ago, otherwise a little later, one for many commits. */
  const oweHeads = (topic: Topic): void => {
    for (const following of topic.followings) following.owesHead = true
    if (topic.timer !== null) return
    const wait = topic.signedAt + HEAD_INTERVAL_MS - performance.now()
    if (wait <= 0) return sendHeads(topic)
    topic.timer = setTimeout(() => sendHeads(topic), wait)
  }

  const sendHeads = (topic: Topic): void => {
    if (topic.timer !== null) clearTimeout(topic.timer)
    topic.timer = null
    topic.signedAt = performance.now()
    for (const following of topic.followings) pump(following)
  }

  const publish = ({ route, from, envelopes }: Added): void => {
    const { id } = route
    const topic = topics.get(id)
    if (topic === undefined) return
    let count = from
    for (const piece of pieces(envelopes)) {
      const bytes = piece.map((envelope) => envelope.bytes)
      const frame = relayFrameToBytes({ kind: 'envelopes', route: id, count, envelopes: bytes })
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
  }

  return {
    follow: (follower, wish) => {
      const followings = byFollower.get(follower) ?? new Map<RouteId, Following>()
      byFollower.set(follower, followings)
      const topic = topicOf(wish.route)
      const before = followings.get(wish.route)
      if (before !== undefined) topic.followings.delete(before)
      const following: Following = { follower, topic, next: wish.count, owesHead: false }
      followings.set(wish.route, following)
      topic.followings.add(following)
      const reason = restartReason(topic.route, wish)
      if (reason !== null) restart(following, reason)
      // The head first, so that the client sees how much is to come, and again when it has come.
      follower.send(headFrame(topic))
      following.owesHead = following.next < topic.route.head.count
      pump(following)
      return reason
    },
    isFollowing: (follower, route) => byFollower.get(follower)?.has(route) ?? false,
    routeCount: (follower) => byFollower.get(follower)?.size ?? 0,
    topicCount: () => topics.size,
    leave: (follower) => {
      for (const following of byFollower.get(follower)?.values() ?? []) {
        const { topic } = following
        topic.followings.delete(following)
        if (topic.followings.size > 0) continue
        if (topic.timer !== null) clearTimeout(topic.timer)
        topics.delete(topic.route.id)
        routes.release(topic.route.id)
      }
      byFollower.delete(follower)
    },
    publish,
    resume: (follower) => {
      for (const following of byFollower.get(follower)?.values() ?? []) {
        const isBehind = following.next < following.topic.route.head.count
        // A head that waits for its timer is not hurried by every frame that was taken.
        if (isBehind || (following.owesHead && following.topic.timer === null)) pump(following)
      }
    },
    acknowledge: (follower, route) => {
      const following = byFollower.get(follower)?.get(route)
      if (following === undefined) return
      following.owesHead = true
      pump(following)
    },
    flush: () => {
      for (const topic of topics.values()) sendHeads(topic)
    },
  }

  function restartReason(route: RouteState, { epoch, count, hash }: Wish): RestartReason | null {
    if (epoch !== database.epoch) {
      if (epoch !== NO_EPOCH || count > 0) return 'OtherEpoch'
      return route.kept.count === 0 ? null : 'Pruned'
    }
    if (count > route.head.count) return 'RolledBack'
    if (store.hashAt(route, count) !== hash) return 'OtherHistory'
    return count < route.kept.count ? 'Pruned' : null
  }
}

/** Envelopes in pieces that fit a frame. */
function pieces(envelopes: readonly Envelope[]): readonly (readonly Envelope[])[] {
  const found: Envelope[][] = []
  let bytes = PAGE_BYTES
  for (const envelope of envelopes) {
    const size = envelope.bytes.length + ENVELOPE_LENGTH_BYTES
    if (bytes + size > PAGE_BYTES) {
      found.push([])
      bytes = ENVELOPES_FRAME_BYTES
    }
    found.at(-1)?.push(envelope)
    bytes += size
  }
  return found
}
