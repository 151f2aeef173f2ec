import type { IncomingMessage } from 'node:http'
import { isOriginAllowed } from './answer.ts'
import type { RelayConfig } from './relay-config.ts'

/** Where clients connect. */
export const SOCKET_PATH = '/v1'

/** Why a connection is not let in, with the HTTP status that says so. */
export type GateRefusal = readonly [status: number, reason: string]

/** Who may connect, by address and number. */
export interface Gate {
  readonly addressOf: (request: IncomingMessage) => string
  readonly refusal: (request: IncomingMessage) => GateRefusal | null
  /** Somebody came in; the answer is called when they have gone. */
  readonly enter: (address: string) => () => void
  readonly close: () => void
}

/** An open gate. */
export function createGate(config: RelayConfig): Gate {
  const { connections, connectionsPerAddress } = config.limits
  const inside = new Map<string, number>()
  let count = 0
  let isClosed = false

  const addressOf = (request: IncomingMessage): string => {
    const forwarded = request.headers['x-forwarded-for']
    // The last one is what our own proxy saw; those before it are hearsay.
    const last = config.behindProxy && typeof forwarded === 'string' ? forwarded.split(',').at(-1)?.trim() : undefined
    return last || (request.socket.remoteAddress ?? 'unknown')
  }

  return {
    addressOf,
    refusal: (request) => {
      if (request.url !== SOCKET_PATH) return [404, 'Path']
      if (isClosed) return [503, 'Stopping']
      if (!isOriginAllowed(request, config)) return [403, 'Origin']
      if (count >= connections) return [503, 'TooManyConnections']
      return (inside.get(addressOf(request)) ?? 0) >= connectionsPerAddress ? [429, 'TooManyOfAddress'] : null
    },
    enter: (address) => {
      count += 1
      inside.set(address, (inside.get(address) ?? 0) + 1)
      return () => {
        count -= 1
        const left = (inside.get(address) ?? 1) - 1
        if (left === 0) inside.delete(address)
        else inside.set(address, left)
      }
    },
    close: () => {
      isClosed = true
    },
  }
}
