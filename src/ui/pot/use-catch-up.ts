import { shallowRef, watch, type ShallowRef } from 'vue'
import { catchUp, type RecurringError } from '../../app/index.ts'
import { today } from '../format/date-text.ts'
import { useOpenPot } from './open-pot.ts'

/** EX4: writes the rows of recurring entries that have become due, once the reader speaks in the pot. Why it could not, if so. */
export function useCatchUp(): ShallowRef<RecurringError | null> {
  const { session, me } = useOpenPot()
  const error = shallowRef<RecurringError | null>(null)
  watch(
    () => me.value?.id,
    async (member) => {
      if (member === undefined) return
      const done = await catchUp(session, today())
      error.value = done.ok ? null : done.error
    },
    { immediate: true },
  )
  return error
}
