import type { Json, VectorKind } from './evaluate.ts'

/** A case from which a vector is built. `says`: what the author expects of the answer, so that a vector is more than a copy of what the code does. */
export interface VectorCase {
  readonly name: string
  readonly rules: readonly string[]
  readonly input: { readonly [key: string]: Json }
  readonly says: (answer: Json) => boolean
}

/** The cases of one file of vectors. */
export interface VectorFile {
  readonly kind: VectorKind
  readonly about: string
  readonly cases: readonly VectorCase[]
}

/** Expects exactly this answer. */
export function exactly(expected: Json): VectorCase['says'] {
  return (answer) => JSON.stringify(answer) === JSON.stringify(expected)
}

/** Expects a refusal with these facts, at any depth of nested errors. */
export function refusedWith(facts: { readonly [key: string]: Json }): VectorCase['says'] {
  const holds = (value: Json): boolean => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const fields = value as { readonly [key: string]: Json }
    if (Object.entries(facts).every(([name, each]) => JSON.stringify(fields[name]) === JSON.stringify(each)))
      return true
    return Object.values(fields).some(holds)
  }
  return (answer) => typeof answer === 'object' && answer !== null && 'refused' in answer && holds(answer)
}
