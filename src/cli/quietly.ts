// polkadot-js reports lost connections on the console by itself. People get one sentence from us instead.

const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const

/** Runs work while nothing reaches the console. Ours goes to the standard streams directly. */
export async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const kept = METHODS.map((method) => [method, console[method]] as const)
  for (const method of METHODS) console[method] = () => {}
  try {
    return await work()
  } finally {
    for (const [method, original] of kept) console[method] = original
  }
}
