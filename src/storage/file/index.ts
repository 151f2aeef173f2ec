// Keys of an installation in a file, on Node.

export { createFileKeyStore } from './file-key-store.ts'
