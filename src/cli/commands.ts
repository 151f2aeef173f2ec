import type { Command } from './command.ts'
import { backup } from './commands/backup.ts'
import { balances } from './commands/balances.ts'
import { deploy } from './commands/deploy.ts'
import { importSplitwise } from './commands/import-splitwise.ts'
import { prove } from './commands/prove.ts'
import { replay } from './commands/replay.ts'
import { restore } from './commands/restore.ts'
import { settle } from './commands/settle.ts'
import { verifyProof } from './commands/verify-proof.ts'
import { verify } from './commands/verify.ts'

/** Every command of `quits`. */
export const commands: readonly Command[] = [
  importSplitwise,
  balances,
  settle,
  verify,
  prove,
  verifyProof,
  replay,
  backup,
  restore,
  deploy,
]
