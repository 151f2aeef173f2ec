/** Who watches a long check: is told how far it is, and may end it. */
export interface CheckWatch {
  /** Told now and then how many steps of how many are done. The work goes on when what comes back has resolved, so that a screen can be drawn in between. */
  readonly progress: (done: number, of: number) => void | Promise<void>
  readonly isCancelled: () => boolean
}

/** Thrown out of a check that its watcher ended. Nothing of it was taken. */
export class CheckCancelled extends Error {
  constructor() {
    super('the check was cancelled')
    this.name = 'CheckCancelled'
  }
}
