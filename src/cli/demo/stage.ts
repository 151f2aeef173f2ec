import { checkCall, sendCall, type PreparedCall } from '../../app/index.ts'
import type { ChainPort, InclusionPlace } from '../../chain/index.ts'
import type { H160, Hash32 } from '../../domain/index.ts'
import type { WalletPort } from '../../wallet/index.ts'
import { need, type Narrator } from './narrator.ts'
import type { Person } from './people.ts'

/** Where the story plays. */
export interface Stage {
  readonly port: ChainPort
  readonly contract: H160
  readonly knownCode: readonly Hash32[]
  readonly wallet: WalletPort
  readonly narrator: Narrator
}

/** Checks a call, signs it with the person's wallet, sends it, and waits until it is final. */
export async function sendAs(
  { port, wallet }: Stage,
  person: Person,
  what: string,
  prepared: PreparedCall,
): Promise<InclusionPlace> {
  const signer = need(what, await wallet.signer(person.account))
  const estimate = need(
    what,
    await checkCall(person.quits.ports, port, prepared, person.account.account, signer.custody),
  )
  const end = await sendCall(person.quits.ports, port, prepared, estimate, signer, () => {})
  return end.kind === 'finalized ok' ? end.at : need(what, { ok: false, error: end })
}
