import type { Facts } from '../domain/index.ts'
import type { Surroundings } from './command.ts'

/** Says, for a pot that is tied to a group on a chain, what a pot file alone cannot know. */
export function noteChain({ tie }: Pick<Facts, 'tie'>, { note }: Surroundings): void {
  if (tie)
    note(
      'note: this pot is settled on a chain; what was settled and paid there is not in the pot file. With --endpoint <ws> it counts.',
    )
}
