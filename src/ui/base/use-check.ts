import { shallowRef, type ShallowRef } from 'vue'
import type { CheckWatch } from '../../app/index.ts'

/** A check that may take long, as a screen shows it. */
export interface Check {
  /** How far it is, from 0 to 1; null while there is none or it may be over at once. */
  readonly share: ShallowRef<number | null>
  readonly begin: () => CheckWatch
  readonly cancel: () => void
  readonly end: () => void
}

/** What is over sooner is not worth a word. */
const QUIET_MS = 400

/** A check of this screen: one at a time. */
export function useCheck(): Check {
  const share = shallowRef<number | null>(null)
  let isCancelled = false
  return {
    share,
    begin: () => {
      isCancelled = false
      const started = performance.now()
      return {
        progress: async (done, of) => {
          if (performance.now() - started > QUIET_MS) share.value = done / of
          await nextTask()
        },
        isCancelled: () => isCancelled,
      }
    },
    cancel: () => void (isCancelled = true),
    end: () => void (share.value = null),
  }
}

/** Lets the browser draw and hear. A timer would wait longer than the work between two of these takes. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.addEventListener('message', () => {
      port1.close()
      resolve()
    })
    port1.start()
    port2.postMessage(null)
  })
}
