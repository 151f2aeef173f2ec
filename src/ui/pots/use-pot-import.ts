import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { onBeforeRouteLeave, useRouter } from 'vue-router'
import { useCheck, type Check } from '../base/use-check.ts'
import type { AnyError } from '../messages/any-error.ts'
import { useText } from '../messages/create-messages.ts'
import { useNotices } from '../stores/use-notices.ts'
import { useQuitsStore } from '../stores/use-quits-store.ts'
import type { BroughtPot } from './import-pot.ts'

/** Taking a pot from outside, on the screen that asks for it. */
export interface PotImporting {
  readonly isReading: Readonly<Ref<boolean>>
  readonly check: Check
  readonly error: ShallowRef<AnyError | null>
  /** Takes it and shows it. What went wrong stands in `error`. */
  readonly take: (bring: () => Promise<BroughtPot>) => Promise<void>
}

/** One pot is taken at a time. */
export function usePotImport(): PotImporting {
  const text = useText()
  const router = useRouter()
  const notices = useNotices()
  const { quits } = useQuitsStore()
  const isReading = ref(false)
  const check = useCheck()
  const error = shallowRef<AnyError | null>(null)
  let hasLeft = false
  onBeforeRouteLeave(() => void (hasLeft = true))

  async function take(bring: () => Promise<BroughtPot>): Promise<void> {
    isReading.value = true
    notices.dismiss()
    error.value = null
    const { importPot } = await import('./import-pot.ts')
    const taken = await importPot(quits(), await bring(), check.begin())
    check.end()
    isReading.value = false
    if (!taken.ok && taken.error.type === 'CheckEnded') return notices.tell(text('error.CheckEnded'))
    if (!taken.ok) return void (error.value = taken.error)
    notices.tell(text('import.done', { n: taken.value.added, title: taken.value.title }, taken.value.added))
    // Who went elsewhere in the meantime stays there.
    if (!hasLeft) await router.push({ name: 'pot', params: { pot: taken.value.pot } })
  }
  return { isReading, check, error, take }
}
