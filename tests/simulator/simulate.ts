import { act } from './act.ts'
import { beginningOf } from './cast.ts'
import { createDevice, type Device } from './device.ts'
import { heal } from './heal.ts'
import { faultsOf } from './judge.ts'
import { type Plan } from './plan.ts'
import { createSimRelay } from './relay.ts'
import type { World } from './world.ts'

/** What came of a run: nothing, or what did not hold. Numbers for the curious. */
export interface Outcome {
  readonly faults: readonly string[]
  readonly events: number
  readonly plants: number
  /** What honest devices noticed, by kind, sorted. */
  readonly noticed: readonly string[]
}

/** Carries out a plan from beginning to end. The same plan gives the same outcome. */
export async function simulate(plan: Plan): Promise<Outcome> {
  const beginning = await beginningOf(plan.devices)
  const devices: Device[] = []
  for (const [index, person] of beginning.people.entries()) {
    const isHostile = plan.isHostile && index === plan.devices - 1
    // Every third device has two tabs; some begin with what was there when they joined and learn the rest.
    const tabs = (plan.seed + index) % 3 === 0 && !isHostile ? 2 : 1
    const joined = beginning.events.findLastIndex(({ event }) => event.device === person.signer.device)
    const knows = (plan.seed + index) % 5 === 4 ? beginning.events.slice(0, joined + 1) : beginning.events
    devices.push(await createDevice(index, person, isHostile, tabs, beginning.pot, knows))
  }
  const relays = Array.from({ length: plan.relays }, (_, index) =>
    createSimRelay(index === 0 ? 'honest relay' : 'hostile relay', 200 + index, index > 0, beginning.route),
  )
  const world: World = {
    beginning,
    devices,
    relays,
    packets: [],
    groups: new Map(),
    findings: new Map(),
    plants: [],
    faults: [],
    envelopes: new Map(),
    time: 0,
    sessions: 0,
  }
  try {
    for (const step of plan.steps) await act(world, plan, step)
    await heal(world)
    const events = devices[0]?.tabs[0]?.replica.events.size ?? 0
    return { faults: faultsOf(world, plan), events, plants: world.plants.length, noticed: kindsNoticed(world) }
  } catch (error) {
    return {
      faults: [`thrown: ${error instanceof Error ? error.message : String(error)}`],
      events: 0,
      plants: 0,
      noticed: [],
    }
  }
}

function kindsNoticed({ devices, findings }: World): readonly string[] {
  const honest = devices.filter(({ isHostile }) => !isHostile)
  const kinds = honest.flatMap((device) =>
    [...(findings.get(device) ?? [])].map((finding) => finding.split(' ')[0] ?? ''),
  )
  return [...new Set(kinds)].sort((a, b) => (a < b ? -1 : 1))
}
