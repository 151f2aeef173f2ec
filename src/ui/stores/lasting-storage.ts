import type { Quits } from '../../app/index.ts'
import { isStorageGone } from '../../app/index.ts'
import { createLocalTrace } from './local-trace.ts'

/** Whether the browser keeps what is stored until a person deletes it, may delete it by itself, or does not say. */
export type Lasting = 'lasts' | 'may go' | 'unknown'

/** What a browser is asked, where it can be. */
type Keeper = Pick<StorageManager, 'persisted' | 'persist'> | undefined

const ASKED = 'asked to keep storage'

/** What the browser says now. */
export async function isLasting(keeper: Keeper = globalThis.navigator?.storage): Promise<Lasting> {
  return answerOf(keeper?.persisted?.())
}

/** Asks it to keep what is stored; some ask their person in turn. */
export async function askToLast(keeper: Keeper = globalThis.navigator?.storage): Promise<Lasting> {
  return answerOf(keeper?.persist?.())
}

/** Once there is a pot: leaves a trace of it, and asks the browser, once, to keep it. Before there is one nobody knows what they would be asked for. */
export async function keepStorage(
  quits: Quits,
  trace = createLocalTrace(),
  keeper: Keeper = globalThis.navigator?.storage,
): Promise<void> {
  await isStorageGone(quits, trace)
  const { settings } = quits.ports.storage
  const asked = await settings.get(ASKED)
  if (!asked.ok || asked.value !== null || (await isLasting(keeper)) !== 'may go') return
  const noted = await settings.set(ASKED, 'yes')
  if (noted.ok) await askToLast(keeper)
}

async function answerOf(answer: Promise<boolean> | undefined): Promise<Lasting> {
  try {
    if (answer === undefined) return 'unknown'
    return (await answer) ? 'lasts' : 'may go'
  } catch {
    return 'unknown'
  }
}
