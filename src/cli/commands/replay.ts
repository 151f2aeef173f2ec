import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { ok } from '../../domain/index.ts'
import { describeReplayError, parseReplay, replayReport, type ReplayReport } from '../../formats/index.ts'
import { unusable, type Command } from '../command.ts'
import { describeFileFault } from '../file-fault.ts'
import { describeOtherFile } from '../other-file.ts'

/** `quits replay`: the rulebook alone, for whoever checks another implementation against it. */
export const replay: Command = {
  name: 'replay',
  summary: 'Folds the events and chain events of a replay file and prints the state and its hash',
  takes: ['file'],
  options: [],
  about: [
    'A replay file is JSON: {"format": "quits-replay/1", "events": [canonical bytes in hex], "histories": [...]}; the files under',
    'tests/vectors/conformance are examples. Signatures are not part of it: quits verify checks those of a pot file.',
    'With --json: the canonical order, what each settlement means, the state in its parts, their hashes and the state hash.',
  ],
  run: async ({ positionals }, { directory }) => {
    const path = resolve(directory, positionals[0] as string)
    try {
      const read = parseReplay(await readFile(path, 'utf8'))
      if (!read.ok) {
        const other = await describeOtherFile(path, 'quits-replay/1')
        const what = other === null ? `: ${describeReplayError(read.error)}` : ` is no replay file but ${other}.`
        return unusable(`${basename(path)}${what}`)
      }
      const report = replayReport(read.value)
      return ok({ lines: linesOf(report), json: report, exit: 0 })
    } catch (error) {
      return unusable(describeFileFault(path, error))
    }
  },
}

function linesOf(report: ReplayReport): readonly string[] {
  const notCounting = Object.entries(report.notCounting)
  const { checkpoint } = report
  return [
    `Pot ${report.pot}`,
    `Events: ${report.order.length}; late: ${report.late.length}; that do not count: ${notCounting.length}`,
    ...notCounting.map(([event, reason]) => `  ${event} ${reason}`),
    `Settlements that are final: epoch ${report.epoch}`,
    ...report.anchors.map(({ seq, verdict }) => `  at ${seq}: ${verdict}`),
    ...('stateHash' in checkpoint
      ? [
          `State hash ${checkpoint.stateHash}`,
          ...Object.entries(checkpoint.parts).map(([part, hash]) => `  ${part.padEnd(8)} ${hash}`),
        ]
      : [`No state: ${checkpoint.error}`]),
  ]
}
