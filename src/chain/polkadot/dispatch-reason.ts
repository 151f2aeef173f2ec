import type { Registry } from '@polkadot/types/types'
import type { DispatchError } from '@polkadot/types/interfaces'

/** The runtime's own name for why it refused something, such as `Revive.AccountUnmapped` or `Token.FundsUnavailable`. */
export function dispatchReason(registry: Registry, error: DispatchError): string {
  if (error.isModule) {
    const { section, name } = registry.findMetaError(error.asModule)
    return `${section.charAt(0).toUpperCase()}${section.slice(1)}.${name}`
  }
  const inner = error.isToken ? error.asToken : error.isArithmetic ? error.asArithmetic : null
  return inner === null ? error.type : `${error.type}.${inner.type}`
}
