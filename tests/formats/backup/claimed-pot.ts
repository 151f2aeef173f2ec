// Pots of Alice, whose account speaks in them: what a backup is for.
import {
  createAccountKey,
  createSigner,
  deviceCertificateBytes,
  seedDeviceKey,
  systemRandom,
} from '../../../src/crypto/index.ts'
import { bytesToHex, fold, potOf, type Hash32, type Hex, type MemberId } from '../../../src/domain/index.ts'
import type { PotFile } from '../../../src/formats/index.ts'
import {
  admitEvents,
  createEvent,
  createPot,
  createReplica,
  eventsOf,
  type LaterContent,
} from '../../../src/log/index.ts'

/** Alice's secrets. */
export const ALICE = { deviceSeed: new Uint8Array(32).fill(21), accountSeed: new Uint8Array(32).fill(22) }
export const device = seedDeviceKey(ALICE.deviceSeed).device

const ports = { clock: { now: () => 1_780_000_000 }, random: systemRandom }

/** A pot that Alice's device founded, with Alice, claimed by her account, and so many others by name. */
export const createClaimedPot = async (title: string, others: number): Promise<PotFile> => {
  const signer = createSigner(seedDeviceKey(ALICE.deviceSeed))
  const { account, sealing, sign } = createAccountKey(ALICE.accountSeed)
  const salt = bytesToHex(systemRandom.bytes(32)) as Hash32
  const genesis = await createPot(signer, { title, salt, currency: { code: 'EUR', digits: 2 }, chain: null }, ports)
  if (!genesis.ok) throw new Error(genesis.error.type)
  const pot = potOf(genesis.value.event)
  const log = createReplica(pot)
  await admitEvents(log, [genesis.value.stored])
  const write = async (content: LaterContent): Promise<MemberId> => {
    const created = await createEvent(log, signer, content, ports)
    if (!created.ok) throw new Error(created.error.type)
    await admitEvents(log, [created.value.stored])
    return created.value.event.id as string as MemberId
  }
  const member = await write({ kind: 'member.added', body: { name: 'Alice' } })
  const certificate = bytesToHex(
    await sign(deviceCertificateBytes({ pot, member, device, sealing })),
  ) as Hex<'Signature'>
  await write({ kind: 'member.claimed', body: { member, account, sealing, certificate } })
  for (let index = 0; index < others; index++) await write({ kind: 'member.added', body: { name: `Friend ${index}` } })
  return { pot, log, fold: fold(eventsOf(log), []) }
}
