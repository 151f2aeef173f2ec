import { createInterface } from 'node:readline/promises'
import type { Network } from '../../chain/networks/index.ts'
import { ok, type Result } from '../../domain/index.ts'
import { unusable, type Arguments, type CommandError } from '../command.ts'

/** Asks at the terminal; without one the answer has to be on the command line. */
export async function confirmDeployment(
  { id }: Pick<Network, 'id'>,
  { options }: Pick<Arguments, 'options'>,
): Promise<Result<null, CommandError>> {
  if (options['yes'] === true) return ok(null)
  if (!process.stdin.isTTY) return unusable('nothing was signed: add --yes to deploy without being asked.')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await terminal.question(`Type ${id} to deploy there: `)
    return answer.trim() === id ? ok(null) : unusable('nothing was signed.')
  } finally {
    terminal.close()
  }
}
