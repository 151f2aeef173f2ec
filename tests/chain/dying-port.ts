import type { ChainPort, TransactionSignal } from '../../src/chain/index.ts'

/** Where a process can end between the wish to send and the known end, in order. */
export const STEPS = [
  'before the signature',
  'before the record',
  'after the record',
  'after sending',
  'in a block',
  'final',
  'never',
] as const
export type Step = (typeof STEPS)[number]

const STEP_OF_SIGNAL: Partial<Record<TransactionSignal['kind'], Step>> = {
  'signature asked': 'before the signature',
  sent: 'after sending',
  'in block': 'in a block',
  finalized: 'final',
}

/** A port as a process sees it that ends at a step: from then on it hears nothing, says nothing and writes nothing. */
export function dyingPort(port: ChainPort, step: Step): { readonly port: ChainPort; readonly died: Promise<'died'> } {
  const died = Promise.withResolvers<'died'>()
  const never = new Promise<never>(() => {})
  let isDead = false
  const isOver = (now: Step | undefined): boolean => {
    if (now !== undefined && STEPS.indexOf(now) >= STEPS.indexOf(step)) {
      isDead = true
      died.resolve('died')
    }
    return isDead
  }
  const submit: ChainPort['submit'] = async (call, estimate, signer, onSignal, keep) => {
    await port.submit(
      call,
      estimate,
      signer,
      (signal) => {
        if (!isOver(STEP_OF_SIGNAL[signal.kind])) onSignal(signal)
      },
      async (pending) => {
        if (isOver('before the record')) return never
        const kept = await keep(pending)
        return isOver('after the record') ? never : kept
      },
    )
    if (isDead) await never
  }
  return { port: { ...port, submit }, died: died.promise }
}
