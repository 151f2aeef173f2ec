import {
  sendTransaction,
  type CallEstimate,
  type Deployer,
  type DeployEstimate,
  type TransactionSigner,
} from '../../chain/index.ts'
import type { Deployment } from '../../chain/networks/index.ts'
import { ok, type Hash32, type Result } from '../../domain/index.ts'
import { unusable, type CommandError } from '../command.ts'
import { describeFollowError } from '../describe-follow-error.ts'
import { describeDeployError, describeUnmapped } from './describe-deploy-error.ts'

/** The contract to deploy, and who does it. */
export type DeployRequest = {
  readonly code: Uint8Array
  readonly codeHash: Hash32
  readonly ratio: bigint
  readonly signer: TransactionSigner
  /** Planck as people read them. */
  readonly amount: (planck: bigint) => string
}

/** What it costs. `mapping` is there when the account has to be mapped first; the deployment can be estimated only afterwards. */
export type DeployCost =
  | { readonly mapping: CallEstimate; readonly deployment: null }
  | { readonly mapping: null; readonly deployment: DeployEstimate }

/** Asks the node what the deployment would do and cost. */
export async function costOf(
  deployer: Deployer,
  { code, ratio, signer, amount }: DeployRequest,
): Promise<Result<DeployCost, CommandError>> {
  const deployment = await deployer.estimate(code, { ratio }, signer.account)
  if (deployment.ok) return ok({ mapping: null, deployment: deployment.value })
  if (deployment.error.type !== 'CallerNotMapped') return unusable(describeDeployError(deployment.error, amount))
  const mapping = await deployer.port.estimate({ to: 'mapping' }, signer.account)
  return mapping.ok
    ? ok({ mapping: mapping.value, deployment: null })
    : unusable(describeDeployError(mapping.error, amount))
}

/** Maps the account. */
export async function mapAccount(
  { port }: Deployer,
  estimate: CallEstimate,
  signer: TransactionSigner,
): Promise<Result<null, CommandError>> {
  const state = await sendTransaction(port, { call: { to: 'mapping' }, estimate, signer })
  return state.kind === 'finalized ok' ? ok(null) : unusable(describeUnmapped(state))
}

/** Deploys, and compares what stands there then, at the block that holds it, with what was to be deployed. */
export async function deployAndVerify(
  deployer: Deployer,
  { code, codeHash, ratio, signer, amount }: DeployRequest,
  estimate: DeployEstimate,
): Promise<Result<Deployment, CommandError>> {
  const deployed = await deployer.deploy(code, { ratio }, estimate, signer)
  if (!deployed.ok) return unusable(describeDeployError(deployed.error, amount))
  const { contract, block } = deployed.value
  const facts = await deployer.port.contractFacts(contract, block.hash)
  const where = `the contract 0x${contract} in block ${block.number}`
  if (!facts.ok)
    return unusable(`${where} could not be verified, so it is not listed: ${describeFollowError(facts.error)}`)
  const found = facts.value
  if (found.codeHash !== codeHash)
    return unusable(
      `${where} has the code ${found.codeHash ?? 'of no contract'} instead of ${codeHash}. It is not listed; do not use it.`,
    )
  if (found.ratio !== ratio)
    return unusable(
      `${where} has the ratio ${found.ratio ?? 'of no contract'} instead of ${ratio}. It is not listed; do not use it.`,
    )
  return ok({ contract, codeHash, token: null, block })
}
