import type { History } from '../../app/devices/index.ts'
import type { PotEvent } from '../../domain/index.ts'
import type { Format } from '../format/use-format.ts'
import type { Text } from '../messages/create-messages.ts'

/** What a history of a device holds, a line for each change. */
export function historyLines(text: Text, format: Format, { events }: History): readonly string[] {
  return events.map((event) => lineOf(text, format, event))
}

function lineOf(text: Text, format: Format, event: PotEvent): string {
  switch (event.kind) {
    case 'entry.created':
    case 'entry.revised': {
      const { title, amount, currency } = event.body.entry
      const key = event.kind === 'entry.created' ? 'fork.entry' : 'fork.changed'
      return text(key, { title, amount: format.amount(amount, currency) })
    }
    case 'entry.voided':
      return text('fork.removed')
    case 'member.added':
    case 'member.renamed':
      return text('fork.person', { name: event.body.name })
    default:
      return text('fork.other')
  }
}
