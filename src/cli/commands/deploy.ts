import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { checkChain, EMBEDDED_GENESIS, KNOWN_CODE, type ChainFacts, type Deployer } from '../../chain/index.ts'
import { networkNamed, NETWORKS, type Network } from '../../chain/networks/index.ts'
import { keccak, minorToDecimalText, ok, type Hash32, type Result } from '../../domain/index.ts'
import {
  unusable,
  type Arguments,
  type Command,
  type CommandError,
  type Report,
  type Surroundings,
} from '../command.ts'
import { KEY_FILE, readDeployer } from '../deploy/deployer-key.ts'
import { DEPLOYMENTS_FILE, listDeployment, readDeployments } from '../deploy/deployment-list.ts'
import {
  costOf,
  deployAndVerify,
  mapAccount,
  type DeployCost,
  type DeployRequest,
} from '../deploy/deploy-settlement.ts'
import { describeDeployError } from '../deploy/describe-deploy-error.ts'
import { describeFollowError } from '../describe-follow-error.ts'
import { quietly } from '../quietly.ts'

const CODE = new URL('../../../metadata/settlement.polkavm', import.meta.url)

/** `quits deploy`: the settlement contract onto a network, verified and listed. */
export const deploy: Command = {
  name: 'deploy',
  summary: 'Deploys the settlement contract to a network, verifies its code there and lists it',
  takes: [],
  options: [
    { name: 'network', value: 'name', isRequired: true, summary: NETWORKS.map(({ id }) => id).join(', ') },
    { name: 'endpoint', value: 'ws', isRequired: false, summary: "a node instead of the network's own" },
    KEY_FILE,
    { name: 'dry-run', value: null, isRequired: false, summary: 'says what it would do and cost, and signs nothing' },
    { name: 'yes', value: null, isRequired: false, summary: 'does not ask before signing' },
    {
      name: 'deployments',
      value: 'file',
      isRequired: false,
      summary: 'the list to add to (metadata/deployments.json)',
    },
  ],
  about: [
    'The node must have the genesis of the network, and must be no fork of it. What is deployed is the committed build; afterwards its code hash and',
    'ratio are read back from the finalized block, and only then it is listed. Chains for development are listed only in a file that you name.',
    'Nothing of the key is ever printed.',
  ],
  run: async (args, around) => {
    const network = networkNamed(String(args.options['network']))
    if (!network)
      return unusable(
        `there is no network "${String(args.options['network'])}"; there are ${NETWORKS.map(({ id }) => id).join(', ')}.`,
      )
    const signer = await readDeployer(args, around)
    if (!signer.ok) return signer
    return quietly(() => connectAndDeploy(network, signer.value, args, around))
  },
}

async function connectAndDeploy(
  network: Network,
  signer: DeployRequest['signer'],
  args: Arguments,
  around: Surroundings,
): Promise<Result<Report, CommandError>> {
  const connected = await connectFirst(network, args.options['endpoint'])
  if (!connected.ok) return connected
  const deployer = connected.value
  try {
    const facts = await deployer.port.facts()
    if (!facts.ok) return unusable(describeFollowError(facts.error))
    const request = await requestFor(facts.value, network, signer)
    return request.ok
      ? await run({ network, deployer, facts: facts.value, request: request.value, args, around })
      : request
  } finally {
    await deployer.port.close()
  }
}

async function connectFirst(network: Network, endpoint: unknown): Promise<Result<Deployer, CommandError>> {
  const { connectDeployer } = await import('../../chain/polkadot/index.ts')
  let reason = 'the network has no node.'
  for (const each of typeof endpoint === 'string' ? [endpoint] : network.endpoints) {
    const connected = await connectDeployer(each)
    if (connected.ok) return connected
    reason = describeFollowError(connected.error)
  }
  return unusable(reason)
}

async function requestFor(
  facts: ChainFacts,
  network: Network,
  signer: DeployRequest['signer'],
): Promise<Result<DeployRequest, CommandError>> {
  const amount = (planck: bigint): string => `${minorToDecimalText(planck, facts.decimals)} ${facts.symbol}`
  const chain = checkChain(facts, { genesis: network.genesis, custody: signer.custody })
  if (!chain.ok) {
    const { error } = chain
    return error.type === 'WrongGenesis'
      ? unusable(
          `the node is on ${error.chain} with genesis 0x${error.found}; ${network.name} has 0x${error.expected}. Nothing was signed.`,
        )
      : unusable(describeDeployError(error, amount))
  }
  if (facts.offersDev && facts.genesis !== EMBEDDED_GENESIS)
    return unusable(`this node is a test copy of ${network.name}; npm run fork places the contract on one by itself.`)
  const ratio = facts.nativeToEthRatio
  if (ratio === null) return unusable('the chain does not say its ratio of native to Ethereum amounts.')
  const code = await readFile(CODE)
  const codeHash: Hash32 = keccak(code)
  if (!KNOWN_CODE.includes(codeHash))
    return unusable('the built contract is not the one that this version was made with.')
  return ok({ code, codeHash, ratio, signer, amount })
}

type Deployment = {
  readonly network: Network
  readonly deployer: Deployer
  readonly facts: ChainFacts
  readonly request: DeployRequest
  readonly args: Arguments
  readonly around: Surroundings
}

async function run(deployment: Deployment): Promise<Result<Report, CommandError>> {
  const { deployer, facts, request, args, around } = deployment
  const list = listOf(deployment)
  if (list !== null) {
    const listed = await readDeployments(list)
    if (!listed.ok) return listed
    const before = listed.value.get(facts.genesis)?.find(({ codeHash }) => codeHash === request.codeHash)
    if (before)
      return unusable(`this code stands on ${facts.name} already, at 0x${before.contract}. Nothing was signed.`)
  }
  const cost = await costOf(deployer, request)
  if (!cost.ok) return cost
  const lines = describe(deployment, cost.value)
  if (args.options['dry-run'] === true)
    return ok({
      lines: [...lines, 'Dry run: nothing was signed.'],
      json: { dryRun: true, ...jsonOf(deployment, cost.value) },
      exit: 0,
    })
  for (const line of lines) around.note(line)
  const agreed = await confirm(deployment)
  if (!agreed.ok) return agreed
  let { deployment: estimate } = cost.value
  if (cost.value.mapping) {
    const mapped = await mapAccount(deployer, cost.value.mapping, request.signer)
    if (!mapped.ok) return mapped
    const again = await costOf(deployer, request)
    if (!again.ok) return again
    ;({ deployment: estimate } = again.value)
  }
  if (!estimate) return unusable('the account was mapped, but the node does not see it yet. Try again.')
  const deployed = await deployAndVerify(deployer, request, estimate)
  if (!deployed.ok) return deployed
  const { contract, block } = deployed.value
  if (list !== null) {
    const added = await listDeployment(list, facts.genesis, deployed.value)
    if (!added.ok)
      return unusable(
        `0x${contract} in block ${block.number} is deployed and verified, but not listed: ${added.error.sentence}`,
      )
  }
  return ok({
    lines: [
      `Deployed   0x${contract} in block ${block.number}, 0x${block.hash}`,
      `Verified   code 0x${request.codeHash}, ratio ${request.ratio}`,
      list === null ? 'Not listed: this chain is gone when it stops.' : `Listed     under genesis 0x${facts.genesis}`,
    ],
    json: { dryRun: false, ...jsonOf(deployment, cost.value), contract, block, isListed: list !== null },
    exit: 0,
  })
}

/** Where the deployment is listed; null for chains that somebody starts for development, unless a file is named. */
function listOf({ facts, args, around }: Deployment): string | null {
  const named = args.options['deployments']
  if (typeof named === 'string') return resolve(around.directory, named)
  return facts.offersDev ? null : DEPLOYMENTS_FILE
}

function describe({ network, facts, request }: Deployment, { mapping, deployment }: DeployCost): readonly string[] {
  const { amount, codeHash, code, signer, ratio } = request
  return [
    `Network    ${network.name} (${facts.name}, genesis 0x${facts.genesis})`,
    `Account    0x${signer.account}`,
    `Code       0x${codeHash}, ${code.length} bytes; ratio ${ratio}`,
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

function jsonOf({ network, facts, request }: Deployment, { mapping, deployment }: DeployCost): object {
  return {
    network: network.id,
    genesis: facts.genesis,
    account: request.signer.account,
    codeHash: request.codeHash,
    mapping: mapping && { fee: mapping.fee.toString(), deposit: mapping.deposit.toString() },
    fee: deployment?.fee.toString() ?? null,
    deposit: deployment?.deposit.toString() ?? null,
    contract: deployment?.contract ?? null,
  }
}

/** Asks at the terminal; without one the answer has to be on the command line. */
async function confirm({ network, args }: Deployment): Promise<Result<null, CommandError>> {
  if (args.options['yes'] === true) return ok(null)
  if (!process.stdin.isTTY) return unusable('nothing was signed: add --yes to deploy without being asked.')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await terminal.question(`Type ${network.id} to deploy there: `)
    return answer.trim() === network.id ? ok(null) : unusable('nothing was signed.')
  } finally {
    terminal.close()
  }
}
