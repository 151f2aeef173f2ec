// fast-check as the mutant runs see it. Whether a property fails is all that matters there, and it must be the same on every
// run: few tries, always the same ones, no shrinking. A property with a seed of its own keeps its number of tries.
import * as fc from 'fast-check'

export * from 'fast-check'

const TRIES = 50

export const assert = <T>(property: fc.IAsyncProperty<T> | fc.IProperty<T>, wanted: fc.Parameters<T> = {}): unknown => {
  const tries = wanted.numRuns ?? 100
  const numRuns = wanted.seed === undefined ? Math.min(tries, TRIES) : tries
  return fc.assert(property as fc.IProperty<T>, { seed: 1, ...wanted, numRuns, endOnFailure: true })
}

// Its stand-in has a default export as the package has one.
export default { ...fc, assert }
