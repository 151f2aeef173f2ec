import type { ChainFacts } from '../../chain/index.ts'
import type { Network } from '../../chain/networks/index.ts'
import type { DeployRequest } from './deploy-request.ts'
import type { DeployCost } from './deploy-settlement.ts'

/** A deployment before it is signed. */
export interface PlannedDeployment {
  readonly network: Network
  readonly facts: ChainFacts
  readonly request: DeployRequest
  readonly cost: DeployCost
}

/** What would be done and cost, as lines. */
export function describeDeployment({ network, facts, request, cost }: PlannedDeployment): readonly string[] {
  const { amount, codeHash, code, signer, money } = request
  const { mapping, deployment } = cost
  return [
    `Network    ${network.name} (${facts.name}, genesis 0x${facts.genesis})`,
    `Account    0x${signer.account}`,
    `Code       0x${codeHash}, ${code.length} bytes`,
    `Paid in    ${money.text}`,
    ...(mapping
      ? [`First      the account is mapped: fee ${amount(mapping.fee)}, deposit ${amount(mapping.deposit)}`]
      : []),
    ...(deployment
      ? [
          `Fee        ${amount(deployment.fee)}`,
          `Deposit    ${amount(deployment.deposit)}, held and not spent`,
          `Contract   0x${deployment.contract}, unless the account deploys something else first`,
        ]
      : ['Cost       of the deployment: known once the account is mapped']),
  ]
}

/** The same for programs. */
export function deploymentJson({ network, facts, request, cost }: PlannedDeployment): object {
  const { mapping, deployment } = cost
  return {
    network: network.id,
    genesis: facts.genesis,
    account: request.signer.account,
    codeHash: request.codeHash,
    token: request.money.token,
    mapping: mapping && { fee: mapping.fee.toString(), deposit: mapping.deposit.toString() },
    fee: deployment?.fee.toString() ?? null,
    deposit: deployment?.deposit.toString() ?? null,
    contract: deployment?.contract ?? null,
  }
}
