import { openProofs, type ChainError } from '../../app/index.ts'
import { gatherProof, proofFileToText, type GatherError } from '../../app/proof/index.ts'
import type { EventId, Result } from '../../domain/index.ts'
import { saveFile } from '../base/save-file.ts'
import type { OpenPot } from '../pot/open-pot.ts'
import type { useNetworkStore } from '../stores/use-network-store.ts'

/** A proof that was saved: its newest block, and whether its chain's blocks name a state. */
export interface SavedProof {
  readonly block: number
  readonly hasState: boolean
}

/** Gathers the proof of a settlement from the chosen node and hands it to the browser as a file. */
export async function saveProof(
  { session, fold, chain }: Pick<OpenPot, 'session' | 'fold' | 'chain'>,
  checkpoint: EventId,
  name: string,
  network: Pick<ReturnType<typeof useNetworkStore>, 'connect' | 'choice'>,
  onBlock: (done: number, all: number) => void,
): Promise<Result<SavedProof, GatherError | ChainError>> {
  const connected = await network.connect()
  if (!connected.ok) return connected
  const proofs = await openProofs(network.choice.endpoint)
  if (!proofs.ok) return proofs
  try {
    const source = {
      fold: fold.value,
      stored: session.stored(),
      reading: { events: chain.value?.placed ?? [] },
      blocks: connected.value.port,
      proofs: proofs.value,
    }
    const proof = await gatherProof(source, checkpoint, onBlock)
    if (!proof.ok) return proof
    saveFile(name, proofFileToText(proof.value), 'application/json')
    return { ok: true, value: { block: proof.value.blocks[0]?.number ?? 0, hasState: proof.value.runtimes.length > 0 } }
  } finally {
    await proofs.value.close()
  }
}
