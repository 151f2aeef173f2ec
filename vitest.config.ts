import vue from '@vitejs/plugin-vue'
import { configDefaults, defineConfig } from 'vitest/config'

// Suites that boot a chain: minutes instead of seconds, one file at a time.
const withChain = ['tests/{chain,devchain}/**/*.test.ts', 'tests/**/*.chain.test.ts']
const notHere = [...configDefaults.exclude, 'tests/e2e/**', '**/fixtures/**']

export default defineConfig({
  test: {
    coverage: {
      provider: 'v8',
      include: ['src/{domain,log}/**/*.ts'],
      reporter: ['text', 'html', 'json'],
      thresholds: { branches: 100 },
    },
    projects: [
      {
        plugins: [vue()],
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...notHere, ...withChain],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'chain',
          include: withChain,
          exclude: notHere,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
