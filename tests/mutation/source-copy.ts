// Stryker writes its mutants into the sources. It gets a copy: others may edit theirs meanwhile, and the hash is of what was mutated.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const needed = ['src', 'tests', 'package.json', 'tsconfig.json', '.stryker.config.json']
const left = /(^|\/)(tests\/(e2e|chain|devchain|cli|bench|ui|app|storage)|src\/(ui|cli|devchain))$/

/** A copy of what the mutant runs read, with the packages of the original. */
export interface SourceCopy {
  readonly root: string
  read(file: string): string
  remove(): void
}

/** Copies the tree at `root` to a temporary folder. */
export const copySources = (root: string): SourceCopy => {
  const copy = mkdtempSync(join(tmpdir(), 'quits-mutants-'))
  for (const name of needed)
    cpSync(join(root, name), join(copy, name), { recursive: true, filter: (path) => !left.test(path) })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  return {
    root: copy,
    read: (file) => readFileSync(join(copy, file), 'utf8'),
    remove: () => rmSync(copy, { recursive: true, force: true }),
  }
}
