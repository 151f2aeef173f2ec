import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openRelayKey } from '../../src/relay/relay-key.ts'
import { temporaryFolder } from './test-relay.ts'

test('the key is made once, and is readable by its owner alone', () => {
  const folder = temporaryFolder()
  const { key } = openRelayKey(folder)
  expect(key).toMatch(/^[0-9a-f]{64}$/)
  expect(openRelayKey(folder).key).toBe(key)
  expect(readdirSync(folder)).toEqual(['relay-key.pem'])
  expect(statSync(join(folder, 'relay-key.pem')).mode & 0o777).toBe(0o600)
})

test('a start that broke off while it made its key does not stand in the way of the next one', () => {
  const folder = temporaryFolder()
  const module = new URL('../../src/relay/relay-key.ts', import.meta.url).href
  const script = `import { openRelayKey } from '${module}'; openRelayKey('${folder}')`
  // No file may get any longer: the first write fails.
  const words = ['-c', 'ulimit -f 0; exec "$0" "$@"', process.execPath, '--input-type=module', '-e', script]
  expect(spawnSync('bash', words, { encoding: 'utf8' }).stderr).toContain('EFBIG')
  expect(readdirSync(folder)).not.toEqual([])
  expect(openRelayKey(folder).key).toMatch(/^[0-9a-f]{64}$/)
})
