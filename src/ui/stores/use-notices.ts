import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

/** A short message after a change, with a way back where there is one. */
export interface Notice {
  readonly id: number
  readonly text: string
  readonly undo: (() => Promise<void>) | null
}

/** What was just done, shown for a while and read aloud; the newest takes the place of the one before. A way back is also in the entry's history. */
export const useNotices = defineStore('notices', () => {
  const notice = shallowRef<Notice | null>(null)
  const spoken = ref('')
  let count = 0
  let clock: ReturnType<typeof setTimeout> | undefined

  function tell(text: string, undo: Notice['undo'] = null): void {
    notice.value = { id: ++count, text, undo }
    spoken.value = text
    clearTimeout(clock)
    clock = setTimeout(dismiss, undo === null ? 6000 : 30_000)
  }
  function dismiss(): void {
    notice.value = null
  }
  return { notice, spoken, tell, dismiss }
})
