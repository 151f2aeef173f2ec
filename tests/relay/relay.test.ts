import { expect, test } from 'vitest'
import { routeOf, type RouteId } from '../../src/sync/relay/index.ts'
import { connect, createAuthor, signerOf } from './test-client.ts'
import { startTestRelay } from './test-relay.ts'

const route = routeOf('11'.repeat(32) as never, '22'.repeat(32) as never)
const other = '99'.repeat(32) as RouteId

test('what Alice writes is stored, signed for, and reaches Bob at once and Carol later', async () => {
  const relay = await startTestRelay()
  const [alice, bob] = [await connect(relay.url), await connect(relay.url)]
  alice.subscribe(route)
  bob.subscribe(route)
  const author = createAuthor(route, signerOf(1))
  const envelopes = [await author.next(), await author.next(), await author.next()]
  alice.put(...envelopes)
  await alice.acknowledged(envelopes[2] as never)
  await bob.acknowledged(envelopes[2] as never)
  const carol = await connect(relay.url)
  carol.subscribe(route)
  await carol.acknowledged(envelopes[2] as never)
  for (const client of [alice, bob, carol]) expect(client.known.ids).toEqual(envelopes.map(({ id }) => id))
  expect(bob.known.position).toEqual(alice.known.position)
  expect(carol.frames.map(({ kind }) => kind)).toEqual(['welcome', 'head', 'envelopes'])
})

test('what was said on another route is not heard', async () => {
  const relay = await startTestRelay()
  const [alice, bob] = [await connect(relay.url), await connect(relay.url)]
  alice.subscribe(route)
  bob.subscribe(other)
  const author = createAuthor(route, signerOf(1))
  const envelope = await author.next()
  alice.put(envelope)
  await alice.acknowledged(envelope)
  const own = await createAuthor(other, signerOf(2)).next()
  bob.put(own)
  await bob.acknowledged(own)
  expect(bob.known.ids).toEqual([own.id])
})
