import type { PreparedCall } from '../../app/index.ts'

type ChainCall = PreparedCall['call']

/** A name for what a call is about, the same before it is sent and when it is found again after a reload. */
export function callKey(call: ChainCall): string {
  if (call.to === 'mapping') return 'mapping'
  const { contract, call: inner } = call
  switch (inner.kind) {
    case 'createGroup':
      return `group/${contract}/${inner.salt}`
    case 'attest':
      return inner.proposal.kind === 'Settlement' ? `attest/${inner.proposal.checkpoint}` : `roster/${inner.group}`
    case 'pay':
    case 'acknowledge':
      return `leg/${inner.group}/${inner.epoch}/${inner.leg.index}`
  }
}
