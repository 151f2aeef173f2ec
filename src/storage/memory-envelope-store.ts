import { compareIds, err, type Hex, ok, type PotId } from '../domain/index.ts'
import type { EnvelopeStore, KeptEnvelope, KeptWarning, RelayMemory, RelayStep, Warned } from './envelope-store.ts'

/** What is kept of one pot. */
interface Route {
  readonly envelopes: Map<Hex<'EnvelopeId'>, KeptEnvelope>
  readonly relays: Map<string, { known: RelayMemory; readonly holds: Set<Hex<'EnvelopeId'>> }>
  readonly warned: Map<string, readonly KeptWarning[]>
}

/** An EnvelopeStore that forgets everything with the process. */
export function createMemoryEnvelopeStore(): EnvelopeStore {
  const routes = new Map<PotId, Route>()
  const routeOf = (pot: PotId): Route => {
    const route = routes.get(pot) ?? { envelopes: new Map(), relays: new Map(), warned: new Map() }
    routes.set(pot, route)
    return route
  }
  return {
    read: async (pot) => {
      const { envelopes, relays, warned } = routeOf(pot)
      return ok({
        envelopes: [...envelopes.values()].sort(compareEnvelopes),
        relays: [...relays]
          .map(([relay, { known, holds }]) => ({ relay, known, holds: [...holds].sort(compareIds) }))
          .sort((a, b) => compareIds(a.relay, b.relay)),
        warned: warnedOf(warned),
      })
    },
    warned: async (pot) => ok(warnedOf(routeOf(pot).warned)),
    append: async (pot, envelopes, step, warned = []) => {
      const route = routeOf(pot)
      for (const envelope of envelopes) add(route, envelope)
      if (step) take(route, step)
      warn(route, warned)
      return ok(undefined)
    },
    appendOwn: async (pot, envelopes) => {
      const [first] = envelopes
      if (first === undefined) return ok(undefined)
      const route = routeOf(pot)
      const { device } = first
      const places = [...route.envelopes.values()].filter((kept) => kept.device === device)
      const sequence = Math.max(-1, ...places.map((kept) => kept.sequence))
      if (sequence >= first.sequence) return err({ type: 'SequenceTaken', device, sequence })
      for (const envelope of envelopes) add(route, envelope)
      return ok(undefined)
    },
    remove: async (pot) => {
      routes.delete(pot)
      return ok(undefined)
    },
    forget: async (pot, relay) => {
      const route = routeOf(pot)
      route.relays.delete(relay)
      route.warned.delete(relay)
      return ok(undefined)
    },
  }
}

function add({ envelopes }: Route, envelope: KeptEnvelope): void {
  const kept = envelopes.get(envelope.id)
  if (kept === undefined || kept.event === null)
    envelopes.set(envelope.id, { ...(kept ?? envelope), event: envelope.event })
}

function take({ relays }: Route, { relay, known, holds, startsOver }: RelayStep): void {
  const before = startsOver ? [] : (relays.get(relay)?.holds ?? [])
  relays.set(relay, { known, holds: new Set([...before, ...holds]) })
}

function warn(route: Route, warned: readonly Warned[]): void {
  for (const { about, warnings } of warned)
    if (warnings.length > 0) route.warned.set(about, warnings)
    else route.warned.delete(about)
}

function warnedOf(warned: Route['warned']): readonly Warned[] {
  return [...warned].map(([about, warnings]) => ({ about, warnings })).sort((a, b) => compareIds(a.about, b.about))
}

function compareEnvelopes(a: KeptEnvelope, b: KeptEnvelope): number {
  return compareIds(a.device, b.device) || a.sequence - b.sequence || compareIds(a.id, b.id)
}
