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
    console.error(sentenceOf(error))
    process.exit(1) // a connection attempt may still be under way
  }
}

/** What went wrong, and what to write instead where that is a matter of options. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const said = error.message.replace(/\.$/u, '')
  if (codeOf(error).startsWith('ERR_PARSE_ARGS')) return `${said}; --help lists what there is.`
  if (codeOf(error.cause) === 'EADDRINUSE') return `${said}; --port takes another, --port 0 any free one.`
  return error.message
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
