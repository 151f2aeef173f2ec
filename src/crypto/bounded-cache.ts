/** What `create` makes of a key, kept for the last `limit` keys created. For things that are costly to make and cheap to lose. */
export function createBoundedCache<T>(limit: number, create: (key: string) => T): (key: string) => T {
  const kept = new Map<string, T>()
  return (key) => {
    const known = kept.get(key)
    if (known !== undefined) return known
    const created = create(key)
    kept.set(key, created)
    if (kept.size > limit) kept.delete(kept.keys().next().value as string)
    return created
  }
}
