/** Asks the browser not to clear the data when space runs out; whether it agreed. Worth asking when the first pot is made, not before. */
export async function askToPersist(): Promise<boolean> {
  try {
    return (await globalThis.navigator?.storage?.persist?.()) ?? false
  } catch {
    return false // refused by policy: the data stays as safe as it was
  }
}
