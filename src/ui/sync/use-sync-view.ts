import { computed, type ComputedRef } from 'vue'
import { openForks } from '../../app/devices/index.ts'
import { syncViewOf, type SyncView } from '../../app/sync/index.ts'
import { useFormat } from '../format/use-format.ts'
import { useText } from '../messages/create-messages.ts'
import { useOpenPot } from '../pot/open-pot.ts'
import { useSyncStore } from '../stores/use-sync-store.ts'

/** How the pot on the screen stands with the devices of others. */
export function useSyncView(): ComputedRef<SyncView> {
  const store = useSyncStore()
  store.start()
  const { session, fold } = useOpenPot()
  return computed(() =>
    syncViewOf({
      status: store.of(session.id)?.status() ?? null,
      facts: fold.value.open,
      forked: openForks(fold.value).map(({ device }) => device),
      device: session.identity.signer.device,
    }),
  )
}

/** A view in a few words. */
export function useSyncSentence(): (view: SyncView) => string {
  const text = useText()
  const format = useFormat()
  const withOutbox = (sentence: string, toSend: number): string =>
    toSend === 0 ? sentence : `${sentence} · ${text('sync.toSend', { n: format.number(toSend) }, toSend)}`
  return (view) => {
    switch (view.kind) {
      case 'here':
        return withOutbox(text(view.hasRelays ? 'sync.hereWaiting' : 'sync.here'), view.toSend)
      case 'syncing':
        if (view.toReceive > 0) return text('sync.receiving', { n: format.number(view.toReceive) })
        return view.toSend > 0 ? text('sync.sending', { n: format.number(view.toSend) }) : text('sync.syncing')
      case 'level': {
        const { reached, members } = view
        const time = format.moment(view.at)
        const sentence = members === 0 ? text('sync.alone', { time }) : text('sync.level', { reached, members, time })
        return withOutbox(sentence, view.toSend)
      }
      case 'attention': {
        const [first, ...more] = view.reasons
        const what = first === undefined ? '' : text(`sync.short.${first.type}`)
        return text('sync.attention', {
          what: more.length === 0 ? what : text('sync.and', { what, n: format.number(more.length) }),
        })
      }
    }
  }
}
