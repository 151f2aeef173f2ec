import type { EpochProof, ProvenLeg } from '../app/index.ts'
import type { GroupReading } from '../chain/index.ts'
import { minorToDecimalText, type Facts, type Finalized, type MemberId } from '../domain/index.ts'
import type { Report } from './command.ts'
import { counted } from './counted.ts'
import { moneyText } from './describe-payment-fault.ts'
import { displayNames } from './display-names.ts'
import { contradictions, describeOthers, isUnconfirmed, whoseWord, wordJson } from './nodes/describe-word.ts'
import type { Verification } from './verify-pot.ts'

/** What a verification found, for people and for programs. */
export function verificationReport(found: Verification): Report {
  const { proof, differs, reading, word } = found
  const matches = differs.length === 0
  return {
    lines: [
      ...logLines(found),
      ...chainLines(found),
      ...proof.epochs.flatMap((epoch) => epochLines(epoch, found)),
      ...verdictLines(found),
    ],
    json: {
      matches,
      ...(word ? wordJson(word) : { accordingTo: null, endpoint: null, others: [] }),
      pot: proof.pot,
      events: proof.events,
      chain: reading && {
        genesis: reading.history.genesis,
        contract: reading.history.contract,
        group: reading.history.group,
        createdIn: reading.created.number,
        readTo: reading.at.number,
        events: reading.events.length,
        seq: reading.checks.head.seq.toString(),
        head: reading.checks.head.head,
        codeHash: reading.checks.codeHash,
        token: reading.checks.payment.contract.token,
        money: reading.checks.payment.money,
      },
      epochs: proof.epochs.map((epoch) => epochJson(epoch, displayNames(found.fold.open))),
      differs,
    },
    exit: matches ? (word && isUnconfirmed(word) ? 3 : 0) : 1,
  }
}

function logLines({ fold, proof }: Verification): readonly string[] {
  return [
    `Pot "${fold.open.genesis.title}": ${counted(proof.events, 'event')}, every id, signature and place in its device's chain is in order.`,
  ]
}

function chainLines({ reading, fold, differs, moneyFault }: Verification): readonly string[] {
  if (reading) {
    const { created, at, events, checks } = reading
    return [
      `Group 0x${reading.history.group}: ${counted(events.length, 'contract event')} in blocks ${created.number} to ${at.number}, each following from the one before; they lead to the head that the contract has.`,
      `Contract code 0x${checks.codeHash}, known to this version of Quits.`,
      ...(moneyFault ? [] : moneyLines(checks.payment)),
    ]
  }
  if (differs.length > 0) return []
  const waiting = fold.open.proposedTies.size > 0 ? ' (a tie is proposed, and not everybody signed it)' : ''
  return [`The pot is tied to no group on a chain${waiting}, so there is no settlement to compare.`]
}

function moneyLines({ contract: { token }, money }: GroupReading['checks']['payment']): readonly string[] {
  const how = token === null ? "the chain's own money" : `the token 0x${token}`
  return money ? [`It pays in ${how}: ${moneyText(money)}, as the pot's tie says.`] : []
}

function epochLines(epoch: EpochProof, { fold, reading }: Verification): readonly string[] {
  const names = displayNames(fold.open)
  const finalized = reading?.events.find(
    ({ event }) => event.kind === 'Finalized' && event.checkpoint === epoch.checkpoint,
  )?.event as Finalized | undefined
  const votes = finalized ? `attested by ${counted(countBits(finalized.voters), 'member')}` : 'attested'
  const block = epoch.at ? ` in block ${epoch.at.blockNumber}` : ''
  const head =
    epoch.verdict === 'final'
      ? `Epoch ${epoch.epoch} matches: ${counted(epoch.events, 'event')}, state hash 0x${epoch.attested.stateHash}, ${votes}${block}.`
      : `Epoch ${epoch.epoch} does not match (${votes}${block}).`
  return [head, ...epoch.legs.map((leg) => `  ${legLine(leg, names, fold.open)}`)]
}

/** A leg in one line. */
export function legLine(
  { from, to, amount, currency, planck, isOnChain, status }: ProvenLeg,
  names: ReadonlyMap<MemberId, string>,
  { tie }: Pick<Facts, 'tie'>,
): string {
  const money = `${minorToDecimalText(amount, currency.digits)} ${currency.code}`
  const token =
    isOnChain && planck > 0n && tie ? ` (${minorToDecimalText(planck, tie.token.digits)} ${tie.token.code})` : ''
  const at = 'at' in status && status.at ? ` in block ${status.at.blockNumber}` : ''
  const how = {
    open: 'open',
    paid: `paid${at}`,
    acknowledged: `confirmed by the payee${at}`,
    confirmed: 'confirmed by the payee',
  }[status.type]
  return `${names.get(from) ?? from} to ${names.get(to) ?? to}: ${money}${token}, ${how}`
}

function verdictLines({ differs, word }: Verification): readonly string[] {
  if (!word) return differs.length > 0 ? [...differs, 'Something differs.'] : []
  if (differs.length > 0) {
    const whose = contradictions(word).length === 0 ? `, ${whoseWord(word)}` : ''
    return [...differs, ...describeOthers(word), `Something differs${whose}.`]
  }
  const second =
    word.others.length === 0 ? ' A second node (--endpoint again) tells whether this one tells everybody the same.' : ''
  return [...describeOthers(word), `Everything matches, ${whoseWord(word)}.${second}`]
}

function epochJson(epoch: EpochProof, names: ReadonlyMap<MemberId, string>): unknown {
  return {
    epoch: epoch.epoch.toString(),
    matches: epoch.verdict === 'final',
    verdict: epoch.verdict,
    differs: epoch.differs,
    checkpoint: epoch.checkpoint,
    block: epoch.at?.blockNumber ?? null,
    attested: epoch.attested,
    computed: epoch.recomputed && {
      stateHash: epoch.recomputed.stateHash,
      planRoot: epoch.recomputed.planRoot,
      parts: Object.fromEntries(epoch.recomputed.parts),
    },
    legs: epoch.legs.map(({ index, from, to, amount, currency, planck, isOnChain, status }) => ({
      index,
      from: names.get(from) ?? from,
      to: names.get(to) ?? to,
      amount: minorToDecimalText(amount, currency.digits),
      currency: currency.code,
      planck: planck.toString(),
      isOnChain,
      status: status.type,
      block: 'at' in status ? (status.at?.blockNumber ?? null) : null,
    })),
  }
}

function countBits(bits: number): number {
  return Array.from(bits.toString(2)).filter((bit) => bit === '1').length
}
