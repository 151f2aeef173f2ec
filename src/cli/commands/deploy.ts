import { networkNamed, NETWORKS } from '../../chain/networks/index.ts'
import { unusable, type Command } from '../command.ts'
import { connectNetwork } from '../deploy/connect-network.ts'
import { wantedMoney } from '../deploy/deploy-money.ts'
import { deployRequest } from '../deploy/deploy-request.ts'
import { ACCOUNT, KEY_FILE, readDeployer } from '../deploy/deployer-key.ts'
import { runDeployment } from '../deploy/run-deployment.ts'
import { describeFollowError } from '../describe-follow-error.ts'
import { namedNodes } from '../nodes/node-option.ts'
import { quietly } from '../quietly.ts'

/** `quits deploy`: the settlement contract onto a network, verified and listed. */
export const deploy: Command = {
  name: 'deploy',
  summary: 'Deploys the settlement contract to a network, verifies what stands there and lists it',
  takes: [],
  options: [
    { name: 'network', value: 'name', isRequired: true, summary: NETWORKS.map(({ id }) => id).join(', ') },
    {
      name: 'token',
      value: 'code',
      isRequired: false,
      summary: "what it is paid in for ever, for example USDT; otherwise the chain's own money",
    },
    {
      name: 'endpoint',
      value: 'ws',
      isRequired: false,
      isRepeated: true,
      summary: "a node instead of the network's own; several are tried in turn",
    },
    KEY_FILE,
    { name: 'dry-run', value: null, isRequired: false, summary: 'says what it would do and cost, and signs nothing' },
    ACCOUNT,
    { name: 'yes', value: null, isRequired: false, summary: 'does not ask before signing' },
    {
      name: 'deployments',
      value: 'file',
      isRequired: false,
      summary: 'the list to add to (metadata/deployments.json)',
    },
  ],
  about: [
    'The node must have the genesis of the network, and must be no fork of it. What is deployed is the committed build; afterwards its code hash and what it is paid in',
    '(its ratio, or its token) are read back from the finalized block, and only then it is listed. One contract is paid in one kind of money: a pot in a stable token needs',
    'the instance of that token. Tokens are those that the network is known for, at their addresses; one that calls itself otherwise is refused.',
    'Chains for development are listed only in a file that you name. Nothing of the key is ever printed.',
  ],
  run: async (args, around) => {
    const { options } = args
    const network = networkNamed(String(options['network']))
    if (!network)
      return unusable(
        `there is no network "${String(options['network'])}"; there are ${NETWORKS.map(({ id }) => id).join(', ')}.`,
      )
    const nodes = namedNodes(args)
    if (!nodes.ok) return nodes
    const wanted = wantedMoney(network, options['token'] as string | undefined)
    if (!wanted.ok) return wanted
    const signer = await readDeployer(args, around)
    if (!signer.ok) return signer
    return quietly(async () => {
      const connected = await connectNetwork(network, nodes.value)
      if (!connected.ok) return connected
      const deployer = connected.value
      try {
        const facts = await deployer.port.facts()
        if (!facts.ok) return unusable(describeFollowError(facts.error))
        const request = await deployRequest(deployer, facts.value, network, {
          signer: signer.value,
          wanted: wanted.value,
        })
        return request.ok
          ? await runDeployment({ network, deployer, facts: facts.value, request: request.value, args, around })
          : request
      } finally {
        await deployer.port.close()
      }
    })
  },
}
