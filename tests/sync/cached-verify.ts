import { hash } from 'node:crypto'
import { verifySignature, type VerifySignature } from '../../src/crypto/index.ts'
import { bytesToHex } from '../../src/domain/index.ts'

const verdicts = new Map<string, Promise<boolean>>()
const KEPT = 200_000

/** The real rule, asked once for each (key, message, signature): the events of a story reach many replicas. */
export const cachedVerify: VerifySignature = (key, message, signature) => {
  const name = `${key}.${bytesToHex(signature)}.${hash('sha256', message, 'hex')}`
  const known = verdicts.get(name)
  if (known !== undefined) return known
  if (verdicts.size > KEPT) verdicts.clear()
  const verdict = verifySignature(key, message, signature)
  verdicts.set(name, verdict)
  return verdict
}
