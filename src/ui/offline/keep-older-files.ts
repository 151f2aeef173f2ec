/**
 * Keeps the files of the version that is running, before a newer one drops them: another tab may still run it, and loads a screen's parts when they
 * are first needed. They stay until the next version takes their place. Where there is no room, such a tab has to be loaded anew for them.
 */
export async function keepOlderFiles(scope: string): Promise<void> {
  const kept = `quits-older-${scope}`
  await caches.delete(kept)
  const to = await caches.open(kept)
  for (const name of await caches.keys()) {
    if (!name.startsWith('quits-precache-') || !name.endsWith(`-${scope}`)) continue
    const from = await caches.open(name)
    for (const request of await from.keys()) {
      const response = await from.match(request)
      if (response && !new URL(request.url).search) await to.put(request, response)
    }
  }
}
