import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import type { KeyChange } from '../../app/devices/index.ts'
import type { PotSession } from '../../app/index.ts'

/**
 * What a device does by itself about a pot that it opens: it says whose it is where its account is a member's (ME1), and looks at whether everybody's
 * account is the one that was known. Again whenever accounts change.
 */
export function useOwnPart(session: PotSession): {
  /** Accounts that are others than before; null until it was looked. */
  readonly changes: ShallowRef<readonly KeyChange[]>
  readonly look: () => Promise<void>
} {
  const changes = shallowRef<readonly KeyChange[]>([])
  let seen = ''
  let turn: Promise<void> = Promise.resolve()

  async function lookOnce(): Promise<void> {
    const { checkAccounts, joinOwnPot } = await import('../../app/devices/index.ts')
    // What stands in its way is told where people act: a full disk, a device that was taken out.
    await joinOwnPot(session)
    const found = await checkAccounts(session.ports.storage.settings, session)
    if (found.ok) changes.value = found.value
  }
  function look(): Promise<void> {
    turn = turn.then(lookOnce)
    return turn
  }
  function lookAgain(): void {
    const accounts = [...session.fold().open.members.values()].map(({ id, account }) => `${id}${account}`).join()
    if (accounts === seen) return
    seen = accounts
    void look()
  }
  onScopeDispose(session.subscribe(lookAgain))
  lookAgain()
  return { changes, look }
}
