/** Keeps the screen from going dark while a code is shown or read, where the browser can. Gives what ends it. */
export function keepAwake(): () => void {
  // Refused on a low battery, for example: then a person touches the screen now and then.
  const lock = 'wakeLock' in navigator ? navigator.wakeLock.request('screen').catch(() => null) : null
  return () => void lock?.then((held) => held?.release())
}
