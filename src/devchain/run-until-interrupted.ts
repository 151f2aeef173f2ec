/** Runs a server's command: `start` answers how to stop, which SIGINT and SIGTERM do. A failure is one line and exit code 1. */
export async function runUntilInterrupted(start: () => Promise<() => Promise<void>>): Promise<void> {
  try {
    const stop = await start()
    await new Promise<void>((resolve) => {
      process.once('SIGINT', () => resolve())
      process.once('SIGTERM', () => resolve())
    })
    await stop()
    process.exit(0)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exit(1) // a connection attempt may still be under way
  }
}
