import { err, ok, type Result } from '../../domain/index.ts'
import { isRelayAddress } from '../../sync/index.ts'

/** Why a text is not the address of a relay. */
export type RelayAddressError =
  | { readonly type: 'NoRelayAddress'; readonly text: string }
  /** Not encrypted, and not on this machine. */
  | { readonly type: 'OpenRelayAddress'; readonly text: string }

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** The address of a relay as a person writes it: a name is enough. Encrypted, or on this machine. */
export function parseRelayAddress(text: string): Result<string, RelayAddressError> {
  const clean = text.trim()
  const full = /^[a-z]+:\/\//i.test(clean) ? clean : `wss://${clean}`
  if (clean === '' || !URL.canParse(full)) return err({ type: 'NoRelayAddress', text })
  const url = new URL(full)
  if (url.pathname === '/') url.pathname = '/v1'
  if (!isRelayAddress(url.href)) return err({ type: 'NoRelayAddress', text })
  if (url.protocol === 'ws:' && !LOOPBACK.has(url.hostname)) return err({ type: 'OpenRelayAddress', text })
  return ok(url.href)
}

/** Whether a relay that somebody's link names is reached over a protected connection, or is on this machine. */
export function isProtectedRelay(relay: string): boolean {
  const address = parseRelayAddress(relay)
  return address.ok && address.value === relay
}
