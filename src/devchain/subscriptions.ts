import type { SubscriptionManager } from '@acala-network/chopsticks-core'

/** The subscriptions of one connection, as Chopsticks' handlers use them. */
export type Subscriptions = SubscriptionManager & {
  readonly cancelAll: () => void
  /** Resolves when the client has looked at what it was told last. */
  readonly clientSatisfied: () => Promise<void>
}

/** No subscriptions yet; notifications go out through `send`. */
export function createSubscriptions(
  send: (message: unknown) => void,
  clientSatisfied: () => Promise<void>,
): Subscriptions {
  const cancelById = new Map<string, () => void>()
  const cancel = (id: string): void => {
    cancelById.get(id)?.()
    cancelById.delete(id)
  }
  return {
    subscribe: (method, subscription, onCancel = () => {}) => {
      cancelById.set(subscription, onCancel)
      return (result: unknown) => {
        if (cancelById.has(subscription)) send({ jsonrpc: '2.0', method, params: { result, subscription } })
      }
    },
    unsubscribe: cancel,
    clientSatisfied,
    cancelAll: () => {
      for (const id of cancelById.keys()) cancel(id)
    },
  }
}
