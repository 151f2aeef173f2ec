import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Arguments, Surroundings } from './command.ts'

/** Where this installation's keys are: `--device`, `QUITS_DEVICE`, or the person's configuration directory. */
export function devicePath({ options }: Arguments, { env, directory }: Surroundings): string {
  const named = options['device'] ?? env['QUITS_DEVICE']
  if (typeof named === 'string' && named !== '') return resolve(directory, named)
  const configured = env['XDG_CONFIG_HOME']
  // The XDG specification ignores relative paths.
  const home = configured?.startsWith('/') ? configured : join(homedir(), '.config')
  return join(home, 'quits', 'device.json')
}
