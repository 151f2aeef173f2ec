import { openDB } from 'idb'
import { sha256 } from '../../../src/crypto/index.ts'
import { bytesToHex } from '../../../src/domain/index.ts'
import type { Layout } from '../../../src/storage/indexeddb/layout.ts'

/** What stands in a database beside something that it cannot stand beside: a write of which one half is there. */
export async function rawContradictions(name: string): Promise<readonly string[]> {
  const database = await openDB<Layout>(name)
  const [events, pots, keys, access, envelopes, holds, relays, heads, bodies] = await Promise.all([
    database.getAll('events'),
    database.getAllKeys('pots'),
    database.getAllKeys('keys'),
    database.getAllKeys('access'),
    database.getAll('envelopes'),
    database.getAllKeys('relayHolds'),
    database.getAllKeys('relays'),
    database.getAllKeys('snapshotHeads'),
    database.getAllKeys('snapshotBodies'),
  ])
  const found: string[] = []
  const expectAll = (what: string, some: Iterable<string>, all: Iterable<string>): void => {
    const there = new Set(all)
    for (const each of some) if (!there.has(each)) found.push(`${what}: ${each}`)
  }
  const potsWithEvents = new Set(events.map(({ pot }) => pot))
  expectAll('events of a pot that is not listed', potsWithEvents, pots)
  expectAll('a pot without events', pots, potsWithEvents)
  expectAll('access to a pot that is not here', access, pots)
  if (keys.length !== 1) found.push(`${keys.length} sets of keys`)
  const places = events.map(({ pot, device, seq }) => `${pot}/${device}/${seq}`)
  if (new Set(places).size !== places.length) found.push('two events at one place')
  expectAll(
    'an envelope whose event is not here',
    envelopes.flatMap(({ event }) => (event === null ? [] : [event])),
    events.map(({ id }) => id),
  )
  expectAll(
    'a relay holds what is not here',
    holds.map(([, , id]) => id),
    envelopes.map(({ id }) => id),
  )
  expectAll(
    'a relay that holds something and is not known',
    holds.map(([pot, relay]) => `${pot} ${relay}`),
    relays.map(([pot, relay]) => `${pot} ${relay}`),
  )
  expectAll('a snapshot without a body', heads, bodies)
  expectAll('a body without a snapshot', bodies, heads)
  for (const pot of heads) {
    const head = (await database.get('snapshotHeads', pot)) ?? new Uint8Array()
    const body = (await database.get('snapshotBodies', pot)) ?? new Uint8Array()
    // After the signature: what the head says, the hash of its body included.
    const { body: named } = JSON.parse(new TextDecoder().decode(head.slice(64))) as { readonly body: string }
    if (bytesToHex(sha256(body)) !== named) found.push('a snapshot with the body of another')
  }
  database.close()
  return found
}
