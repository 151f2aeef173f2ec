// How replicas of a pot become equal: reconciliation as pure functions, and the transports that carry its frames. What a relay shares with its clients
// is in relay/.

export type { ForkSuspicion } from './heads/compare-heads.ts'
export {
  createEnvelope,
  parseEnvelope,
  verifyEnvelope,
  type Envelope,
  type EnvelopeId,
  type RouteId,
} from './envelope.ts'
export { compareHeads, type HeadsComparison } from './heads/compare-heads.ts'
export { headsOf, type DeviceHead } from './heads/device-head.ts'
export { hearRelay, type Heard, type RelayFinding } from './known-relay/hear-relay.ts'
export { createKnownRelay, hashAt, subscribeTo, type KnownRelay } from './known-relay/known-relay.ts'
export { findTwoViews, toldHeadOf, type ToldHead, type TwoViews } from './known-relay/told-head.ts'
export { SYNC_LIMITS } from './limits.ts'
export type { Range } from './ranges/range.ts'
export type { RangeItem } from './ranges/range-item.ts'
export { createRangeSet, type RangeSet } from './ranges/range-set.ts'
export { listRanges, openingRanges, reconcileRanges, type RangeAnswer } from './ranges/reconcile-ranges.ts'
export type { PutRefusal, RefusalReason } from './relay/relay-frame.ts'
export { routeOf } from './relay/route.ts'
export {
  invitationToFragment,
  parseInvitationLink,
  type InvitationLink,
  type InvitationLinkError,
} from './mailbox/invitation-link.ts'
export {
  createJoinAnswer,
  verifyJoinAnswer,
  type JoinAdmitted,
  type JoinAnswer,
  type JoinRefusal,
  type JoinRefused,
} from './mailbox/join-answer.ts'
export { createJoinRequest, verifyJoinRequest, type JoinRequest } from './mailbox/join-request.ts'
export {
  createLinkAnswer,
  MAX_LINK_PARTS,
  verifyLinkAnswer,
  type LinkAnswer,
  type LinkedPot,
  type LinkOffer,
  type LinkRefused,
  type LinkSecret,
} from './mailbox/link-answer.ts'
export { linkCheckCode, linkCommitmentOf, type LinkCheck } from './mailbox/link-check.ts'
export {
  linkRequestToFragment,
  parseLinkRequest,
  type LinkRequest,
  type LinkRequestError,
} from './mailbox/link-request.ts'
export {
  MAX_MAILBOX_MESSAGE_BYTES,
  mailboxMessageToBytes,
  parseMailboxMessage,
  type MailboxMessage,
  type MailboxMessageError,
} from './mailbox/mailbox-message.ts'
export { mailboxRouteOf, openMailboxMessage, sealMailboxMessage, type MailboxPlace } from './mailbox/mailbox-sealing.ts'
export { isRelayAddress, MAX_RELAYS } from './mailbox/relay-list.ts'
export { MAX_WRAPPED_KEYS, type WrappedPotKey } from './mailbox/wrapped-keys.ts'
export { startRelayClient, type RelayClient, type RelayClientPorts, type RelayStatus } from './relay-client.ts'
export { generateMessage, type Generated, type GenerateOptions } from './session/generate-message.ts'
export { plainPayloads, type PayloadCodec } from './session/payload-codec.ts'
export { fingerprintOf, receiveMessage, type ReceiveError, type Received } from './session/receive-message.ts'
export { runSync, type SyncNotice, type SyncOptions, type SyncRun, type SyncTarget } from './session/run-sync.ts'
export { parseSyncMessage, syncMessageToBytes, type MessageError } from './session/sync-message-codec.ts'
export type { Payload, Statement, SyncMessage } from './session/sync-message.ts'
export { createSyncState, type SyncState } from './session/sync-state.ts'
export { createFileDuplex, type FileDuplex } from './transport/file-duplex.ts'
export type { DuplexError, FrameDuplex } from './transport/frame-duplex.ts'
export { createMemoryDuplexPair, type CarryFrame } from './transport/memory-duplex.ts'
export {
  addQrFrame,
  bytesToQrFrames,
  QR_FRAME_BYTES,
  type QrCollection,
  type QrError,
  type QrProgress,
} from './transport/qr-frames.ts'
export { framesToSyncFile, MAX_SYNC_FILE_BYTES, parseSyncFile, type SyncFileError } from './transport/sync-file.ts'
export { meetTabs, type TabChannel, type TabNeighbours } from './transport/tab-duplex.ts'
export { openWebSocketDuplex, type ConnectError, type SocketLike } from './transport/websocket-duplex.ts'
export type { WireFault, WireReason } from './wire/byte-reader.ts'
