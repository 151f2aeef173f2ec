import { readFile } from 'node:fs/promises'
import {
  checkChain,
  EMBEDDED_GENESIS,
  KNOWN_CODE,
  type ChainFacts,
  type Deployer,
  type TransactionSigner,
} from '../../chain/index.ts'
import type { Network } from '../../chain/networks/index.ts'
import { keccak, minorToDecimalText, ok, type Hash32, type Result } from '../../domain/index.ts'
import { unusable, type CommandError } from '../command.ts'
import { deployMoney, type DeployMoney, type WantedMoney } from './deploy-money.ts'
import { describeDeployError } from './describe-deploy-error.ts'

const CODE = new URL('../../../metadata/settlement.polkavm', import.meta.url)

/** The contract to deploy, what it is paid in, and who does it. */
export type DeployRequest = {
  readonly code: Uint8Array
  readonly codeHash: Hash32
  readonly money: DeployMoney
  readonly signer: TransactionSigner
  /** Planck as people read them. */
  readonly amount: (planck: bigint) => string
}

/** Whether the node is one of the network where this key may sign, and what is deployed there: the committed build. */
export async function deployRequest(
  deployer: Deployer,
  facts: ChainFacts,
  network: Network,
  { signer, wanted }: { readonly signer: TransactionSigner; readonly wanted: WantedMoney },
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
  const code = await readFile(CODE)
  const codeHash: Hash32 = keccak(code)
  if (!KNOWN_CODE.includes(codeHash))
    return unusable('the built contract is not the one that this version was made with.')
  const money = await deployMoney(deployer, facts, wanted)
  return money.ok ? ok({ code, codeHash, money: money.value, signer, amount }) : money
}
