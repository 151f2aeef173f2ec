import {
  createAccountKey,
  createSigner,
  deviceCertificateBytes,
  seedDeviceKey,
  systemRandom,
} from '../../src/crypto/index.ts'
import {
  NO_DETAILS,
  bytesToHex,
  compareIds,
  minor,
  potOf,
  type Hash32,
  type Hex,
  type MemberId,
  type PotEvent,
} from '../../src/domain/index.ts'
import { createEvent, createPot, createReplica, type LaterContent, type Replica } from '../../src/log/index.ts'

/** A pot of one device with `entries` signed expenses among five members. */
export async function signedPot(entries: number): Promise<Replica> {
  const ports = { clock: { now: () => 1_700_000_000 }, random: systemRandom }
  const signer = createSigner(seedDeviceKey(new Uint8Array(32).fill(7)))
  const person = createAccountKey(new Uint8Array(32).fill(9))
  const currency = { code: 'EUR', digits: 2 }
  const genesis = await createPot(
    signer,
    { title: 'Bench', salt: '11'.repeat(32) as Hash32, currency, chain: null },
    ports,
  )
  if (!genesis.ok) throw new Error(genesis.error.type)
  const pot = potOf(genesis.value.event)
  const replica = createReplica(pot)
  replica.insert(genesis.value)
  const write = async (content: LaterContent): Promise<PotEvent> => {
    const created = await createEvent(replica, signer, content, ports)
    if (!created.ok) throw new Error(created.error.type)
    replica.insert(created.value)
    return created.value.event
  }
  const members: MemberId[] = []
  for (const name of ['Alice', 'Bob', 'Carol', 'Dave', 'Eve']) {
    members.push((await write({ kind: 'member.added', body: { name } })).id as string as MemberId)
  }
  const [founder] = members as [MemberId]
  const certificate = bytesToHex(
    await person.sign(deviceCertificateBytes({ pot, member: founder, device: signer.device, sealing: person.sealing })),
  )
  await write({
    kind: 'member.claimed',
    body: {
      member: founder,
      account: person.account,
      sealing: person.sealing,
      certificate: certificate as Hex<'Signature'>,
    },
  })
  members.sort(compareIds)
  for (let index = 0; index < entries; index++) {
    const amount = minor(BigInt(1000 + ((index * 7919) % 9000)))
    const payer = members[index % members.length] as MemberId
    await write({
      kind: 'entry.created',
      body: {
        entry: {
          type: 'expense',
          title: `Expense ${index}`,
          date: '2026-05-01',
          currency,
          amount,
          category: 'Food',
          note: '',
          ...NO_DETAILS,
          origin: null,
          payers: { mode: 'exact', shares: [{ member: payer, amount }] },
          split: { mode: 'even', members },
        },
      },
    })
  }
  return replica
}
