// Chopsticks' interpreter is one worker thread for all chains of the process, and keeps the process alive.
import { chopsticks } from './chopsticks.ts'

let users = 0
let stopping: Promise<void> = Promise.resolve()

/** Says that a chain needs the worker; what it returns says that it does so no more. The last one out stops the thread. */
export async function holdInterpreterWorker(): Promise<() => Promise<void>> {
  users++
  await stopping // a thread on its way out still answers to Chopsticks' name for it
  return async () => {
    users--
    if (users > 0) return
    stopping = chopsticks.destroyWorker()
    await stopping
  }
}
