// Blobs over HTTP: PUT with a permit (sync/relay/blob-permit.ts), GET and HEAD for whoever knows the id, which is a hash of sealed bytes. What comes is
// hashed before it is stored; its size and account are judged before it is read.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { createHash } from 'node:crypto'
import { blobPermitFromHeader, verifyBlobPermit, type BlobId, type BlobPermit } from '../sync/relay/index.ts'
import { answer } from './answer.ts'
import type { BlobOutcome, BlobStore } from './blob-store.ts'
import { shortId, type RelayLog } from './relay-log.ts'
import type { RelayMetrics } from './relay-metrics.ts'

/** Where blobs are: this and the id in lowercase hex. */
export const BLOBS_PATH = '/v1/blobs/'

/** What answering for blobs needs. */
export interface BlobPorts {
  readonly blobs: BlobStore
  readonly maxBytes: number
  readonly log: RelayLog
  readonly metrics: RelayMetrics
}

/** Answers requests for blobs. */
export type BlobRequests = (request: IncomingMessage, response: ServerResponse, name: string) => Promise<void>

type Refusal =
  | Exclude<BlobOutcome, 'Stored' | 'Known'>
  | 'NotAnId'
  | 'NoPermit'
  | 'NoLength'
  | 'TooLarge'
  | 'BadSignature'
  | 'WrongHash'
  | 'Busy'
  | 'Unavailable'
  | 'Incomplete'

const STATUS: Readonly<Record<Refusal, number>> = {
  NotAnId: 404,
  NoPermit: 401,
  NoLength: 411,
  TooLarge: 413,
  BadSignature: 403,
  UnknownDevice: 403,
  DeviceQuota: 507,
  RouteQuota: 507,
  WrongHash: 422,
  Busy: 503,
  Unavailable: 503,
  Incomplete: 400,
}
/** Uploads at once: each holds a blob in memory. */
const MAX_UPLOADS = 16

/** Answers from this store. */
export function createBlobRequests({ blobs, maxBytes, log, metrics }: BlobPorts): BlobRequests {
  let uploads = 0

  const put = async (request: IncomingMessage, blob: BlobId): Promise<'Stored' | 'Known' | Refusal> => {
    const permit = blobPermitFromHeader(request.headers.authorization ?? '', blob)
    if (permit === null) return 'NoPermit'
    const length = Number(request.headers['content-length'])
    if (!Number.isSafeInteger(length) || length < 1) return 'NoLength'
    if (length > maxBytes) return 'TooLarge'
    if (!(await verifyBlobPermit(permit))) return 'BadSignature'
    const outcome = blobs.judge(permit, length)
    if (outcome !== 'Stored') return outcome
    if (uploads >= MAX_UPLOADS) return 'Busy'
    uploads += 1
    try {
      return await store(request, permit, length)
    } finally {
      uploads -= 1
    }
  }

  const store = async (
    request: IncomingMessage,
    permit: BlobPermit,
    length: number,
  ): Promise<'Stored' | 'Known' | Refusal> => {
    const bytes = await bodyOf(request, length)
    if (bytes === null) return 'Incomplete'
    if (createHash('sha256').update(bytes).digest('hex') !== permit.blob) return 'WrongHash'
    try {
      return await blobs.put(permit, bytes, Date.now())
    } catch (cause) {
      log('error', 'blob not written', { detail: String(cause) })
      return 'Unavailable'
    }
  }

  const refuse = (response: ServerResponse, reason: Refusal, name: string, blob: string): void => {
    metrics.count('blobs_refused', 1, reason)
    log('warn', 'blob refused', { client: name, reason, blob: shortId(blob) })
    // What is left of the body is not read.
    answer(response, STATUS[reason], `${reason}\n`, { connection: 'close' })
  }

  return async (request, response, name) => {
    const blob = (request.url ?? '').slice(BLOBS_PATH.length)
    if (!/^[0-9a-f]{64}$/.test(blob)) return refuse(response, 'NotAnId', name, 'none')
    if (request.method === 'PUT') {
      const outcome = await put(request, blob as BlobId)
      if (outcome === 'Stored') metrics.count('blobs_stored')
      if (outcome === 'Stored' || outcome === 'Known')
        return answer(response, outcome === 'Stored' ? 201 : 200, `${outcome}\n`)
      return refuse(response, outcome, name, blob)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(response, 405, 'GET, HEAD or PUT\n', { allow: 'GET, HEAD, PUT, OPTIONS' })
    const bytes = blobs.get(blob as BlobId)
    if (bytes === null) return answer(response, 404, 'Not here\n')
    metrics.count('blobs_sent')
    answer(response, 200, bytes, { 'cache-control': 'public, max-age=31536000, immutable', etag: `"${blob}"` })
  }
}

/** A body of exactly this length; null when it breaks off. Node reads no further than the announced length. */
async function bodyOf(request: IncomingMessage, length: number): Promise<Uint8Array | null> {
  const bytes = new Uint8Array(length)
  let at = 0
  try {
    for await (const chunk of request) {
      const piece = chunk as Uint8Array
      if (at + piece.length > length) return null
      bytes.set(piece, at)
      at += piece.length
    }
  } catch {
    return null // the connection broke
  }
  return at === length ? bytes : null
}
