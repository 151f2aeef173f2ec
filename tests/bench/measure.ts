/** One line of the table. */
export interface Measured {
  readonly what: string
  readonly ms: number
  /** A peer or a floor measured in the same run, and what it is. */
  readonly beside: { readonly what: string; readonly ms: number } | null
}

/** Milliseconds that `work` takes: the median of `runs` after one warm-up. */
export async function medianMs(runs: number, work: () => unknown): Promise<number> {
  await work()
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times.toSorted((a, b) => a - b)[times.length >> 1] as number
}

/** The table as text. */
export function table(rows: readonly Measured[]): string {
  const line = ({ what, ms, beside }: Measured): string =>
    `| ${what} | ${format(ms)} | ${beside ? `${beside.what}: ${format(beside.ms)}` : ''} |`
  return ['| what | ms | beside it, in the same run |', '| --- | --- | --- |', ...rows.map(line)].join('\n')
}

function format(ms: number): string {
  return ms >= 100 ? ms.toFixed(0) : ms >= 1 ? ms.toFixed(1) : ms.toFixed(3)
}
