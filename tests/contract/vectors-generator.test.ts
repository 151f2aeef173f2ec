import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

test('the committed vectors are what their generator writes', () => {
  const script = fileURLToPath(new URL('../../contracts/vectors.mjs', import.meta.url))
  const { status, stdout } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' })
  expect(stdout).toContain('The vectors are what their generator writes.')
  expect(status).toBe(0)
})
