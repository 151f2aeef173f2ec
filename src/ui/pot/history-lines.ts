import type { History } from '../../app/devices/index.ts'
import type { PotEvent } from '../../domain/index.ts'
import type { Text } from '../messages/create-messages.ts'

/** What a history of a device holds, a line for each change. */
export function historyLines(text: Text, { events }: History): readonly string[] {
  return events.map((event) => lineOf(text, event))
}

function lineOf(text: Text, event: PotEvent): string {
  switch (event.kind) {
    case 'entry.created':
      return text('fork.entry', { title: event.body.entry.title })
    case 'entry.revised':
      return text('fork.changed', { title: event.body.entry.title })
    case 'entry.voided':
      return text('fork.removed')
    case 'member.added':
    case 'member.renamed':
      return text('fork.person', { name: event.body.name })
    default:
      return text('fork.other')
  }
}
