import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'

/** A short message after a change, with a way back where there is one. */
export interface Notice {
  readonly id: number
  readonly text: string
  readonly undo: (() => Promise<void>) | null
}

/** What was just done, shown and read aloud; the newest takes the place of the one before. */
export const useNotices = defineStore('notices', () => {
  const notice = shallowRef<Notice | null>(null)
  const spoken = ref('')
  let count = 0

  function tell(text: string, undo: Notice['undo'] = null): void {
    notice.value = { id: ++count, text, undo }
    spoken.value = text
  }
  /** For the ear only: what the eye sees anyway. */
  function speak(text: string): void {
    spoken.value = text
  }
  function dismiss(): void {
    notice.value = null
  }
  return { notice, spoken, tell, speak, dismiss }
})
