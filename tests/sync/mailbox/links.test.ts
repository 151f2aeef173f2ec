import { expect, test } from 'vitest'
import {
  invitationToFragment,
  isRelayAddress,
  linkRequestToFragment,
  parseInvitationLink,
  parseLinkRequest,
} from '../../../src/sync/index.ts'
import { base64UrlToBytes, bytesToBase64Url } from '../../../src/sync/mailbox/base64url.ts'
import { link, linkRequest, POT } from './messages.ts'

const fragment = invitationToFragment(link)

test('an invitation is read back from its link, wherever the app is served and whatever stands around it', () => {
  for (const text of [fragment, `https://quits.example${fragment}`, `  http://127.0.0.1:5173/quits/${fragment}\n`])
    expect(parseInvitationLink(text)).toEqual({ ok: true, value: link })
  const open = { ...link, member: null, relays: ['wss://relay.example/'] }
  expect(parseInvitationLink(invitationToFragment(open))).toEqual({ ok: true, value: open })
})

test('an invitation has the link it always had', () => {
  expect(fragment).toMatchInlineSnapshot(
    `"#/join/74a51c3ce9ff025523588c1c1de1cda985cf96fc868aafb675639d15c13edb82/AQcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHny5tM6NxfugmNTpAS6RhjRrutoea15Nrzo7V9GgUkk3jGrZDxE96DsgktZ0RlNYNrDNCANhF5h0tKJ2qDwh-pBR3c3M6Ly9yZWxheS5leGFtcGxlLxN3czovLzEyNy4wLjAuMTo4NzAw"`,
  )
})

test('what is no invitation, is newer, or was cut off on its way is told apart', () => {
  for (const text of ['', 'hello', 'https://quits.example/#/pots', `${fragment}/more`, `/join/${'a'.repeat(9000)}/b`])
    expect(parseInvitationLink(text)).toEqual({ ok: false, error: { type: 'NotAnInvitation' } })
  const newer = bytesToBase64Url(Uint8Array.of(2, 9, 9))
  expect(parseInvitationLink(`#/join/${POT}/${newer}`)).toEqual({
    ok: false,
    error: { type: 'NewerInvitation', version: 2 },
  })
  const start = fragment.lastIndexOf('/') + 1
  for (let length = start; length < fragment.length; length++) {
    const cut = parseInvitationLink(fragment.slice(0, length))
    // A cut right behind a relay leaves an invitation with fewer relays.
    if (cut.ok) expect(cut.value).toEqual({ ...link, relays: link.relays.slice(0, 1) })
    else expect(cut.error.type).toBe('DamagedInvitation')
  }
  for (const damaged of [
    fragment.replace(POT, POT.toUpperCase()),
    fragment.replace(POT, ''),
    `${fragment.slice(0, -1)}!`,
  ])
    expect(parseInvitationLink(damaged)).toEqual({ ok: false, error: { type: 'DamagedInvitation', fault: null } })
})

test('relays in a link are addresses, 1 to 8, none twice', () => {
  const named = (relays: readonly string[]) => parseInvitationLink(invitationToFragment({ ...link, relays }))
  const eight = Array.from({ length: 8 }, (_, i) => `wss://relay${i}.example/`)
  expect(named(eight).ok).toBe(true)
  expect(named([...eight, 'wss://ninth.example/'])).toMatchObject({ error: { fault: { reason: 'TooMany' } } })
  expect(named([])).toMatchObject({ error: { fault: { reason: 'Truncated' } } })
  expect(named(['wss://a.example/', 'wss://a.example/'])).toMatchObject({
    error: { fault: { reason: 'UnknownValue' } },
  })
  expect(() => named(['https://a.example/'])).toThrow('Not the address of a relay')
})

test('the address of a relay is one of a WebSocket, as a platform writes it', () => {
  for (const good of ['ws://127.0.0.1:8700', 'wss://relay.example/', 'wss://relay.example/path?x=1', 'ws://[::1]:80/x'])
    expect([good, isRelayAddress(good)]).toEqual([good, good !== 'ws://[::1]:80/x'])
  const bad = [
    '',
    'relay.example',
    'https://relay.example/',
    'javascript:alert(1)',
    'wss://',
    'wss://user:secret@relay.example/',
    'wss://relay.example/#x',
    'wss://relay.example/ x',
    'wss://RELAY.example/',
    'wss://rélay.example/',
    // Hosts that some platform makes of what is none.
    'wss://a"b/',
    'wss://a,b/',
    'wss://two%20words/',
    'wss://a%2Ab/',
    `wss://relay.example/${'x'.repeat(240)}`,
  ]
  for (const text of bad) expect([text, isRelayAddress(text)]).toEqual([text, false])
})

test('a request to be linked is read back from its link, and every cut of it is refused', () => {
  const text = linkRequestToFragment(linkRequest)
  expect(parseLinkRequest(text)).toEqual({ ok: true, value: linkRequest })
  expect(parseLinkRequest(`https://quits.example/${text}`)).toEqual({ ok: true, value: linkRequest })
  expect(text).toMatchInlineSnapshot(
    `"#/link/AVjrXUA7JRj6Nlwg4RZUbtTnrCrra5aqj6szs8BOYr_UJX2BiNOYF1sgK15Mw-KZV6ZtuzWMl9lY3g-15Zi29nWSvqTVKh1T8MgRHt854mqJzJ5pHtz32mrTWTzaQxrkyME7EH75hW7b11N5tO2_wbYkSgNtXwib5x9TAvnPYZuNFHdzczovL3JlbGF5LmV4YW1wbGUvE3dzOi8vMTI3LjAuMC4xOjg3MDA"`,
  )
  expect(parseLinkRequest('hello')).toEqual({ ok: false, error: { type: 'NotALinkRequest' } })
  expect(parseLinkRequest('#/link/Ag')).toEqual({ ok: false, error: { type: 'NewerLinkRequest', version: 2 } })
  for (let length = '#/link/'.length; length < text.length; length++) {
    const cut = parseLinkRequest(text.slice(0, length))
    if (cut.ok) expect(cut.value.relays).toHaveLength(1)
    else expect(cut.error.type).toBe('DamagedLinkRequest')
  }
})

test('bytes have one base64url text', () => {
  for (let length = 0; length < 40; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 0xff)
    const text = bytesToBase64Url(bytes)
    expect(text).toBe(Buffer.from(bytes).toString('base64url'))
    expect(base64UrlToBytes(text)).toEqual(bytes)
  }
  for (const text of ['A', 'AB', 'AAB', 'AA==', 'A+AA', 'A/AA', 'A AA', 'é']) expect(base64UrlToBytes(text)).toBeNull()
})
