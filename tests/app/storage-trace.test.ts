import { expect, test } from 'vitest'
import { createQuits, isStorageGone, type StorageTrace } from '../../src/app/index.ts'
import { renewDevice } from '../../src/app/devices/index.ts'
import { createInstallation, EUR, must } from './people.ts'

/** A trace that outlives installations. */
const createTrace = (): StorageTrace => {
  let kept: string | null = null
  return { read: () => kept, write: (word) => void (kept = word) }
}
const draft = { title: 'Lisbon', currency: EUR, you: 'Alice', others: ['Bob'], chain: null }

test('[threat: storage lost, quota, crash between write and send] an installation that begins anew where one had pots is told apart from a new one', async () => {
  const trace = createTrace()
  const first = await createInstallation()
  expect(must(await isStorageGone(first, trace))).toBe(false)
  expect(trace.read()).toBe(null)
  must(await first.createPot(draft))
  expect(must(await isStorageGone(first, trace))).toBe(false)
  // The database is deleted: another installation, in the same browser.
  const second = await createInstallation()
  expect(must(await isStorageGone(second, trace))).toBe(true)
  expect(must(await isStorageGone(second, trace))).toBe(true)
  must(await second.createPot(draft))
  expect(must(await isStorageGone(second, trace))).toBe(false)
  expect(must(await isStorageGone(await createInstallation(), trace))).toBe(true)
})

test('a device that got a new key has lost nothing', async () => {
  const trace = createTrace()
  const phone = await createInstallation()
  must(await phone.createPot(draft))
  must(await isStorageGone(phone, trace))
  must(await renewDevice(phone))
  const again = must(await createQuits(phone.ports))
  expect(again.identity.signer.device).not.toBe(phone.identity.signer.device)
  expect(must(await isStorageGone(again, trace))).toBe(false)
  expect(trace.read()).toBe(again.identity.signer.device)
})
