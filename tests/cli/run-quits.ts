// Runs the command line as people do: a process of its own, with a directory and a device of its own.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** The Node that runs `quits`, and its program. */
export const node = join(root, 'node_modules/.bin/node')
export const main = join(root, 'src/cli/main.ts')

/** What a process left. */
export interface Finished {
  readonly exit: number | null
  readonly out: string
  /** Standard error without the lines of progress, which a busy machine writes more of. */
  readonly err: string
}

/** A directory that goes with the test, and a way to run `quits` in it. */
export interface Desk {
  readonly directory: string
  readonly path: (name: string) => string
  readonly quits: (...words: readonly string[]) => Promise<Finished>
}

/** An empty desk with a device of its own. */
export const createDesk = (env: Readonly<Record<string, string>> = {}): Desk => {
  const directory = mkdtempSync(join(tmpdir(), 'quits-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return {
    directory,
    path: (name) => join(directory, name),
    quits: (...words) => run(words, directory, { QUITS_DEVICE: join(directory, 'device.json'), ...env }),
  }
}

/** A file beside the tests' vectors. */
export const vector = (name: string): string => join(root, 'tests/vectors', name)

const run = (words: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Promise<Finished> =>
  new Promise((resolve, reject) => {
    const { PATH = '', HOME = '' } = process.env
    const child = spawn(node, [main, ...words], {
      cwd,
      env: { PATH, HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
    })
    const out: Buffer[] = []
    const err: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', reject)
    child.on('close', (exit) =>
      resolve({
        exit,
        out: Buffer.concat(out).toString(),
        err: Buffer.concat(err)
          .toString()
          .replaceAll(/^.* …\n/gmu, ''),
      }),
    )
  })
