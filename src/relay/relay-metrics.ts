/** What a relay counts, in Prometheus' text format. */
export interface RelayMetrics {
  /** Adds to a counter. Labels are a fixed set of words, never something a client chose. */
  readonly count: (name: CounterName, by?: number, label?: string) => void
  /** Notes how long something took. */
  readonly time: (name: TimerName, ms: number) => void
  readonly value: (name: CounterName, label?: string) => number
  /** All of it, with the gauges as they are now. */
  readonly text: (gauges: Readonly<Record<string, readonly [number, string]>>) => string
}

const COUNTERS = {
  envelopes_stored: 'Envelopes written to disk.',
  envelopes_duplicate: 'Envelopes that were here already.',
  envelopes_refused: 'Envelopes that were not taken, by reason.',
  envelopes_sent: 'Envelopes handed to clients, live or catching up.',
  envelopes_pruned: 'Envelopes whose bytes were deleted because of their age.',
  forks: 'Envelopes whose device had signed another one with the same sequence.',
  bytes_in: 'Bytes of frames from clients.',
  bytes_out: 'Bytes of frames to clients.',
  commits: 'Transactions.',
  commit_failures: 'Transactions that failed.',
  connections: 'Connections that were opened.',
  connections_refused: 'Connections that were not allowed, by reason.',
  clients_cut: 'Clients that were disconnected, by reason.',
  clients_throttled: 'Times a client was read no further for a while because of its rate.',
  restarts: 'Subscriptions that could not go on where the client stopped, by reason.',
  heads_signed: 'Acknowledgements signed.',
  blobs_stored: 'Blobs written to disk.',
  blobs_sent: 'Blobs handed out.',
  blobs_refused: 'Blobs that were not taken, by reason.',
  blobs_pruned: 'Blobs deleted because of their age.',
} as const
/** A counter. */
export type CounterName = keyof typeof COUNTERS

const TIMERS = {
  commit_seconds: 'One transaction, from its beginning until it is on disk.',
  store_seconds: 'One frame of envelopes, from its arrival until it is on disk.',
} as const
/** A histogram of durations. */
export type TimerName = keyof typeof TIMERS

const BUCKETS_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000] as const
const PREFIX = 'quits_relay'

/** Metrics that are all zero. */
export function createRelayMetrics(): RelayMetrics {
  const counters = new Map<CounterName, Map<string, number>>()
  for (const name of Object.keys(COUNTERS) as CounterName[]) counters.set(name, new Map())
  const timers = new Map<TimerName, { readonly below: number[]; count: number; sumMs: number }>()
  for (const name of Object.keys(TIMERS) as TimerName[])
    timers.set(name, { below: BUCKETS_MS.map(() => 0), count: 0, sumMs: 0 })

  return {
    count: (name, by = 1, label = '') => {
      const values = counters.get(name) as Map<string, number>
      values.set(label, (values.get(label) ?? 0) + by)
    },
    time: (name, ms) => {
      const timer = timers.get(name) as { readonly below: number[]; count: number; sumMs: number }
      timer.count += 1
      timer.sumMs += ms
      for (const [index, bound] of BUCKETS_MS.entries())
        if (ms <= bound) timer.below[index] = (timer.below[index] as number) + 1
    },
    value: (name, label = '') => counters.get(name)?.get(label) ?? 0,
    text: (gauges) => {
      const lines: string[] = []
      const say = (name: string, kind: string, help: string, samples: readonly string[]): void => {
        lines.push(`# HELP ${PREFIX}_${name} ${help}`, `# TYPE ${PREFIX}_${name} ${kind}`)
        for (const sample of samples) lines.push(`${PREFIX}_${sample}`)
      }
      for (const [name, [value, help]] of Object.entries(gauges)) say(name, 'gauge', help, [`${name} ${value}`])
      for (const [name, values] of counters) {
        const samples = [...values].map(
          ([label, value]) => `${name}_total${label === '' ? '' : `{reason="${label}"}`} ${value}`,
        )
        say(`${name}_total`, 'counter', COUNTERS[name], samples.length === 0 ? [`${name}_total 0`] : samples)
      }
      for (const [name, { below, count, sumMs }] of timers) {
        const buckets = BUCKETS_MS.map((bound, index) => `${name}_bucket{le="${bound / 1000}"} ${below[index]}`)
        const ends = [`${name}_bucket{le="+Inf"} ${count}`, `${name}_sum ${sumMs / 1000}`, `${name}_count ${count}`]
        say(name, 'histogram', TIMERS[name], [...buckets, ...ends])
      }
      return `${lines.join('\n')}\n`
    },
  }
}
