/** The first of `endpoints` (WebSocket addresses) that accepts a connection within `timeoutMs`, or null. */
export async function firstEndpoint(endpoints: readonly string[], timeoutMs: number): Promise<string | null> {
  const attempts = endpoints.map((endpoint) => attempt(endpoint, timeoutMs))
  try {
    return await Promise.any(attempts)
  } catch {
    return null // all of them failed
  }
}

const attempt = (endpoint: string, timeoutMs: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(endpoint)
    const settle = (outcome: () => void): void => {
      clearTimeout(timer)
      socket.close()
      outcome()
    }
    const refuse = (): void => settle(() => reject(new Error(`${endpoint} does not answer`)))
    const timer = setTimeout(refuse, timeoutMs)
    socket.addEventListener('open', () => settle(() => resolve(endpoint)), { once: true })
    socket.addEventListener('error', refuse, { once: true })
  })
