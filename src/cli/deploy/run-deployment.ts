import { resolve } from 'node:path'
import type { ChainFacts, Deployer, DeployEstimate } from '../../chain/index.ts'
import type { Deployment, Network } from '../../chain/networks/index.ts'
import { ok, type Result } from '../../domain/index.ts'
import { unusable, type Arguments, type CommandError, type Report, type Surroundings } from '../command.ts'
import { confirmDeployment } from './confirm-deployment.ts'
import type { DeployRequest } from './deploy-request.ts'
import { costOf, deployAndVerify, mapAccount, type DeployCost } from './deploy-settlement.ts'
import { DEPLOYMENTS_FILE, listDeployment, readDeployments } from './deployment-list.ts'
import { deploymentJson, describeDeployment } from './describe-deployment.ts'

/** A deployment that is asked for, and where. */
export type DeploymentRun = {
  readonly network: Network
  readonly deployer: Deployer
  readonly facts: ChainFacts
  readonly request: DeployRequest
  readonly args: Arguments
  readonly around: Surroundings
}

/** Says what it costs, asks, maps the account where it has to be, deploys, verifies and lists. */
export async function runDeployment(each: DeploymentRun): Promise<Result<Report, CommandError>> {
  const { network, deployer, facts, request, args, around } = each
  const list = listOf(each)
  const isNew = await checkNew(each, list)
  if (!isNew.ok) return isNew
  const cost = await costOf(deployer, request)
  if (!cost.ok) return cost
  const planned = { network, facts, request, cost: cost.value }
  const lines = describeDeployment(planned)
  if (args.options['dry-run'] === true)
    return ok({
      lines: [...lines, 'Dry run: nothing was signed.'],
      json: { dryRun: true, ...deploymentJson(planned) },
      exit: 0,
    })
  for (const line of lines) around.note(line)
  const agreed = await confirmDeployment(network, args)
  if (!agreed.ok) return agreed
  const estimate = await mapFirst(each, cost.value)
  if (!estimate.ok) return estimate
  const deployed = await deployAndVerify(deployer, request, estimate.value)
  if (!deployed.ok) return deployed
  return listAndReport(each, list, deployed.value, deploymentJson(planned))
}

/** Where the deployment is listed; null for chains that somebody starts for development, unless a file is named. */
function listOf({ facts, args, around }: DeploymentRun): string | null {
  const named = args.options['deployments']
  if (typeof named === 'string') return resolve(around.directory, named)
  return facts.offersDev ? null : DEPLOYMENTS_FILE
}

async function checkNew({ facts, request }: DeploymentRun, list: string | null): Promise<Result<null, CommandError>> {
  if (list === null) return ok(null)
  const listed = await readDeployments(list)
  if (!listed.ok) return unusable(`${listed.error.sentence} Nothing was signed.`)
  const { codeHash, money } = request
  const before = listed.value
    .get(facts.genesis)
    ?.find((each) => each.codeHash === codeHash && each.token === money.token)
  return before
    ? unusable(
        `this code, paid in the same, stands on ${facts.name} already, at 0x${before.contract}. Nothing was signed.`,
      )
    : ok(null)
}

/** The estimate of the deployment, once the account is mapped. */
async function mapFirst(
  { deployer, request }: DeploymentRun,
  cost: DeployCost,
): Promise<Result<DeployEstimate, CommandError>> {
  if (!cost.mapping) return ok(cost.deployment)
  const mapped = await mapAccount(deployer, cost.mapping, request.signer)
  if (!mapped.ok) return mapped
  const again = await costOf(deployer, request)
  if (!again.ok) return again
  return again.value.deployment
    ? ok(again.value.deployment)
    : unusable('the account was mapped, but the node does not see it yet. Try again.')
}

async function listAndReport(
  { facts, request }: DeploymentRun,
  list: string | null,
  deployed: Deployment,
  json: object,
): Promise<Result<Report, CommandError>> {
  const { contract, block } = deployed
  const added = list === null ? ok(null) : await listDeployment(list, facts.genesis, deployed)
  if (!added.ok)
    return unusable(
      `0x${contract} in block ${block.number} is deployed and verified, but not listed: ${added.error.sentence} What belongs into the list under ${facts.genesis}: ${JSON.stringify(deployed)}`,
    )
  return ok({
    lines: [
      `Deployed   0x${contract} in block ${block.number}, 0x${block.hash}`,
      `Verified   code 0x${request.codeHash}, paid in ${request.money.text}`,
      list === null ? 'Not listed: this chain is gone when it stops.' : `Listed     under genesis 0x${facts.genesis}`,
    ],
    json: { dryRun: false, ...json, contract, block, isListed: list !== null },
    exit: 0,
  })
}
