import type { PotId } from '../../domain/index.ts'
import type { Quits } from '../quits.ts'
import type { Syncing } from '../sync/syncing.ts'
import { createTurns } from '../turns.ts'
import { answerRequests, type AnswerPorts } from './answer-requests.ts'

/** Answers requests to be let in, in every pot that this tab keeps in step, until it is closed. */
export function startAnswering(
  quits: Quits,
  syncing: Pick<Syncing, 'of' | 'subscribe'>,
  ports: AnswerPorts,
): { readonly close: () => Promise<void> } {
  const answering = new Map<PotId, { readonly close: () => Promise<void> }>()
  const turns = createTurns()
  let isClosed = false

  const compare = async (pot: PotId): Promise<void> => {
    // One tab of an installation keeps a pot in step; the same one answers.
    const isHere = !isClosed && syncing.of(pot)?.status().where === 'here'
    const running = answering.get(pot)
    if (isHere === (running !== undefined)) return
    answering.delete(pot)
    if (running) return running.close()
    const session = await quits.open(pot)
    if (session.ok) answering.set(pot, answerRequests(session.value, ports))
  }
  const look = (pot: PotId): void => turns.queue(() => compare(pot))
  const stop = syncing.subscribe(look)
  void (async () => {
    const listed = await quits.ports.storage.access.list()
    for (const { pot } of listed.ok ? listed.value : []) look(pot)
  })()
  return {
    close: async () => {
      isClosed = true
      stop()
      for (const pot of answering.keys()) look(pot)
      await turns.idle()
    },
  }
}
