import type { ChainPort, PreflightError } from '../../app/index.ts'
import { KNOWN_CODE } from '../../app/nodes/index.ts'
import type { H160 } from '../../domain/index.ts'

/** Why a contract that somebody typed in is not one of ours; null when it is. It would be refused before every signature anyway. */
export async function checkContract(port: ChainPort, contract: string): Promise<PreflightError | null> {
  const found = await port.contractFacts(contract as H160)
  if (!found.ok) return found.error
  const { codeHash } = found.value
  return codeHash !== null && KNOWN_CODE.includes(codeHash)
    ? null
    : { type: 'UnknownCode', contract: contract as H160, found: codeHash, known: KNOWN_CODE }
}
