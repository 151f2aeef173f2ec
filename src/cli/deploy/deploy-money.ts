import type { ChainFacts, ContractMoney, Deployer } from '../../chain/index.ts'
import type { Network, NetworkToken } from '../../chain/networks/index.ts'
import { ok, type H160, type Result } from '../../domain/index.ts'
import { unusable, type CommandError } from '../command.ts'
import { describeFollowError } from '../describe-follow-error.ts'

/** What the contract is to be paid in: the chain's own money, or a token that the network lists. */
export type WantedMoney = NetworkToken | null

/** What it will be paid in, as the chain itself says it. */
export interface DeployMoney {
  readonly contract: ContractMoney
  readonly token: H160 | null
  /** In words: code, place, digits. */
  readonly text: string
}

/** The money that a code names on a network; without a code it is the chain's own. */
export function wantedMoney(network: Network, code: string | undefined): Result<WantedMoney, CommandError> {
  if (code === undefined) return ok(null)
  const found = network.tokens.find((token) => token.code === code.toUpperCase())
  if (found) return ok(found)
  if (code.toUpperCase() === network.token.symbol)
    return unusable(`${network.token.symbol} is the money of ${network.name} itself: leave --token out.`)
  const listed = network.tokens.map((token) => token.code).join(', ')
  return unusable(
    `no token "${code}" is listed for ${network.name}; ${listed === '' ? 'none is' : `there are ${listed}`}.`,
  )
}

/** Asks the chain about the money. A token has to call itself as it is listed: the contract can never take another one later. */
export async function deployMoney(
  { port }: Pick<Deployer, 'port'>,
  { nativeToEthRatio: ratio, symbol }: ChainFacts,
  wanted: WantedMoney,
): Promise<Result<DeployMoney, CommandError>> {
  if (wanted === null)
    return ratio === null
      ? unusable('the chain does not say its ratio of native to Ethereum amounts. Nothing was signed.')
      : ok({ contract: { ratio }, token: null, text: `${symbol}, the chain's own money; ratio ${ratio}` })
  const { code, digits, address } = wanted
  const facts = await port.tokenFacts(address)
  if (!facts.ok) return unusable(`${code} cannot be paid here: ${describeFollowError(facts.error)} Nothing was signed.`)
  const { symbol: name, decimals } = facts.value
  return name.toUpperCase() === code && decimals === digits
    ? ok({
        contract: { token: address },
        token: address,
        text: `${code}, the token at 0x${address} (${name}, ${decimals} digits)`,
      })
    : unusable(
        `the token at 0x${address} calls itself ${name} and has ${decimals} digits; ${code} with ${digits} is listed there. Nothing was signed.`,
      )
}
