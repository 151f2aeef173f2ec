/** Whom a page of a development build acts as, from `?as=bob`. Each has a database of their own, as if it were another browser. */
export function profileName(): string | null {
  if (!import.meta.env.DEV) return null
  const name = new URLSearchParams(location.search).get('as')
  return name !== null && /^[a-z]{1,20}$/.test(name) ? name : null
}

/** The database of a profile; without one, of this browser. */
export function databaseName(profile: string | null = profileName()): string {
  return profile === null ? 'quits' : `quits-${profile}`
}

/** The address of the app as seen by a profile. */
export function addressOf(profile: string, path = '/'): string {
  return `${location.pathname}?as=${profile}#${path}`
}
