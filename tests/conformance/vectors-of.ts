import { evaluate, type Vector } from './evaluate.ts'
import type { VectorFile } from './vector-case.ts'

/** The vectors of a file: each case with this implementation's answer. Throws at one that is not what its case says. */
export function vectorsOf({ kind, about, cases }: VectorFile): {
  readonly about: string
  readonly kind: string
  readonly vectors: readonly Vector[]
} {
  const vectors = cases.map(({ name, rules, input, says }): Vector => {
    const expected = evaluate(kind, input)
    if (!says(expected)) throw new Error(`${kind} "${name}" answers ${JSON.stringify(expected).slice(0, 2000)}`)
    return { name, rules, input, expected }
  })
  return { about, kind, vectors }
}
