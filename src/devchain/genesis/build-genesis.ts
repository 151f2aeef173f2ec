// Makes a raw genesis with the runtime's own GenesisBuilder, from its default configuration: presets are only patches over that one, and
// alone `build_state` answers "missing field" to them.
import { compactAddLength, hexToU8a, stringToU8a, u8aToHex, u8aToString } from '@polkadot/util'
import { xxhashAsHex } from '@polkadot/util-crypto'
import type { HexString } from '@polkadot/util/types'
import { type RuntimeCallOutcome, runRuntimeCall, trustsNobody } from '../executor/run-runtime-call.ts'
import type { Genesis } from './development-genesis.ts'
import { assetsAtGenesis } from './development-token.ts'

/** Who gets money, by SS58 address, and whether the H160 (40 hex digits) leads back to the account. */
export type Endowment = { readonly address: string; readonly h160: string; readonly isMapped: boolean }

/** `:code`, where the runtime lies in storage. */
export const codeKey: HexString = '0x3a636f6465'

/** A million tokens of 12 decimals each. */
const planckEach = 1_000_000n * 10n ** 12n

/** The number of Asset Hub among the parachains of its relay chain, which this chain takes too. */
export const assetHubId = 1000

/** The genesis of the runtime `code`. The first account is the one that `sudo` obeys, and the only one that may author. */
export async function buildGenesis(code: HexString, endowments: readonly Endowment[]): Promise<Genesis> {
  const config = await readDefaults(code)
  config['balances'] = {
    ...config['balances'],
    balances: endowments.map(({ address }) => [address, planckPlaceholder]),
  }
  config['sudo'] = { key: endowments[0]?.address }
  config['parachainInfo'] = { ...config['parachainInfo'], parachainId: assetHubId }
  config['aura'] = { authorities: [endowments[0]?.address] }
  config['assets'] = { ...config['assets'], ...assetsAtGenesis(endowments.map(({ address }) => address)) }
  // JSON's numbers stop at 2^53: the amount goes in as text and loses its quotes afterwards.
  const json = JSON.stringify(config).replaceAll(`"${planckPlaceholder}"`, planckEach.toString())
  const built = await call(code, 'GenesisBuilder_build_state', compactAddLength(stringToU8a(json)))
  if (built.result !== '0x00')
    throw new Error(`the runtime refused the genesis: ${u8aToString(hexToU8a(built.result).subarray(2))}`)
  // This runtime maps every account that comes to life. Where it shall not be mapped, the account is as those from before that time.
  const left = new Set(endowments.filter(({ isMapped }) => !isMapped).map(({ h160 }) => `${originalAccounts}${h160}`))
  const written = built.storageDiff.filter(
    (change): change is [HexString, HexString] => change[1] !== null && !left.has(change[0]),
  )
  const sorted = [...written, [codeKey, code] as const].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    id: 'dev',
    name: 'Quits development',
    properties: { ss58Format: 42, tokenDecimals: 12, tokenSymbol: 'UNIT' },
    genesis: { raw: { top: Object.fromEntries(sorted) } },
  }
}

/** `Revive.OriginalAccount`, whose keys go on with the H160. */
const originalAccounts: HexString = `${xxhashAsHex('Revive', 128)}${xxhashAsHex('OriginalAccount', 128).slice(2)}`

const planckPlaceholder = '@planck'

type PalletConfigs = Record<string, Record<string, unknown>>

const readDefaults = async (code: HexString): Promise<PalletConfigs> => {
  const { result } = await call(code, 'GenesisBuilder_get_preset', Uint8Array.of(0))
  const text = u8aToString(hexToU8a(result))
  return JSON.parse(text.slice(text.indexOf('{'))) as PalletConfigs
}

const call = (code: HexString, method: string, parameter: Uint8Array): Promise<RuntimeCallOutcome> =>
  runRuntimeCall(
    { code, method, parameters: [u8aToHex(parameter)], trusted: trustsNobody, logLevel: 0 },
    { getStorage: async () => undefined, getNextKey: async () => undefined },
  )
