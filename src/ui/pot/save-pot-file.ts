import type { PotSession } from '../../app/index.ts'
import type { PotFold } from '../../domain/index.ts'
import { potFileName, potFileText } from './pot-file.ts'

/** Gives the whole pot to the browser to save, as a file named after its title. */
export function savePotFile(session: PotSession, fold: PotFold, title: string): void {
  const url = URL.createObjectURL(new Blob([potFileText(session, fold)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = potFileName(title)
  link.click()
  URL.revokeObjectURL(url)
}
