// Which tests a file's mutants must fail. Not all of them: a mutant that only a distant test notices is a gap beside it, and one that
// nothing notices would cost a run of everything.

/** A test file's path and text. */
export interface TestFile {
  readonly path: string
  readonly text: string
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
const firstWord = (path: string): string => /^[a-z0-9]+?(?=s?[-.])/.exec(nameOf(path))?.[0] ?? ''

const ofSingleFiles = /^tests\/domain\/(bytes|numbers)\//
/** Vectors of the whole domain, quick to run. */
const conformance = 'tests/conformance/'

/**
 * The test files for `source`, the nearest first: those that share the first word of its name, then those that import it, then the
 * conformance vectors, then, unless the nearest is a test of single files, the tests that go through the face of its layer.
 */
export const nearTests = (source: string, tests: readonly TestFile[]): readonly string[] => {
  const layer = /^src\/(?<layer>\w+)\//.exec(source)?.groups?.['layer'] ?? ''
  const ofLayer = tests.filter(({ path }) => path.startsWith(`tests/${layer}/`))
  const own = ofLayer.filter(({ path }) => firstWord(path) === firstWord(source))
  const importing = ofLayer.filter(
    (test) => !own.includes(test) && test.text.includes(`${source.slice('src/'.length)}'`),
  )
  const near = [...own, ...importing]
  const vectors = layer === 'domain' ? tests.filter(({ path }) => path.startsWith(conformance)) : []
  const [nearest] = near
  const isSingle = nearest !== undefined && ofSingleFiles.test(nearest.path)
  const others = ofLayer.filter((test) => !isSingle && !near.includes(test) && !ofSingleFiles.test(test.path))
  return [...near, ...vectors, ...others].map(({ path }) => path)
}

/** The tests for several files that have the same ones, each as near as it is to the file that it is nearest to. */
export const mergeNear = (lists: readonly (readonly string[])[]): readonly string[] => {
  const rank = (path: string): number => Math.min(...lists.map((list) => list.indexOf(path)))
  return (lists[0] ?? []).toSorted((a, b) => rank(a) - rank(b))
}
