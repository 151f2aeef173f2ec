import { saveFile } from '../base/save-file.ts'
import { useText } from '../messages/create-messages.ts'
import { useNotices } from '../stores/use-notices.ts'
import { useOpenPot } from './open-pot.ts'
import { potFileName, potFileText } from './pot-file.ts'

/** Gives the whole open pot to the browser to save, as a file named after its title, and says so. */
export function usePotSaving(): () => void {
  const text = useText()
  const notices = useNotices()
  const { session, fold, open } = useOpenPot()
  return () => {
    saveFile(potFileName(open.value.genesis.title), potFileText(session, fold.value), 'application/json')
    notices.tell(text('share.done'))
  }
}
