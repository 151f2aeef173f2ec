// Something in every store of a database. `fill` and `contentOf` run in a page, so they use nothing but what they are given.

import { lisbon } from '../../log/people.ts'
import type { Platform } from './platform-page.ts'

/** Writes something into each store of a database. */
export const fill = async (platform: Platform, name: string): Promise<string> => {
  const { keys, logs, follow, pending, settings } = platform.open(name)
  const { pot, events } = await platform.lisbon()
  const hash = '11'.repeat(32) as never
  await logs.append(pot, events)
  await follow.append(
    { genesis: hash, contract: hash, group: hash, createdAt: hash },
    { cursor: { number: 5, hash, codeHash: hash }, events: [] },
  )
  await pending.add({ hash, account: hash, nonce: 1, purpose: null, call: { planck: 7n, proof: [], urgent: false } })
  await settings.set('locale', 'pt')
  const created = await keys.loadOrCreate()
  if (!created.ok) throw new Error(created.error.type)
  return created.value.deviceKey.device
}

/** What a database holds, by store. */
export interface KeptContent {
  readonly accepted: number
  readonly refused: number
  /** Null when the key that is there does not sign as its device. */
  readonly device: string | null
  readonly block: number | undefined
  readonly pending: unknown
  readonly locale: unknown
}

/** What a database holds now. */
export const contentOf = async (platform: Platform, name: string): Promise<KeptContent> => {
  const { keys, logs, follow, pending, settings } = platform.open(name)
  const { pot } = await platform.lisbon()
  const hash = '11'.repeat(32) as never
  const stored = await logs.read(pot)
  const { accepted, refused } = await platform.admitEvents(platform.createReplica(pot), stored.ok ? stored.value : [])
  const loaded = await keys.load()
  if (!loaded.ok || loaded.value === null) throw new Error('no keys')
  const { deviceKey } = loaded.value
  const message = Uint8Array.of(1, 2, 3)
  const signature = await platform.createSigner(deviceKey).sign(message)
  const signs = await platform.createVerifier(undefined)(deviceKey.device, message, signature)
  const followed = await follow.load({ genesis: hash, contract: hash, group: hash, createdAt: hash })
  return {
    accepted: accepted.length,
    refused: refused.length,
    device: signs ? deviceKey.device : null,
    block: followed?.cursor.number,
    pending: await pending.list(),
    locale: await settings.get('locale'),
  }
}

/** What it holds when it is as `fill` left it. */
export const filled = async (device: string): Promise<KeptContent> => ({
  accepted: (await lisbon()).events.length,
  refused: 0,
  device,
  block: 5,
  pending: {
    ok: true,
    value: [
      {
        hash: '11'.repeat(32),
        account: '11'.repeat(32),
        nonce: 1,
        purpose: null,
        call: { planck: 7n, proof: [], urgent: false },
      },
    ],
  },
  locale: { ok: true, value: 'pt' },
})
