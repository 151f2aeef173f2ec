// What the app loads when the first pot is opened, in one piece.

export { foundPot } from './found-pot.ts'
export { openPotSession } from './session/open-pot-session.ts'
export { takeNewPot } from './take-new-pot.ts'
