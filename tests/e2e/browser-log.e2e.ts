// What a browser computes for us, tested in a browser: Ed25519, the log and the rulebook.

import { expect } from '@playwright/test'
import { bytesToHex } from '../../src/domain/index.ts'
import { signedPot } from '../bench/signed-pot.ts'
import { acceptanceRule } from '../crypto/acceptance-rule.ts'
import { lisbon } from '../log/people.ts'
import { openStateHash } from './platform/open-state-hash.ts'
import type { VerifierName } from './platform/platform-page.ts'
import { test } from './platform/platform-test.ts'

test.describe.configure({ timeout: 30_000 })

test.describe('signatures in a browser', () => {
  const verifiers: readonly VerifierName[] = ['this platform', 'WebCrypto', 'no engine', 'workers', 'plain arithmetic']
  for (const verifier of verifiers)
    for (const { title } of acceptanceRule)
      test(`${verifier} ${title} @desktop`, async ({ platform }) => {
        await platform.evaluate((page, [name, what]) => page.assertAcceptance(name, what), [verifier, title] as [
          VerifierName,
          string,
        ])
      })

  test('five thousand signatures are verified in workers, while the page goes on @desktop', async ({ platform }) => {
    const found = await platform.evaluate(async (page) => {
      const [signed] = (await page.lisbon()).events
      if (signed === undefined) throw new Error('no event')
      const { verify, close } = page.createWorkerVerifier(1)
      const message = page.eventMessage(signed.stored.bytes)
      let longest = 0
      let last = performance.now()
      const pulse = setInterval(() => {
        longest = Math.max(longest, performance.now() - last)
        last = performance.now()
      }, 5)
      const start = performance.now()
      const verdicts: boolean[] = []
      for (let round = 0; round < 20; round++)
        verdicts.push(
          ...(await Promise.all(
            Array.from({ length: 250 }, (_, n) =>
              verify(
                signed.event.device,
                n === 100 ? page.eventMessage(Uint8Array.of(n)) : message,
                signed.stored.signature,
              ),
            ),
          )),
        )
      const ms = performance.now() - start
      clearInterval(pulse)
      close()
      return { holds: verdicts.filter(Boolean).length, wrong: verdicts.indexOf(false), ms, longest }
    })
    console.log(
      `    5,000 signatures in a worker: ${found.ms.toFixed(0)} ms, the page never stood still for more than ${found.longest.toFixed(0)} ms`,
    )
    expect(found).toMatchObject({ holds: 4980, wrong: 100 })
  })

  test("this browser's engine keeps the rule, so that it does the work @desktop", async ({ platform }) => {
    const found = await platform.evaluate(async (page) => {
      let verified = 0
      const engine = {
        importKey: crypto.subtle.importKey.bind(crypto.subtle),
        verify: (...args: Parameters<SubtleCrypto['verify']>) => {
          verified += 1
          return crypto.subtle.verify(...args)
        },
      }
      const verify = page.createVerifier(engine)
      const { key, message, signature } = page.honestSignature
      const verdicts = [await verify(key, message, signature), await verify(key, message, signature)]
      return { verdicts, verified, hostile: page.hostileSignatures.length }
    })
    // Three for the probe.
    expect(found).toEqual({ verdicts: [true, true], verified: 5, hostile: found.hostile })
    expect(found.hostile).toBeGreaterThan(90)
  })
})

test.describe('the log in a browser', () => {
  test('the same people write the same bytes as in Node @desktop', async ({ platform }) => {
    const inPage = await platform.evaluate(async (page) =>
      (await page.lisbon()).events.map(({ stored }) => [
        stored.id,
        ...[stored.bytes, stored.signature].map(page.bytesToHex),
      ]),
    )
    const { events } = await lisbon()
    expect(inPage).toEqual(events.map(({ stored }) => [stored.id, ...[stored.bytes, stored.signature].map(bytesToHex)]))
  })

  test('[OR2] five hundred events from Node are admitted, kept and folded to the same state hash @desktop', async ({
    platform,
  }) => {
    const replica = await signedPot(500)
    const wire = Array.from(replica.events.values(), ({ stored: { id, bytes, signature } }) => ({
      id,
      bytes: bytesToHex(bytes),
      signature: bytesToHex(signature),
    }))
    const found = await platform.evaluate(
      async (page, { pot, events }) => {
        const stored = events.map(({ id, bytes, signature }) => ({
          id,
          bytes: page.hexToBytes(bytes),
          signature: page.hexToBytes(signature),
        }))
        const timed = async <T>(work: () => Promise<T>): Promise<readonly [T, number]> => {
          const start = performance.now()
          return [await work(), performance.now() - start]
        }
        // Children before parents, in two batches.
        const backwards = stored.toReversed()
        const log = page.createReplica(pot)
        const first = await page.admitEvents(log, backwards.slice(0, 100))
        const second = await page.admitEvents(log, backwards.slice(100))
        const storage = page.open('five-hundred')
        await storage.logs.append(pot, [...log.events.values()])
        const read = await storage.logs.read(pot)
        const reopened = page.createReplica(pot)
        const [third, admitMs] = await timed(() => page.admitEvents(reopened, read.ok ? read.value : []))
        const [verdicts, verifyMs] = await timed(() =>
          Promise.all(
            Array.from(log.events.values(), ({ event, stored: { bytes, signature } }) =>
              page.verifySignature(event.device, page.eventMessage(bytes), signature),
            ),
          ),
        )
        const spoiled = stored.map((each, i) =>
          i === 250 ? { ...each, signature: each.signature.map((byte, at) => (at === 0 ? byte ^ 1 : byte)) } : each,
        )
        const fourth = await page.admitEvents(page.createReplica(pot), spoiled)
        return {
          waitingFirst: first.waiting.length,
          accepted: second.accepted.length,
          reopened: third.accepted.length,
          spoiled: { accepted: fourth.accepted.length, refused: fourth.refused },
          stateHashes: [page.openStateHash(log), page.openStateHash(reopened)],
          verified: verdicts.filter(Boolean).length,
          admitMs,
          verifyMs,
        }
      },
      { pot: replica.pot, events: wire },
    )
    const stateHash = openStateHash(replica)
    const [admitMs, verifyMs] = [found.admitMs, found.verifyMs].map((ms) => ms.toFixed(0))
    console.log(`    507 events admitted in ${admitMs} ms; their signatures alone are verified in ${verifyMs} ms`)
    expect(found).toMatchObject({
      waitingFirst: 100,
      accepted: 507,
      reopened: 507,
      verified: 507,
      spoiled: { accepted: 250, refused: [{ id: wire[250]?.id, reason: { type: 'BadSignature' } }] },
      stateHashes: [stateHash, stateHash],
    })
  })
})
