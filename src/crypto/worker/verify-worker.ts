// A worker that verifies batches of signatures by the rule of `verify-signature.ts`: the platform's engine where it keeps the rule, else arithmetic.

import { verifySignature } from '../verify-signature.ts'
import { bytesToBatch, verdictsToBytes } from './signature-batch.ts'

/** The part of a dedicated worker's global scope that is used here. */
interface WorkerScope {
  readonly addEventListener: (type: 'message', listener: (event: MessageEvent<Uint8Array>) => void) => void
  readonly postMessage: (message: Uint8Array, transfer: readonly ArrayBuffer[]) => void
}

const scope = globalThis as unknown as WorkerScope

scope.addEventListener('message', ({ data }) => void judge(data))

async function judge(bytes: Uint8Array): Promise<void> {
  const { batch, tasks } = bytesToBatch(bytes)
  const verdicts = await Promise.all(
    tasks.map(({ key, message, signature }) => verifySignature(key, message, signature)),
  )
  const answer = verdictsToBytes(batch, verdicts)
  scope.postMessage(answer, [answer.buffer])
}
