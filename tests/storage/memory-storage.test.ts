import { createMemoryStorage } from '../../src/storage/index.ts'
import type { Sent } from './contract/storage-case.ts'
import { testStorage } from './test-storage.ts'

testStorage('memory', async () => ({ open: () => createMemoryStorage<Sent>(), remove: async () => undefined }), {
  shared: false,
})
