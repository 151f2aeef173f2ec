import { err, ok, type H160, type Hash32, type Result } from '../../domain/index.ts'
import type { BlockRef } from '../block-ref.ts'

/** A settlement contract that somebody deployed and verified, as `metadata/deployments.json` lists it under its chain's genesis hash. */
export type Deployment = {
  readonly contract: H160
  readonly codeHash: Hash32
  /** What legs are paid in there; null: the chain's own money. */
  readonly token: H160 | null
  /** The finalized block that holds it from its end on. */
  readonly block: BlockRef
}

/** All deployments, the newest of a chain last. */
export type Deployments = ReadonlyMap<Hash32, readonly Deployment[]>

/** What is wrong with a list of deployments; `at` names the place. */
export type DeploymentsError = { readonly type: 'BadDeployments'; readonly at: string }

/** Reads `metadata/deployments.json`. */
export function parseDeployments(value: unknown): Result<Deployments, DeploymentsError> {
  if (!isRecord(value)) return bad('the file')
  const found = new Map<Hash32, readonly Deployment[]>()
  for (const [genesis, list] of Object.entries(value)) {
    if (!isHex(genesis, 32) || !Array.isArray(list)) return bad(genesis)
    const deployments: Deployment[] = []
    for (const [i, entry] of (list as readonly unknown[]).entries()) {
      const deployment = toDeployment(entry)
      if (deployment === null) return bad(`${genesis}, entry ${i + 1}`)
      deployments.push(deployment)
    }
    found.set(genesis as Hash32, deployments)
  }
  return ok(found)
}

/** The file's text: chains in the order of their hashes, one line for each field. */
export function deploymentsToText(deployments: Deployments): string {
  const sorted = [...deployments].sort(([a], [b]) => (a < b ? -1 : 1))
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`
}

/** The list with one more deployment at the end of its chain's. */
export function addDeployment(deployments: Deployments, genesis: Hash32, added: Deployment): Deployments {
  return new Map([...deployments, [genesis, [...(deployments.get(genesis) ?? []), added]]])
}

function toDeployment(value: unknown): Deployment | null {
  if (!isRecord(value) || !isRecord(value['block'])) return null
  const { contract, codeHash, block, token } = value
  const { number, hash } = block
  if (!isHex(contract, 20) || !isHex(codeHash, 32) || !isHex(hash, 32)) return null
  if (token !== null && !isHex(token, 20)) return null
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) return null
  return {
    contract: contract as H160,
    codeHash: codeHash as Hash32,
    token: token as H160 | null,
    block: { number, hash: hash as Hash32 },
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isHex(value: unknown, bytes: number): boolean {
  return typeof value === 'string' && value.length === 2 * bytes && /^[0-9a-f]+$/.test(value)
}

function bad(at: string): Result<never, DeploymentsError> {
  return err({ type: 'BadDeployments', at })
}
