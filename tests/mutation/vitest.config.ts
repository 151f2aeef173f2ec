// The tests of a mutant run: those in QUITS_MUTANT_TESTS, in this order.
import { fileURLToPath } from 'node:url'
import type { TestSequencer, TestSpecification } from 'vitest/node'
import { defineConfig } from 'vitest/config'

const bounded = fileURLToPath(new URL('bounded-fast-check.ts', import.meta.url))
const tests = (process.env['QUITS_MUTANT_TESTS'] ?? 'tests/{domain,log}/**/*.test.ts').split(':')

/** A mutant is done with at the first failure, so the order matters. */
class InGivenOrder implements TestSequencer {
  shard(files: TestSpecification[]): TestSpecification[] {
    return files
  }

  sort(files: TestSpecification[]): TestSpecification[] {
    const rank = ({ moduleId }: TestSpecification): number => tests.findIndex((path) => moduleId.endsWith(path))
    return files.toSorted((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  cacheDir: '.vite',
  plugins: [
    {
      name: 'bounded-fast-check',
      enforce: 'pre',
      resolveId: (source, importer) => (source === 'fast-check' && importer !== bounded ? bounded : undefined),
    },
  ],
  test: {
    include: tests,
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { sequencer: InGivenOrder },
  },
})
