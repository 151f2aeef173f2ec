import { createMemoryStorage } from '../../src/storage/index.ts'
import { testStorage, type Sent } from './storage-contract.ts'

testStorage('memory', async () => ({ open: () => createMemoryStorage<Sent>(), remove: async () => undefined }), {
  shared: false,
})
