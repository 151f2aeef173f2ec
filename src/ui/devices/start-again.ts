/** Starts the app anew, on its first screen: with another key or account nothing that is open may go on. */
export function startAgain(): void {
  location.hash = '#/'
  location.reload()
}
