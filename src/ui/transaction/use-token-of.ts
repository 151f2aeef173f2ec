import { shallowRef, watchEffect, type ShallowRef } from 'vue'
import type { H160 } from '../../domain/index.ts'
import { useNetworkStore } from '../stores/use-network-store.ts'

/** The address of the token that a contract takes, as the connected chain says; null for the chain's own money, and until the chain has been asked. */
export function useTokenOf(contract: () => H160 | undefined): ShallowRef<H160 | null> {
  const network = useNetworkStore()
  const token = shallowRef<H160 | null>(null)
  watchEffect(async () => {
    const { state } = network
    const at = contract()
    if (state.kind !== 'connected' || at === undefined) return void (token.value = null)
    const facts = await state.connection.port.contractFacts(at)
    if (at === contract()) token.value = facts.ok ? facts.value.token : null
  })
  return token
}
