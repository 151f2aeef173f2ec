import {
  sendTransaction,
  type CallEstimate,
  type Deployer,
  type ContractFacts,
  type DeployEstimate,
  type TransactionSigner,
} from '../../chain/index.ts'
import type { Deployment } from '../../chain/networks/index.ts'
import { ok, type H160, type Result } from '../../domain/index.ts'
import { unusable, type CommandError } from '../command.ts'
import { describeFollowError } from '../describe-follow-error.ts'
import type { DeployRequest } from './deploy-request.ts'
import { describeDeployError, describeUnmapped } from './describe-deploy-error.ts'

/** What it costs. `mapping` is there when the account has to be mapped first; the deployment can be estimated only afterwards. */
export type DeployCost =
  | { readonly mapping: CallEstimate; readonly deployment: null }
  | { readonly mapping: null; readonly deployment: DeployEstimate }

/** Asks the node what the deployment would do and cost. */
export async function costOf(
  deployer: Deployer,
  { code, money, signer, amount }: DeployRequest,
): Promise<Result<DeployCost, CommandError>> {
  const deployment = await deployer.estimate(code, money.contract, signer.account)
  if (deployment.ok) return ok({ mapping: null, deployment: deployment.value })
  if (deployment.error.type !== 'CallerNotMapped') return unusable(describeDeployError(deployment.error, amount))
  const mapping = await deployer.port.estimate({ to: 'mapping' }, signer.account)
  return mapping.ok
    ? ok({ mapping: mapping.value, deployment: null })
    : unusable(
        `the account has to be mapped for contracts first: ${describeDeployError(mapping.error, amount)} The deployment costs more on top.`,
      )
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
  request: DeployRequest,
  estimate: DeployEstimate,
): Promise<Result<Deployment, CommandError>> {
  const { code, codeHash, money, signer, amount } = request
  const deployed = await deployer.deploy(code, money.contract, estimate, signer)
  if (!deployed.ok) return unusable(describeDeployError(deployed.error, amount))
  const { contract, block } = deployed.value
  const facts = await deployer.port.contractFacts(contract, block.hash)
  const where = `the contract 0x${contract} in block ${block.number}`
  if (!facts.ok)
    return unusable(`${where} could not be verified, so it is not listed: ${describeFollowError(facts.error)}`)
  const wrong = differenceOf(facts.value, request)
  return wrong === null
    ? ok({ contract, codeHash, token: money.token, block })
    : unusable(`${where} has ${wrong}. It is not listed; do not use it.`)
}

/** What stands there instead of what was to be deployed, as the end of a sentence. */
function differenceOf(found: ContractFacts, { codeHash, money }: DeployRequest): string | null {
  if (found.codeHash !== codeHash) return `the code ${found.codeHash ?? 'of no contract'} instead of ${codeHash}`
  if (found.token !== money.token) return `${tokenText(found.token)} instead of ${tokenText(money.token)}`
  // A contract with a token has the ratio zero, so that nobody takes it for one with the chain's own money.
  const ratio = 'ratio' in money.contract ? money.contract.ratio : 0n
  return found.ratio === ratio ? null : `the ratio ${found.ratio ?? 'of no contract'} instead of ${ratio}`
}

function tokenText(token: H160 | null): string {
  return token === null ? 'no token' : `the token 0x${token}`
}
