import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import { composeInvites, joinPot, type InvitationLink, type Joining, type JoinState } from '../../app/invites/index.ts'
import { composeSync } from '../../app/sync/index.ts'
import type { AnyError } from '../messages/any-error.ts'
import { useQuitsStore } from '../stores/use-quits-store.ts'
import { useSyncStore } from '../stores/use-sync-store.ts'

/** A joining on the screen. */
export interface ShownJoining {
  readonly state: ShallowRef<JoinState | null>
  readonly relays: ShallowRef<ReturnType<Joining['relays']> | null>
  readonly error: ShallowRef<AnyError | null>
  readonly begin: (link: InvitationLink, name: string) => Promise<void>
  readonly choose: Joining['choose']
}

/** Joins by a link as long as the screen is shown. */
export function useJoining(): ShownJoining {
  const { quits } = useQuitsStore()
  const sync = useSyncStore()
  const state = shallowRef<JoinState | null>(null)
  const relays = shallowRef<ReturnType<Joining['relays']> | null>(null)
  const error = shallowRef<AnyError | null>(null)
  let joining: Joining | null = null
  let isGone = false

  onScopeDispose(() => {
    isGone = true
    void joining?.close()
  })
  return {
    state,
    relays,
    error,
    begin: async (link, name) => {
      await joining?.close()
      const begun = await joinPot(quits(), composeInvites(composeSync(quits().ports), sync.start()), link, name)
      error.value = begun.ok ? null : begun.error
      if (!begun.ok) return
      joining = begun.value
      if (isGone) return joining.close()
      const show = (): void => {
        state.value = begun.value.state()
        relays.value = begun.value.relays()
      }
      joining.subscribe(show)
      show()
    },
    choose: async (who) => {
      const chosen = (await joining?.choose(who)) ?? { ok: true, value: undefined }
      error.value = chosen.ok ? null : chosen.error
      return chosen
    },
  }
}
