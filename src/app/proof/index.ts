// Proofs of settlements: loaded when somebody makes or checks one.

export { proofFileToText, type ProofFile } from '../../formats/index.ts'
export { accountToSs58 } from '../../crypto/index.ts'
export { accountLinks, KNOWN_CODE } from '../../chain/index.ts'
export { checkProof, isSamePlaced, type CheckedProof } from './check-proof.ts'
export { gatherProof, lastFinal, type GatherError, type ProofSource } from './gather-proof.ts'
export type { ProofDifference } from './proof-difference.ts'
