// `quits deploy` onto the embedded chain defined as a network. One run is a process, the others save its start.

import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { KNOWN_CODE } from '../../src/chain/index.ts'
import { NETWORKS, networkOf, parseDeployments } from '../../src/chain/networks/index.ts'
import { connectChain } from '../../src/chain/polkadot/index.ts'
import { developmentToken, startDevChain, unmappedName, type BareDevChain } from '../../src/devchain/index.ts'
import type { H160, Hash32 } from '../../src/domain/index.ts'
import { must } from '../chain/chain-fixture.ts'
import { startLyingNode } from '../chain/lying-node.ts'
import { openApi } from '../devchain/open-api.ts'
import { readCommandLine } from '../../src/cli/command-line.ts'
import { deploy } from '../../src/cli/commands/deploy.ts'
import { createDesk as createProcessDesk } from './run-quits.ts'

let chain: BareDevChain
beforeAll(async () => {
  chain = await startDevChain({ contract: 'none' })
})
afterAll(() => chain.close())

/** The command in this process: exit code, standard output and standard error as `quits` would leave them. */
function createDesk(env: Readonly<Record<string, string>> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'quits-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const quits = async (...words: readonly string[]) => {
    const request = readCommandLine(words, [deploy])
    if (!request.ok) return { exit: 2, out: '', err: request.error.sentence }
    if (request.value.type === 'help') throw new Error('no help is asked for')
    const { args, isJson } = request.value
    const notes: string[] = []
    const report = await deploy.run(args, { env, directory, note: (line) => notes.push(line) })
    if (!report.ok) return { exit: 2, out: '', err: [...notes, report.error.sentence].join('\n') }
    const { lines, json, exit } = report.value
    return { exit, out: isJson ? JSON.stringify(json) : lines.join('\n'), err: notes.join('\n') }
  }
  return { quits, path: (name: string) => join(directory, name) }
}

const on = (endpoint = chain.url): readonly string[] => ['deploy', '--network', 'local', '--endpoint', endpoint]

test('the networks are what their nodes would say: the embedded chain does', async () => {
  const port = must(await connectChain([chain.url]))
  const facts = must(await port.facts())
  expect(networkOf(facts)).toMatchObject({ id: 'local', token: { symbol: facts.symbol, decimals: facts.decimals } })
  expect(new Set(NETWORKS.map(({ genesis }) => genesis)).size).toBe(NETWORKS.length)
  expect(NETWORKS.every(({ endpoints }) => endpoints.every((each) => /^wss?:\/\//.test(each)))).toBe(true)
  await port.close()
})

test('a dry run says network, account, code, address and cost, and signs nothing', async () => {
  const desk = createProcessDesk({ QUITS_DEPLOYER_KEY: '//Alice' })
  const before = chain.head()
  const dry = await desk.quits(...on(), '--dry-run')
  expect(dry.err).toBe('')
  expect(dry.exit).toBe(0)
  for (const part of [
    'Embedded chain',
    KNOWN_CODE[0] as string,
    'Fee',
    'UNIT',
    'held and not spent',
    'Dry run: nothing was signed.',
  ])
    expect(dry.out).toContain(part)
  expect(chain.head()).toEqual(before)
})

test('a deployment is verified at its block and listed under the genesis; the same code is not deployed twice', async () => {
  const desk = createDesk({ QUITS_DEPLOYER_KEY: '//Alice' })
  const dry = JSON.parse((await desk.quits(...on(), '--dry-run', '--json')).out) as { readonly contract: string }
  const done = await desk.quits(...on(), '--yes', '--deployments', 'list.json', '--json')
  expect(done.exit).toBe(0)
  const report = JSON.parse(done.out) as { readonly contract: string; readonly block: { readonly number: number } }
  expect(report).toMatchObject({ isListed: true, codeHash: KNOWN_CODE[0], contract: dry.contract })
  const listed = must(parseDeployments(JSON.parse(readFileSync(desk.path('list.json'), 'utf8'))))
  expect(listed.get(chain.genesisHash as Hash32)).toMatchObject([{ contract: report.contract, block: report.block }])
  const port = must(await connectChain([chain.url]))
  expect(must(await port.contractFacts(report.contract as never))).toMatchObject({
    codeHash: KNOWN_CODE[0],
    version: 1,
  })
  await port.close()
  const again = await desk.quits(...on(), '--yes', '--deployments', 'list.json')
  expect(again).toMatchObject({ exit: 2 })
  expect(again.err).toContain(`already, at 0x${report.contract}. Nothing was signed.`)
})

test('without a file of its own a chain for development is not listed', async () => {
  const desk = createDesk({ QUITS_DEPLOYER_KEY: '//Bob' })
  const before = readFileSync('metadata/deployments.json', 'utf8')
  const done = await desk.quits(...on(), '--yes')
  expect(done).toMatchObject({ exit: 0 })
  expect(done.out).toContain('Not listed')
  expect(readFileSync('metadata/deployments.json', 'utf8')).toBe(before)
})

test('an account that is not mapped is mapped first, and that is said before', async () => {
  const desk = createDesk({ QUITS_DEPLOYER_KEY: `//${unmappedName}` })
  expect((await desk.quits(...on(), '--dry-run')).out).toContain('First      the account is mapped')
  expect(await desk.quits(...on(), '--yes')).toMatchObject({ exit: 0 })
})

test('the key comes from the environment or a file, and no output ever holds it', async () => {
  const secret = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk//Charlie'
  const desk = createDesk()
  writeFileSync(desk.path('key'), `${secret}\n`)
  chmodSync(desk.path('key'), 0o644)
  const fromFile = await desk.quits(...on(), '--key-file', 'key', '--dry-run')
  expect(fromFile.exit).toBe(0)
  expect(fromFile.err).toContain('other people of this machine can read the key file')
  const broken = await createDesk({ QUITS_DEPLOYER_KEY: `${secret} nonsense` }).quits(...on(), '--dry-run')
  expect(broken).toMatchObject({ exit: 2 })
  for (const { out, err } of [fromFile, broken]) {
    expect(`${out}${err}`).not.toContain('drive obey')
    expect(`${out}${err}`).not.toContain('nonsense')
  }
  const typo = await createDesk({ QUITS_DEPLOYER_KEY: '0x1234' }).quits(...on(), '--dry-run')
  expect(typo).toMatchObject({ exit: 2 })
  expect(typo.err).toContain('it is a phrase of 12 to 24 words or a seed')
  const none = await desk.quits(...on(), '--dry-run')
  expect(none).toMatchObject({ exit: 2 })
  expect(none.err).toContain('set QUITS_DEPLOYER_KEY, or name a file with --key-file')
  const flag = await desk.quits(...on(), '--key', 'x')
  expect(flag.exit).toBe(2)
})

test('a dry run takes an address instead of a key, and then says the same; nobody deploys by an address', async () => {
  const [alice] = chain.accounts
  const desk = createDesk()
  const withKey = await createDesk({ QUITS_DEPLOYER_KEY: '//Alice' }).quits(...on(), '--dry-run')
  for (const account of [alice?.address ?? '', `0x${alice?.publicKey ?? ''}`])
    expect(await desk.quits(...on(), '--dry-run', '--account', account)).toEqual(withKey)
  expect((await desk.quits(...on(), '--dry-run')).err).toContain('a dry run takes --account <address> instead')
  const words = [...on(), '--account', alice?.address ?? '']
  expect((await desk.quits(...words, '--yes')).err).toContain('whoever deploys signs, and that takes the key')
  expect((await desk.quits(...on(), '--dry-run', '--account', `${alice?.address.slice(0, -1) ?? ''}x`)).err).toContain(
    'is no address of an account',
  )
})

test('a node that cannot be reached is named, with how to name another', async () => {
  const refused = await createDesk({ QUITS_DEPLOYER_KEY: '//Alice' }).quits(...on('ws://127.0.0.1:1'), '--yes')
  expect(refused).toMatchObject({ exit: 2 })
  expect(refused.err).toBe(
    'the node ws://127.0.0.1:1 cannot be reached. Nothing was signed; --endpoint <ws> names another node. "npm run chain" starts one.',
  )
})

test('a list that cannot be used is named before anything is signed', async () => {
  const desk = createDesk({ QUITS_DEPLOYER_KEY: '//Alice' })
  const before = chain.head()
  writeFileSync(desk.path('notes.txt'), 'addresses')
  writeFileSync(desk.path('other.json'), '{"ab":[]}')
  for (const [list, words] of [
    ['notes.txt', 'notes.txt is no list of deployments: it is no JSON. Nothing was signed.'],
    ['other.json', 'other.json is no list of deployments: ab makes no sense. Nothing was signed.'],
    ['nowhere/list.json', 'there is no directory'],
  ] as const) {
    const refused = await desk.quits(...on(), '--yes', '--deployments', list)
    expect(refused).toMatchObject({ exit: 2 })
    expect(refused.err).toContain(words)
  }
  expect(chain.head()).toEqual(before)
})

test('nothing is signed without --yes, on a wrong network, or with too little money', async () => {
  const desk = createDesk({ QUITS_DEPLOYER_KEY: '//Alice' })
  const before = chain.head()
  expect((await desk.quits(...on())).err).toContain('nothing was signed: add --yes')
  const elsewhere = await desk.quits('deploy', '--network', 'paseo', '--endpoint', chain.url, '--yes')
  expect(elsewhere).toMatchObject({ exit: 2 })
  expect(elsewhere.err).toContain('Paseo Asset Hub has 0x')
  expect((await desk.quits('deploy', '--network', 'mainnet', '--yes')).err).toContain('paseo, westend, polkadot, local')
  const poor = await createDesk({ QUITS_DEPLOYER_KEY: '//Nobody' }).quits(...on(), '--yes')
  expect(poor).toMatchObject({ exit: 2 })
  expect(poor.err).toContain('has to be mapped for contracts first')
  expect(chain.head()).toEqual(before)
})

test("a fork of a network is not that network, and a person's key signs nothing there", async () => {
  const api = await openApi(chain.url)
  const [paseo] = NETWORKS
  const fork = await startLyingNode(chain.url, api, {
    answer: (method, params, told) =>
      method === 'chain_getBlockHash' && params[0] === 0 ? `0x${paseo?.genesis ?? ''}` : told,
  })
  const words = ['deploy', '--network', 'paseo', '--endpoint', fork.url, '--yes']
  const real = createDesk({ QUITS_DEPLOYER_KEY: `0x${'11'.repeat(32)}` })
  expect((await real.quits(...words)).err).toContain('what a real key signs here could be used there')
  const development = createDesk({ QUITS_DEPLOYER_KEY: '//Alice' })
  expect((await development.quits(...words)).err).toContain('npm run fork places the contract')
  await api.disconnect()
  await fork.close()
})

test('other code at the new address is noticed after the deployment, and not listed', async () => {
  const api = await openApi(chain.url)
  const code = KNOWN_CODE[0] as string
  const liar = await startLyingNode(chain.url, api, {
    answer: (method, _params, told) =>
      typeof told === 'string' && method.startsWith('state_getStorage') ? told.replaceAll(code, 'ab'.repeat(32)) : told,
  })
  const desk = createDesk({ QUITS_DEPLOYER_KEY: '//Dave' })
  const done = await desk.quits(...on(liar.url), '--yes', '--deployments', 'list.json')
  expect(done).toMatchObject({ exit: 2 })
  expect(done.err).toContain('It is not listed; do not use it.')
  expect(existsSync(desk.path('list.json'))).toBe(false)
  await api.disconnect()
  await liar.close()
})

const DEVUSD = ['--token', 'devusd']

test('for a token: what it is paid in is said, read back and listed, beside the contract that takes the own money', async () => {
  const desk = createDesk({ QUITS_DEPLOYER_KEY: '//Eve' })
  const dry = await desk.quits(...on(), ...DEVUSD, '--dry-run')
  expect(dry).toMatchObject({ exit: 0 })
  expect(dry.out).toContain(`Paid in    DEVUSD, the token at 0x${developmentToken.h160} (DEVUSD, 6 digits)`)
  const list = ['--yes', '--deployments', 'list.json', '--json']
  const done = await desk.quits(...on(), ...DEVUSD, ...list)
  expect(done.exit).toBe(0)
  const report = JSON.parse(done.out) as { readonly contract: H160 }
  expect(report).toMatchObject({ isListed: true, token: developmentToken.h160 })
  const own = JSON.parse((await desk.quits(...on(), ...list)).out) as { readonly contract: H160 }
  expect(own).toMatchObject({ isListed: true, token: null })
  const listed = must(parseDeployments(JSON.parse(readFileSync(desk.path('list.json'), 'utf8'))))
  expect(listed.get(chain.genesisHash as Hash32)).toMatchObject([
    { contract: report.contract, token: developmentToken.h160 },
    { contract: own.contract, token: null },
  ])
  const port = must(await connectChain([chain.url]))
  expect(must(await port.contractFacts(report.contract))).toMatchObject({
    codeHash: KNOWN_CODE[0],
    token: developmentToken.h160,
    ratio: 0n,
  })
  await port.close()
  const again = await desk.quits(...on(), ...DEVUSD, '--yes', '--deployments', 'list.json')
  expect(again).toMatchObject({ exit: 2 })
  expect(again.err).toContain(`paid in the same, stands on`)
})

test('a token that the network is not known for, the own money by its name, and a token with another name are refused', async () => {
  const desk = createDesk({ QUITS_DEPLOYER_KEY: '//Eve' })
  const before = chain.head()
  const none = await desk.quits(...on(), '--token', 'USDX', '--yes')
  expect(none.err).toBe('no token "USDX" is listed for Embedded chain on this machine; there are DEVUSD.')
  expect((await desk.quits(...on(), '--token', 'UNIT', '--yes')).err).toContain('leave --token out')
  const api = await openApi(chain.url)
  const hex = (text: string): string => Buffer.from(text).toString('hex')
  const renamed = (told: unknown): unknown =>
    JSON.parse((JSON.stringify(told) ?? 'null').replaceAll(hex('DEVUSD'), hex('DEVEUR')))
  const impostor = await startLyingNode(chain.url, api, {
    answer: (method, _params, told) => (method === 'state_getMetadata' ? told : renamed(told)),
  })
  const other = await desk.quits(...on(impostor.url), ...DEVUSD, '--yes')
  expect(other).toMatchObject({ exit: 2 })
  expect(other.err).toContain(
    'calls itself DEVEUR and has 6 digits; DEVUSD with 6 is listed there. Nothing was signed.',
  )
  expect(chain.head()).toEqual(before)
  await api.disconnect()
  await impostor.close()
})

test('another token at the new address is noticed after the deployment, and not listed', async () => {
  const api = await openApi(chain.url)
  const liar = await startLyingNode(chain.url, api, {
    answer: (method, params, told) =>
      typeof told === 'string' && method === 'state_call' && params[0] === 'ReviveApi_call'
        ? told.replaceAll(developmentToken.h160, 'ab'.repeat(20))
        : told,
  })
  const desk = createDesk({ QUITS_DEPLOYER_KEY: '//Ferdie' })
  const done = await desk.quits(...on(liar.url), ...DEVUSD, '--yes', '--deployments', 'list.json')
  expect(done).toMatchObject({ exit: 2 })
  expect(done.err).toContain(
    `has the token 0x${'ab'.repeat(20)} instead of the token 0x${developmentToken.h160}. It is not listed; do not use it.`,
  )
  expect(existsSync(desk.path('list.json'))).toBe(false)
  await api.disconnect()
  await liar.close()
})
