import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Builds a next version of the dApp: no code file has the name that it had before, and "New pot" is called `newPot`. */
export async function buildNewer(outDir: string, newPot: string): Promise<void> {
  const configFile = fileURLToPath(new URL('../../../vite.config.ts', import.meta.url))
  const names = 'assets/newer-[name]-[hash].js'
  await build({
    configFile,
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: names, chunkFileNames: names } },
    },
    plugins: [
      {
        name: 'next-version',
        enforce: 'pre',
        transform: (code, id) =>
          id.endsWith('/en-first.ts') ? code.replace("new: 'New pot'", `new: '${newPot}'`) : null,
      },
    ],
  })
}
