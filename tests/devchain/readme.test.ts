import { execFile } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url)

test('the example of the README does what it says', async () => {
  const readme = readFileSync(new URL('src/devchain/README.md', root), 'utf8')
  const [, example, printed] = /```ts\n(.*?)```\n\nprints\n\n```\n(.*?)```/s.exec(readme) ?? []
  const file = new URL(`.readme-example-${process.pid}.ts`, root) // where its relative imports lead to the right place
  writeFileSync(file, example!)
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(file)], {
      cwd: fileURLToPath(root),
      timeout: 110_000,
    })
    expect(stdout).toBe(printed)
  } finally {
    rmSync(file)
  }
})
