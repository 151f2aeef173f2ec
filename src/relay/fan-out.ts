// Who follows which route. What a follower is told of it, and when, is the feed's (route-feed.ts).

import { NO_EPOCH, type ClientFrame, type RestartReason, type RouteId } from '../sync/relay/index.ts'
import type { Added } from './envelope-store.ts'
import type { RelayDatabase } from './relay-database.ts'
import { createRouteFeed, type FeedPorts, type Follower, type Following, type Topic } from './route-feed.ts'
import type { RouteState, RouteTable } from './route-table.ts'

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

/** What a fan-out works with. */
export interface FanOutPorts extends FeedPorts {
  readonly routes: RouteTable
  readonly database: Pick<RelayDatabase, 'epoch'>
}

/** A fan-out without followers. */
export function createFanOut(ports: FanOutPorts): FanOut {
  const { store, routes, database } = ports
  const feed = createRouteFeed(ports)
  const topics = new Map<RouteId, Topic>()
  const byFollower = new Map<Follower, Map<RouteId, Following>>()

  const topicOf = (id: RouteId): Topic => {
    const known = topics.get(id)
    if (known !== undefined) return known
    const topic: Topic = { route: routes.use(id), followings: new Set(), head: null, signedAt: 0, timer: null }
    topics.set(id, topic)
    return topic
  }
  const restartReason = (route: RouteState, { epoch, count, hash }: Wish): RestartReason | null => {
    if (epoch !== database.epoch) {
      if (epoch !== NO_EPOCH || count > 0) return 'OtherEpoch'
      return route.kept.count === 0 ? null : 'Pruned'
    }
    if (count > route.head.count) return 'RolledBack'
    if (store.hashAt(route, count) !== hash) return 'OtherHistory'
    return count < route.kept.count ? 'Pruned' : null
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
      feed.begin(following, reason)
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
    publish: (added) => {
      const topic = topics.get(added.route.id)
      if (topic !== undefined) feed.publish(topic, added)
    },
    resume: (follower) => {
      for (const following of byFollower.get(follower)?.values() ?? []) feed.resume(following)
    },
    acknowledge: (follower, route) => {
      const following = byFollower.get(follower)?.get(route)
      if (following !== undefined) feed.oweHead(following)
    },
    flush: () => {
      for (const topic of topics.values()) feed.sendHeads(topic)
    },
  }
}
