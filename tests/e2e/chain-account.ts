// What an account really has, asked of the chain and not of the page, and what others do there.

import { developmentAccounts, developmentToken } from '../../src/devchain/index.ts'
import { connectChain } from '../../src/chain/polkadot/index.ts'
import type { ChainPort } from '../../src/chain/index.ts'
import type { AccountId, H160, Result } from '../../src/domain/index.ts'
import { finalize } from '../devchain/finalize.ts'
import { openApi } from '../devchain/open-api.ts'
import type { RunningChain } from './surroundings.ts'

/** Planck of a development account such as 'Alice'. */
export function balanceOf(chain: RunningChain, name: string): Promise<bigint> {
  return ask(chain, name, (port, account) => port.balance(account))
}

/** How much of the development token an account holds, in its smallest unit. */
export function tokenBalanceOf(chain: RunningChain, name: string): Promise<bigint> {
  return ask(chain, name, (port, account) => port.tokenBalance(developmentToken.h160 as H160, account))
}

/** The issuer of the development token, //Alice, stops it for everybody, or lets it go on. */
export async function freezeToken(chain: RunningChain, isFrozen: boolean): Promise<void> {
  const api = await openApi(chain.endpoint)
  const stop = api.tx['assets']?.[isFrozen ? 'freezeAsset' : 'thawAsset']
  if (!stop) throw new Error('this chain has no tokens')
  await finalize(stop(developmentToken.id), '//Alice')
  await api.disconnect()
}

async function ask(
  chain: RunningChain,
  name: string,
  question: (port: ChainPort, account: AccountId) => Promise<Result<bigint, { readonly type: string }>>,
): Promise<bigint> {
  const account = (await developmentAccounts()).find((each) => each.name === name)
  if (!account) throw new Error(`${name} is no development account`)
  const port = await connectChain([chain.endpoint])
  if (!port.ok) throw new Error(port.error.type)
  const balance = await question(port.value, account.publicKey as AccountId)
  await port.value.close()
  if (!balance.ok) throw new Error(balance.error.type)
  return balance.value
}

/** Planck of an amount as a page words it, such as "16.005 UNIT". */
export async function planckIn(chain: RunningChain, words: string): Promise<bigint> {
  const port = await connectChain([chain.endpoint])
  if (!port.ok) throw new Error(port.error.type)
  const facts = await port.value.facts()
  await port.value.close()
  const [, whole, fraction = ''] = /([\d,]+)(?:\.(\d+))?\s*\S+$/.exec(words.trim()) ?? []
  if (!facts.ok || whole === undefined) throw new Error(`no amount of the token: ${words}`)
  return BigInt(whole.replaceAll(',', '') + fraction.padEnd(facts.value.decimals, '0'))
}
