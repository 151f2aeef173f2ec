// Invitations: making them, answering who has a link, and joining by one. An entry of its own: who invites nobody does not load it.

export { answerRequests, type AnswerPorts } from './answer-requests.ts'
export { composeInvites } from './compose-invites.ts'
export { createInvite, type CreatedInvite, type InviteError, type InviteTerms } from './create-invite.ts'
export type { Newcomer } from './claim-as.ts'
export { joinPot, type Joining, type JoinPorts } from './join-pot.ts'
export type { JoinState } from './join-state.ts'
export { parseInvitationLink, type InvitationLink, type InvitationLinkError } from '../../sync/index.ts'
export { listInvites, type ListedInvite } from './list-invites.ts'
export { startAnswering } from './start-answering.ts'
export { withdrawInvite, type WithdrawError } from './withdraw-invite.ts'
