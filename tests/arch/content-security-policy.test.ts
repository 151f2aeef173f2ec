import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../src/ui/content-security-policy.ts'

const rulesOf = (policy: string): Record<string, readonly string[]> =>
  Object.fromEntries(policy.split('; ').map((rule) => [rule.split(' ')[0] as string, rule.split(' ').slice(1)]))

test('[threat: XSS, supply chain] a page runs and shows what came with it alone, and sends nothing but to nodes and relays', () => {
  const {
    'connect-src': reached,
    'img-src': images,
    'script-src': scripts,
    ...others
  } = rulesOf(contentSecurityPolicy(false))
  expect(scripts).toEqual(["'self'", "'wasm-unsafe-eval'"])
  expect(images).toEqual(["'self'", 'data:'])
  expect(reached).toEqual(["'self'", 'ws:', 'wss:'])
  expect(others).toMatchObject({ 'default-src': ["'none'"], 'base-uri': ["'none'"], 'form-action': ["'none'"] })
  for (const [rule, sources] of Object.entries(others))
    expect([rule, ["'self'", "'none'"]]).toEqual([rule, expect.arrayContaining([...sources])])
})

test('[threat: XSS, supply chain] a development build differs in its styles alone', () => {
  const { 'style-src': styles, ...rules } = rulesOf(contentSecurityPolicy(true))
  const { 'style-src': builtStyles, ...built } = rulesOf(contentSecurityPolicy(false))
  expect([styles, builtStyles]).toEqual([["'self'", "'unsafe-inline'"], ["'self'"]])
  expect(rules).toEqual(built)
})

test('[threat: XSS, supply chain] no screen makes markup or code of a text', () => {
  const folder = fileURLToPath(new URL('../../src/ui', import.meta.url))
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(vue|ts)$/.test(path))
  expect(sources.length).toBeGreaterThan(100)
  const risky =
    /v-html|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function\(|srcdoc|javascript:/
  expect(sources.filter((path) => risky.test(readFileSync(join(folder, path), 'utf8')))).toEqual([])
})
