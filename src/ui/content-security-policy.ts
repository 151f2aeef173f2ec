// Read by the build, not by the app: what a page may load and reach. Everything comes from its own place; only nodes of chains are spoken to.

const RULES = [
  "default-src 'none'",
  // The chain's cryptography is WebAssembly.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' ws: wss:",
  "manifest-src 'self'",
  // The service worker, and the workers that check signatures.
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
]

/** The policy as the content of a meta tag. A development server injects styles into the page, which a built one never does. */
export function contentSecurityPolicy(isDevelopment: boolean): string {
  return RULES.map((rule) => (isDevelopment && rule.startsWith('style-src') ? `${rule} 'unsafe-inline'` : rule)).join(
    '; ',
  )
}
