import { expect, test } from 'vitest'
import { askToLast, isLasting, keepStorage } from '../../src/ui/stores/lasting-storage.ts'
import { createLocalTrace } from '../../src/ui/stores/local-trace.ts'
import { createInstallation } from '../app/people.ts'

/** A browser that says so of what is stored, and agrees or not when it is asked. */
const keeper = (lasts: boolean, agrees: boolean) => {
  let asked = 0
  return {
    persisted: async () => lasts,
    persist: async () => {
      asked += 1
      return agrees
    },
    asked: () => asked,
  }
}

test('what a browser says of what is stored is told as it is, also when it says nothing', async () => {
  expect(await isLasting(keeper(true, true))).toBe('lasts')
  expect(await isLasting(keeper(false, true))).toBe('may go')
  expect(await askToLast(keeper(false, true))).toBe('lasts')
  expect(await askToLast(keeper(false, false))).toBe('may go')
  expect(await isLasting({} as never)).toBe('unknown')
  expect(await isLasting({ ...keeper(true, true), persisted: () => Promise.reject(new Error('no')) })).toBe('unknown')
})

test('a browser is asked to keep what is stored once, and not where it does already', async () => {
  const quits = await createInstallation()
  const trace = { read: () => null, write: () => {} }
  const lasting = keeper(true, true)
  await keepStorage(quits, trace, lasting)
  expect(lasting.asked()).toBe(0)
  const refusing = keeper(false, false)
  await keepStorage(quits, trace, refusing)
  await keepStorage(quits, trace, refusing)
  expect(refusing.asked()).toBe(1)
})

test('a browser that keeps nothing at all leaves no trace and does no harm', () => {
  const trace = createLocalTrace('test')
  trace.write('word')
  expect(['word', null]).toContain(trace.read())
  trace.write(null)
  expect(trace.read()).toBe(null)
})
