import type { KeptWarning } from '../../storage/index.ts'
import type { PutRefusal } from '../../sync/index.ts'
import type { RelaySync, SyncFinding } from './pot-sync-status.ts'

/** What a person may have to look at: something that a relay should not have done, or something that it does not take. */
export type LineWarning = SyncFinding | RelayRefused
type RelayRefused = PutRefusal & { readonly type: 'RelayRefused' }

/** Whether it is about what a relay does not take. */
export function isRefusal(warning: LineWarning): warning is RelayRefused {
  return warning.type === 'RelayRefused'
}

/** The last of each type is told, of refusals the last of each reason. */
export function nameOfWarning(warning: LineWarning): string {
  return isRefusal(warning) ? `${warning.type}/${warning.reason}` : warning.type
}

/** Warnings about one relay as a person is told of them: those of this run, or those that were kept of an earlier one or by another tab. */
export function toldOfRelay(warnings: readonly KeptWarning[]): Pick<RelaySync, 'findings' | 'refusals'> {
  // What this app has written: the shapes are those of the version that wrote them, and their types are all that decides anything.
  const all = warnings as readonly LineWarning[]
  return {
    findings: all.filter((each): each is SyncFinding => !isRefusal(each)),
    refusals: new Map(all.filter(isRefusal).map((each) => [each.reason, each])),
  }
}
