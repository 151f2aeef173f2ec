// What the service worker of a build keeps: every file of that build, so that all of it opens without a connection and no part of it is ever mixed
// with another version's. Each file stands in the worker with its hash, and the browser refuses one that differs: an error page or the sign-in page
// of a hotel's network cannot take the place of a file.

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { VitePWAOptions } from 'vite-plugin-pwa'

type Workbox = VitePWAOptions['workbox']
type ManifestTransform = NonNullable<Workbox['manifestTransforms']>[number]

const workbox: Partial<Workbox> = {
  cacheId: 'quits',
  mode: 'production',
  globPatterns: ['**/*'],
  maximumFileSizeToCacheInBytes: 8 * 1024 * 1024, // a larger one fails the build
  inlineWorkboxRuntime: true,
  cleanupOutdatedCaches: false,
  // Screens are told apart by the hash: there is one page, and any other address of its folder is not ours to answer.
  navigateFallback: null,
  // It waits until a person asks for it or the last tab is closed (src/ui/offline/use-app-version.ts); the first one of all has nobody to wait for.
  skipWaiting: false,
  clientsClaim: true,
  runtimeCaching: [
    {
      // Files of the version before, which another tab may still run: src/ui/offline/keep-older-files.ts.
      urlPattern: ({ sameOrigin, url }) => sameOrigin && url.pathname.includes('/assets/'),
      handler: async ({ request }) => (await caches.match(request, { ignoreVary: true })) ?? fetch(request),
    },
  ],
}

/** The plugin's options. The page registers the worker itself, and the web manifest is a file of its own. */
export const serviceWorker: Partial<VitePWAOptions> = {
  filename: 'service-worker.js',
  injectRegister: false,
  manifest: false,
  workbox,
  integration: {
    configureOptions: ({ root, build }, options) => {
      options.workbox = { ...workbox, manifestTransforms: [withHashes(resolve(root, build.outDir))] }
    },
  },
}

function withHashes(folder: string): ManifestTransform {
  return async (entries) => ({
    manifest: await Promise.all(
      entries.map(async (entry) => {
        const hash = createHash('sha256').update(await readFile(resolve(folder, entry.url)))
        return { ...entry, integrity: `sha256-${hash.digest('base64')}` }
      }),
    ),
  })
}
