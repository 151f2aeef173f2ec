import { computed, type ComputedRef } from 'vue'
import type { Currency } from '../../domain/index.ts'
import { useNetworkStore } from '../stores/use-network-store.ts'

/** The connected chain's own token, in which fees and deposits are whatever is paid in; without a connection it has no name. */
export function useNativeToken(): ComputedRef<Currency> {
  const network = useNetworkStore()
  return computed(() => {
    const { state } = network
    return state.kind === 'connected'
      ? { code: state.connection.facts.symbol, digits: state.connection.facts.decimals }
      : { code: '', digits: 0 }
  })
}
