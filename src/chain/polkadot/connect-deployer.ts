import type { ISubmittableResult } from '@polkadot/types/types'
import { encodeAddress } from '@polkadot/util-crypto'
import { err, hexToBytes, ok, type AccountId, type H160, type Hash32, type Result } from '../../domain/index.ts'
import type { ChainError } from '../chain-error.ts'
import type { ContractMoney, DeployError, DeployEstimate, Deployed, Deployer } from '../deploy-contract.ts'
import type { TransactionSigner } from '../transaction-signer.ts'
import { checkAffordable, checkMapped } from './check-caller.ts'
import { openConnection, toPort, type ConnectOptions } from './connect-chain.ts'
import { ask, type Connection } from './connection.ts'
import { dispatchReason } from './dispatch-reason.ts'
import { dryInstantiate, instantiateExtrinsic } from './instantiate.ts'
import { hexOf } from './decoded.ts'
import { from0x } from './prefixed-hex.ts'
import { missingForRevive } from './revive-api.ts'
import { toPolkadotSigner } from './sign-call.ts'

/** Connects to a node to deploy the settlement contract there. */
export async function connectDeployer(
  endpoint: string,
  options: ConnectOptions = {},
): Promise<Result<Deployer, ChainError>> {
  const opened = await openConnection(endpoint, options)
  if (!opened.ok) return opened
  const connection = opened.value
  return ok({
    port: toPort(connection),
    estimate: (code, money, account) => estimateDeployment(connection, code, money, account),
    deploy: (code, money, estimate, signer) => deploy(connection, code, money, estimate, signer),
  })
}

async function estimateDeployment(
  connection: Connection,
  code: Uint8Array,
  money: ContractMoney,
  account: AccountId,
): Promise<Result<DeployEstimate, DeployError>> {
  const { api } = connection
  const missing = missingForRevive(api)
  if (missing.length > 0) return err({ type: 'ReviveMissing', chain: api.runtimeChain.toString(), missing })
  const mapped = await checkMapped(connection, account)
  if (!mapped.ok) return mapped
  const run = await ask(connection, 'dry run of the deployment', () => dryInstantiate(api, account, code, money))
  if (!run.ok) return run
  if (run.value.kind === 'refused')
    return err({ type: 'DispatchFailed', reason: dispatchReason(api.registry, run.value.error) })
  const { weight, deposit, address } = run.value
  const fee = await ask(connection, 'fee', async () => {
    const extrinsic = instantiateExtrinsic(api, code, money, { weight, deposit })
    return (await extrinsic.paymentInfo(encodeAddress(hexToBytes(account)))).partialFee.toBigInt()
  })
  if (!fee.ok) return fee
  const affordable = await checkAffordable(connection, account, { value: 0n, fee: fee.value, deposit })
  return affordable.ok ? ok({ fee: fee.value, deposit, weight, contract: hexOf(address, 20) as H160 }) : affordable
}

async function deploy(
  connection: Connection,
  code: Uint8Array,
  money: ContractMoney,
  estimate: DeployEstimate,
  signer: TransactionSigner,
): Promise<Result<Deployed, DeployError>> {
  const { api } = connection
  const extrinsic = instantiateExtrinsic(api, code, money, estimate)
  const address = encodeAddress(hexToBytes(signer.account), api.registry.chainSS58)
  const ended = Promise.withResolvers<Result<ISubmittableResult, DeployError>>()
  const lose = (): void => ended.resolve(err({ type: 'Lost', hash: from0x(extrinsic.hash.toHex()) as Hash32 }))
  api.on('disconnected', lose)
  try {
    await extrinsic.signAndSend(address, { signer: toPolkadotSigner(signer), nonce: -1 }, (result) => {
      const { status } = result
      if (status.isFinalized) ended.resolve(ok(result))
      else if (status.isDropped || status.isInvalid || status.isUsurped)
        ended.resolve(err({ type: 'Refused', detail: `the node calls the transaction ${status.type.toLowerCase()}` }))
    })
  } catch (thrown) {
    ended.resolve(err({ type: 'Refused', detail: thrown instanceof Error ? thrown.message : String(thrown) }))
  }
  const result = await ended.promise
  api.off('disconnected', lose)
  return result.ok ? readDeployed(connection, result.value) : result
}

async function readDeployed(
  connection: Connection,
  { status, events, dispatchError, txHash }: ISubmittableResult,
): Promise<Result<Deployed, DeployError>> {
  const { api } = connection
  if (dispatchError) return err({ type: 'DispatchFailed', reason: dispatchReason(api.registry, dispatchError) })
  const made = events.find(({ event }) => event.section === 'revive' && event.method === 'Instantiated')
  const contract = made?.event.data[1]
  return ask(connection, 'deployment', async () => {
    if (!contract) throw new Error('the chain does not say where the contract is')
    const header = await api.rpc.chain.getHeader(status.asFinalized)
    return {
      contract: hexOf(contract.toHex(), 20) as H160,
      block: { number: header.number.toNumber(), hash: from0x(status.asFinalized.toHex()) as Hash32 },
      transaction: from0x(txHash.toHex()) as Hash32,
    }
  })
}
