import { amountsFile } from './cases/amounts.ts'
import { bytesFile } from './cases/bytes.ts'
import { convertedFile, plansFile } from './cases/plans.ts'
import { conversionsFile } from './cases/conversions.ts'
import { eventsFile } from './cases/events.ts'
import { potsFile } from './cases/pots.ts'
import { settlementsFile } from './cases/settlements.ts'
import { splitsFile } from './cases/splits.ts'
import type { VectorFile } from './vector-case.ts'

/** Every file of vectors, by name. */
export const vectorFiles: Readonly<Record<string, VectorFile>> = {
  amounts: amountsFile,
  bytes: bytesFile,
  conversions: conversionsFile,
  'converted-nets': convertedFile,
  events: eventsFile,
  plans: plansFile,
  pots: potsFile,
  settlements: settlementsFile,
  splits: splitsFile,
}
