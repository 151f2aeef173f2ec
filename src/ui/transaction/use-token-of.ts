import { shallowRef, watchEffect, type ShallowRef } from 'vue'
import { compareCurrencies } from '../../app/index.ts'
import { assetOfToken, KNOWN_CODE, readInstance } from '../../app/nodes/index.ts'
import type { H160, Tie } from '../../domain/index.ts'
import { useNetworkStore } from '../stores/use-network-store.ts'

/** Which token is meant by its name: where it answers as an ERC-20 contract, and its number among the chain's assets if it has one. */
export interface TokenIdentity {
  readonly address: H160
  readonly asset: number | null
}

/**
 * The token that a pot is paid in, as its own chain says; null for the chain's own money, until the chain has been asked, and where what it says is not
 * what the pot is tied to: people copy this into other wallets.
 */
export function useTokenOf(tie: () => Tie | null): ShallowRef<TokenIdentity | null> {
  const network = useNetworkStore()
  const token = shallowRef<TokenIdentity | null>(null)
  watchEffect(async () => {
    const { state } = network
    const of = tie()
    if (state.kind !== 'connected' || state.connection.facts.genesis !== of?.genesis) return void (token.value = null)
    const read = await readInstance(state.connection.port, of.contract, KNOWN_CODE)
    if (of !== tie() || state !== network.state) return
    const address = read.ok && compareCurrencies(read.value.money, of.token) === 0 ? read.value.token : null
    token.value = address && { address, asset: assetOfToken(address) }
  })
  return token
}
