// A pot from one screen to another's camera, without a network. An entry of its own: who hands nothing over does not load it.

export type { QrCollection, QrError, QrProgress } from '../../sync/index.ts'
export { gatherCode } from './gather-code.ts'
export { parseHandover, type HandoverError } from './parse-handover.ts'
export { potToCodes, type PotTooLargeForCodes } from './pot-to-codes.ts'
