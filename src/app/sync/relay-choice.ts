import { err, ok, type Result } from '../../domain/index.ts'
import type { StorageError } from '../../storage/index.ts'
import { MAX_RELAYS } from '../../sync/index.ts'
import type { AppPorts } from '../ports.ts'
import { parseRelayAddress, type RelayAddressError } from './relay-address.ts'

/** Why relays were not chosen. */
export type RelayChoiceError =
  | RelayAddressError
  | StorageError
  | { readonly type: 'TooManyRelays'; readonly limit: number }

const SETTING = 'relays'

/** The relays that new pots of this installation get: those that were chosen here, or those of this build. */
export async function chosenRelays(
  { storage }: Pick<AppPorts, 'storage'>,
  preset: readonly string[],
): Promise<readonly string[]> {
  const stored = await storage.settings.get(SETTING)
  const texts = stored.ok && stored.value !== null ? stored.value.split('\n') : preset
  const relays = parseRelays(texts)
  return relays.ok ? relays.value : []
}

/** Chooses relays for new pots; none brings back those of the build. */
export async function chooseRelays(
  { storage }: Pick<AppPorts, 'storage'>,
  texts: readonly string[],
): Promise<Result<readonly string[], RelayChoiceError>> {
  const relays = parseRelays(texts)
  if (!relays.ok) return relays
  const { settings } = storage
  const kept = relays.value.length > 0 ? settings.set(SETTING, relays.value.join('\n')) : settings.remove(SETTING)
  const done = await kept
  return done.ok ? relays : done
}

/** Addresses as people write them, each once; empty ones are left out. */
export function parseRelays(
  texts: readonly string[],
): Result<readonly string[], RelayAddressError | Extract<RelayChoiceError, { readonly type: 'TooManyRelays' }>> {
  const relays = new Set<string>()
  for (const text of texts.filter((each) => each.trim() !== '')) {
    const relay = parseRelayAddress(text)
    if (!relay.ok) return relay
    relays.add(relay.value)
  }
  return relays.size > MAX_RELAYS ? err({ type: 'TooManyRelays', limit: MAX_RELAYS }) : ok([...relays])
}
