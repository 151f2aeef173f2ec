import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import {
  addDeployment,
  deploymentsToText,
  parseDeployments,
  type Deployment,
  type Deployments,
} from '../../chain/networks/index.ts'
import { ok, type Hash32, type Result } from '../../domain/index.ts'
import { unusable, type CommandError } from '../command.ts'
import { describeFileFault } from '../file-fault.ts'
import { writeFileAtomically } from '../write-file-atomically.ts'

/** The list that is part of the software: whoever builds it next knows the deployment. */
export const DEPLOYMENTS_FILE = new URL('../../../metadata/deployments.json', import.meta.url).pathname

/** What a file lists. */
export async function readDeployments(path: string): Promise<Result<Deployments, CommandError>> {
  try {
    const parsed = parseDeployments(JSON.parse(await readFile(path, 'utf8')))
    return parsed.ok ? parsed : unusable(`${path} is no list of deployments: ${parsed.error.at} makes no sense.`)
  } catch (error) {
    if (error instanceof SyntaxError) return unusable(`${path} is no list of deployments: it is no JSON.`)
    // A list may begin, but only where it can be written.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT' && existsSync(dirname(path)))
      return ok(new Map())
    return unusable(describeFileFault(path, error))
  }
}

/** Adds one, to what the file lists by now. */
export async function listDeployment(
  path: string,
  genesis: Hash32,
  deployment: Deployment,
): Promise<Result<null, CommandError>> {
  const listed = await readDeployments(path)
  if (!listed.ok) return listed
  try {
    await writeFileAtomically(path, deploymentsToText(addDeployment(listed.value, genesis, deployment)))
    return ok(null)
  } catch (error) {
    return unusable(describeFileFault(path, error))
  }
}
