/** Addresses of relays that whoever serves the app chose for its visitors, in the page itself. */
export function presetRelays(): readonly string[] {
  const content = document.querySelector('meta[name="quits-network"]')?.getAttribute('content')
  try {
    const { relay } = JSON.parse(content ?? '{}') as { readonly relay?: unknown }
    return typeof relay === 'string' ? [relay] : []
  } catch {
    return []
  }
}
