import { expect, test } from 'vitest'
import { createSigner, seedDeviceKey, verifySignature } from '../../src/crypto/index.ts'
import { bytesToBatch, verdictsToBytes } from '../../src/crypto/worker/signature-batch.ts'
import { createWorkerVerifier, type VerifyingWorker } from '../../src/crypto/worker/worker-verifier.ts'
import { acceptanceRule } from './acceptance-rule.ts'

/** A worker on this thread: answers the way the real one does, out of order where it may, or fails. */
const createFakeWorker = (): VerifyingWorker & {
  readonly fail: () => void
  readonly taken: number[]
  readonly isEnded: () => boolean
} => {
  const listeners = new Map<string, (event: unknown) => void>()
  const taken: number[] = []
  let fails = false
  let isEnded = false
  return {
    taken,
    isEnded: () => isEnded,
    fail: () => {
      fails = true
      listeners.get('error')?.({ preventDefault: () => undefined })
    },
    addEventListener: ((type: string, listener: (event: unknown) => void) =>
      void listeners.set(type, listener)) as never,
    terminate: () => void (isEnded = true),
    postMessage: ((bytes: Uint8Array) => {
      const { batch, tasks } = bytesToBatch(bytes)
      taken.push(tasks.length)
      if (fails) return
      const answer = async (): Promise<void> => {
        const verdicts = await Promise.all(
          tasks.map(({ key, message, signature }) => verifySignature(key, message, signature)),
        )
        if (!isEnded) listeners.get('message')?.({ data: verdictsToBytes(batch, verdicts) })
      }
      // Even batches are answered after odd ones.
      if (batch % 2 === 0) setImmediate(() => void answer())
      else void answer()
    }) as never,
  }
}

const signer = createSigner(seedDeviceKey(new Uint8Array(32).fill(5)))
const messageOf = (index: number): Uint8Array => Uint8Array.of(index & 255, index >> 8, ...new Uint8Array(index % 50))

for (const { title, assert } of acceptanceRule)
  test(`workers: ${title}`, () => assert(createWorkerVerifier(2, createFakeWorker).verify, expect))

test('each signature gets its own verdict, whichever worker has it and whenever it answers', async () => {
  const workers: ReturnType<typeof createFakeWorker>[] = []
  const { verify, close } = createWorkerVerifier(2, () => {
    const worker = createFakeWorker()
    workers.push(worker)
    return worker
  })
  const verdicts = await Promise.all(
    Array.from({ length: 500 }, async (_, index) => {
      const signature = await signer.sign(messageOf(index))
      return verify(
        signer.device,
        messageOf(index),
        index % 7 === 0 ? signature.with(3, (signature[3] as number) ^ 1) : signature,
      )
    }),
  )
  expect(verdicts).toEqual(Array.from({ length: 500 }, (_, index) => index % 7 !== 0))
  for (const { taken } of workers) {
    expect(taken.length).toBeGreaterThan(1)
    for (const size of taken) expect(size).toBeLessThanOrEqual(64)
  }
  close()
  expect(workers.map(({ isEnded }) => isEnded())).toEqual([true, true])
})

test('what a worker that fails had to do, and what comes after, is done on this thread', async () => {
  const worker = createFakeWorker()
  const { verify } = createWorkerVerifier(1, () => worker)
  const signature = await signer.sign(messageOf(1))
  const under = Promise.all([
    verify(signer.device, messageOf(1), signature),
    verify(signer.device, messageOf(2), signature),
  ])
  queueMicrotask(() => worker.fail())
  expect(await under).toEqual([true, false])
  expect(worker.isEnded()).toBe(true)
  expect(await verify(signer.device, messageOf(1), signature)).toBe(true)
  expect(await verify(signer.device, messageOf(2), signature)).toBe(false)
})

test('what is no key or no signature never reaches a worker', async () => {
  const worker = createFakeWorker()
  const { verify } = createWorkerVerifier(1, () => worker)
  const signature = await signer.sign(messageOf(1))
  for (const key of ['', signer.device.slice(2), `${signer.device}00`, signer.device.toUpperCase()])
    expect(await verify(key, messageOf(1), signature)).toBe(false)
  for (const bad of [signature.slice(1), Uint8Array.of(...signature, 0), new Uint8Array()])
    expect(await verify(signer.device, messageOf(1), bad)).toBe(false)
  expect(worker.taken).toEqual([])
})
