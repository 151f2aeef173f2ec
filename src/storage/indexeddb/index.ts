// What an installation keeps, in a browser.

export { askToPersist } from './ask-to-persist.ts'
export { createIndexedDbStorage } from './indexeddb-storage.ts'
