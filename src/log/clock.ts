/** Wall time as a port. It labels events for people and orders nothing (EV1). */
export interface Clock {
  /** Unix time in whole seconds. */
  readonly now: () => number
}

const DAY_SECONDS = 86_400

/** Whether an event claims to be from more than a day ahead of `now`: shown to people as a wrong clock, never a reason to refuse it. */
export function isAheadOfTime(event: { readonly at: number }, now: number): boolean {
  return event.at > now + DAY_SECONDS
}
