import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** SHA-256 of bytes, lowercase hex. */
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/** How `sourceHash` is made, for a reader of the stamp: the same as this in a shell. */
export const sourceHashRecipe = (sources) =>
  `cd ${sources} && find . -type f -not -path './target/*' -not -name '*.md' | cut -c3- | LC_ALL=C sort | xargs sha256sum | sha256sum`

/** The hash over every file of a crate that is not in `target` and not prose: a sha256sum line each, in byte order of the paths. */
export function sourceHash(folder) {
  const lines = sourceFiles(folder).map((path) => `${sha256(readFileSync(join(folder, path)))}  ${path}\n`)
  return sha256(lines.join(''))
}

/** Paths relative to `folder` with forward slashes, in byte order. */
function sourceFiles(folder, under = '') {
  const entries = readdirSync(join(folder, under), { withFileTypes: true })
  const paths = entries.flatMap((entry) => {
    const path = under === '' ? entry.name : `${under}/${entry.name}`
    if (entry.isDirectory()) return path === 'target' ? [] : sourceFiles(folder, path)
    return entry.isFile() && !path.endsWith('.md') ? [path] : []
  })
  return paths.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
}
