import { ok, type Result } from '../../domain/index.ts'
import type { StorageError } from '../../storage/index.ts'
import { startRelayLine, type RelayLine, type RelayLinePorts } from './relay-line.ts'

/** The lines of a route to all of its relays. */
export interface RouteLines {
  /** Those that are open by now. */
  readonly all: () => readonly RelayLine[]
  /** Opens one to each relay, one after the other. */
  readonly open: () => Promise<Result<void, StorageError>>
  /** Resolves when a relay has been read to its end, none can be reached, or they are closed. */
  readonly looked: Promise<void>
  readonly close: () => Promise<void>
}

/** What a route's lines work with. */
export interface RouteLinesPorts extends Omit<RelayLinePorts, 'onChange'> {
  /** A relay has been read to its end, for the first time since it was away. */
  readonly onRead: () => void
  readonly onChange: () => void
}

/** Lines to these relays, none of which is open yet. */
export function createRouteLines(relays: readonly string[], ports: RouteLinesPorts): RouteLines {
  const lines: RelayLine[] = []
  const wasRead = new Set<RelayLine>()
  const looked = Promise.withResolvers<void>()

  const onChange = (line: RelayLine): void => {
    const { status } = line.state()
    if (status.isRead && !wasRead.has(line)) {
      wasRead.add(line)
      looked.resolve()
      ports.onRead()
    } else if (!status.isRead && status.connection !== 'online') {
      wasRead.delete(line)
      // Nobody can be asked: that is no reason to keep a person from writing.
      if (lines.length === relays.length && lines.every(isAway)) looked.resolve()
    }
    ports.onChange()
  }
  return {
    all: () => lines,
    open: async () => {
      for (const relay of relays) {
        const line = await startRelayLine(relay, { ...ports, onChange })
        if (!line.ok) return line
        lines.push(line.value)
      }
      return ok(undefined)
    },
    looked: looked.promise,
    close: async () => {
      looked.resolve()
      await Promise.all(lines.map((line) => line.close()))
    },
  }
}

function isAway(line: RelayLine): boolean {
  return line.state().status.connection === 'waiting'
}
