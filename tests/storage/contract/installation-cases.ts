import { createSigner } from '../../../src/crypto/index.ts'
import type { InstallationKeys } from '../../../src/storage/index.ts'
import { valueOf } from './sample-data.ts'
import type { StorageCase } from './storage-case.ts'

const sealingSecretOf = ({ sealingSecret }: InstallationKeys): Uint8Array => sealingSecret
const accountSeedOf = ({ account }: InstallationKeys): Uint8Array =>
  account.kind === 'seed' ? account.seed : new Uint8Array()

/** What an installation has of its own: keys and settings. */
export const installationCases: readonly StorageCase[] = [
  {
    title: "an installation's keys are made once and sign",
    run: async ({ storage: { keys }, expect }) => {
      const [one, two] = await Promise.all([keys.loadOrCreate(), keys.loadOrCreate()])
      const created = valueOf(one)
      expect(valueOf(two).deviceKey.device).toBe(created.deviceKey.device)
      for (const secretOf of [sealingSecretOf, accountSeedOf]) {
        expect(Uint8Array.from(secretOf(valueOf(two)))).toEqual(Uint8Array.from(secretOf(created)))
        expect(secretOf(created).length).toBe(32)
      }
      const loaded = valueOf(await keys.load())
      if (loaded === null) throw new Error('the keys are gone')
      expect(loaded.deviceKey.device).toBe(created.deviceKey.device)
      const message = Uint8Array.of(1, 2, 3)
      expect(await createSigner(loaded.deviceKey).sign(message)).toEqual(
        await createSigner(created.deviceKey).sign(message),
      )
    },
  },

  {
    title: 'keys are replaced as a whole',
    run: async ({ storage, place, createPlace, shared, expect }) => {
      const before = valueOf(await storage.keys.loadOrCreate())
      const elsewhere = await createPlace()
      const other = elsewhere.open()
      const fresh = valueOf(await other.keys.loadOrCreate())
      expect(fresh.deviceKey.device).not.toBe(before.deviceKey.device)
      valueOf(await storage.keys.replace(fresh))
      const again = shared ? place.open() : storage
      expect(valueOf(await again.keys.loadOrCreate()).deviceKey.device).toBe(fresh.deviceKey.device)
      if (shared) await again.close()
      await other.close()
      await elsewhere.remove()
    },
  },

  {
    title: 'settings are set, changed and removed',
    run: async ({ storage: { settings }, expect }) => {
      valueOf(await settings.set('locale', 'pt'))
      valueOf(await settings.set('__proto__', ''))
      expect(valueOf(await settings.get('locale'))).toBe('pt')
      expect(valueOf(await settings.get('__proto__'))).toBe('')
      expect(valueOf(await settings.get('constructor'))).toBe(null)
      valueOf(await settings.set('locale', 'de'))
      expect(valueOf(await settings.get('locale'))).toBe('de')
      valueOf(await settings.remove('locale'))
      expect(valueOf(await settings.get('locale'))).toBe(null)
    },
  },
]
