import { expect, test } from 'vitest'
import { CheckCancelled } from '../../src/log/check-watch.ts'

test('a check that was ended says so by name and in words', () => {
  expect(new CheckCancelled()).toMatchObject({ name: 'CheckCancelled', message: 'the check was cancelled' })
  expect(new CheckCancelled()).toBeInstanceOf(Error)
})
