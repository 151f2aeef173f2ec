// The `age` command itself, where it is installed. In CI it always is; elsewhere its tests are skipped, and say so.
import { execFileSync, spawn, spawnSync } from 'node:child_process'

const isThere = spawnSync('age', ['--version']).status === 0

/** Whether the `age` command can be run. Throws in CI, where nothing may be skipped. */
export const hasAge = (): boolean => {
  if (!isThere && process.env['CI'] === 'true') throw new Error('age is not installed')
  if (!isThere)
    process.stderr.write('\nSKIPPED: tests against the stock age command; install it with apt-get install age\n\n')
  return isThere
}

/** A new key of `age-keygen`: the secret one and its recipient. */
export const newAgeKey = (): { readonly identity: string; readonly recipient: string } => {
  const text = execFileSync('age-keygen', { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const [identity = ''] = /AGE-SECRET-KEY-1\w+/.exec(text) ?? []
  const [recipient = ''] = /age1\w+/.exec(text) ?? []
  return { identity, recipient }
}

/** Runs a program at a terminal of its own, as passphrases are asked for there and nowhere else, and types this at each question. */
export const atTerminal = (
  words: readonly string[],
  passphrase: string,
  cwd?: string,
): Promise<{ readonly exit: number | null; readonly said: string }> =>
  new Promise((resolve, reject) => {
    const command = words.map((word) => `'${word}'`).join(' ')
    const child = spawn('script', ['-qec', command, '/dev/null'], { cwd, timeout: 50_000 })
    let said = ''
    let answered = 0
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const asked = said.match(/passphrase[^\n]*: /gi)?.length ?? 0
      for (; answered < asked; answered++) child.stdin.write(`${passphrase}\r`)
    })
    child.on('error', reject)
    child.on('close', (exit) => resolve({ exit, said }))
  })
