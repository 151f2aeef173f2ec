import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createClientActivity } from '../../src/devchain/client-activity.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const watch = (satisfied: Promise<void>): { readonly isOver: () => boolean } => {
  const over = vi.fn<() => void>()
  void satisfied.finally(over)
  return { isOver: () => over.mock.calls.length > 0 }
}
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

test('a client that asks nothing is waited for 50 ms', async () => {
  const { isOver } = watch(createClientActivity().satisfied())
  await pass(49)
  expect(isOver()).toBe(false)
  await pass(1)
  expect(isOver()).toBe(true)
})

test('a client that asks is waited for until 10 ms after its last answer', async () => {
  const activity = createClientActivity()
  const { isOver } = watch(activity.satisfied())
  const first = Promise.withResolvers<string>()
  const asked = activity.during(first.promise)
  await pass(100)
  expect(isOver()).toBe(false)
  first.resolve('answer')
  expect(await asked).toBe('answer')
  await pass(9)
  await activity.during(Promise.resolve())
  await pass(9)
  expect(isOver()).toBe(false)
  await pass(1)
  expect(isOver()).toBe(true)
})

test('a client that never has its answer does not hold up the chain', async () => {
  const activity = createClientActivity()
  const { isOver } = watch(activity.satisfied())
  void activity.during(new Promise(() => {}))
  await pass(499)
  expect(isOver()).toBe(false)
  await pass(1)
  expect(isOver()).toBe(true)
})

test('a question that fails is answered too', async () => {
  const activity = createClientActivity()
  const { isOver } = watch(activity.satisfied())
  await expect(activity.during(Promise.reject(new Error('no')))).rejects.toThrow('no')
  await pass(10)
  expect(isOver()).toBe(true)
})
