import { readFile } from 'node:fs/promises'

/** What a file of ours is, and which command takes it. */
const KINDS: Readonly<Record<string, string>> = {
  'quits-pot': 'a pot file: quits verify checks it',
  'quits-proof': 'a proof: quits verify-proof checks it',
  'quits-replay/1': 'a replay file: quits replay folds it',
}

/** Says, for a file that was given to the wrong command, what it is and which command takes it; null for any other. */
export async function describeOtherFile(path: string, wanted: keyof typeof KINDS): Promise<string | null> {
  const begin = (await readFile(path)).subarray(0, 200).toString('utf8')
  const [, format] = /^\s*\{\s*"format":\s*"([^"]*)"/u.exec(begin) ?? []
  if (begin.startsWith('age-encryption.org/')) return 'a sealed backup: quits restore opens it'
  return format === undefined || format === wanted ? null : (KINDS[format] ?? null)
}
