import {
  computed,
  inject,
  onScopeDispose,
  provide,
  shallowRef,
  watch,
  type ComputedRef,
  type InjectionKey,
  type ShallowRef,
} from 'vue'
import {
  followPot,
  nameOf as nameIn,
  type ChainKnowledge,
  type FollowStatus,
  type PotSession,
} from '../../app/index.ts'
import type { Currency, DeviceId, EventId, EventOf, Facts, Member, MemberId, PotFold } from '../../domain/index.ts'
import { endpointsOf } from '../stores/network-choice.ts'
import { useNetworkStore } from '../stores/use-network-store.ts'
import { useQuitsStore } from '../stores/use-quits-store.ts'
import { useTransactionStore } from '../stores/use-transaction-store.ts'

/** How the pot's group on the chain is followed; without an endpoint it is not. */
export type ChainStatus = FollowStatus | { readonly type: 'no endpoint' } | { readonly type: 'connecting' }

/** The pot on the screen. */
export interface OpenPot {
  readonly session: PotSession
  readonly fold: ShallowRef<PotFold>
  readonly open: ComputedRef<Facts>
  readonly chain: ShallowRef<ChainKnowledge | null>
  readonly status: ShallowRef<ChainStatus>
  readonly currency: ComputedRef<Currency>
  /** Members, each person once, the reader first, then in the order of their names. */
  readonly members: ComputedRef<readonly Member[]>
  /** Whom this device speaks for. */
  readonly me: ComputedRef<Member | undefined>
  /** This device's claim that nobody has confirmed yet. */
  readonly claim: ComputedRef<EventOf<'member.claimed'> | undefined>
  readonly nameOf: (member: MemberId) => string
  readonly nameOfDevice: (device: DeviceId) => string | undefined
}

const key: InjectionKey<OpenPot> = Symbol('open pot')

/** The pot that the frame around this screen has opened. */
export function useOpenPot(): OpenPot {
  const pot = inject(key)
  if (!pot) throw new Error('a pot screen stands outside of its frame')
  return pot
}

/** Makes a session the pot of all screens inside, and follows its group while they are shown. */
export function provideOpenPot(session: PotSession): OpenPot {
  const fold = shallowRef(session.fold())
  const chain = shallowRef(session.chain())
  const device = session.identity.signer.device
  const open = computed(() => fold.value.open)
  const me = computed(() => memberOfDevice(open.value, device))
  onScopeDispose(
    session.subscribe(() => {
      fold.value = session.fold()
      chain.value = session.chain()
    }),
  )
  const pot: OpenPot = {
    session,
    fold,
    open,
    chain,
    status: useFollowedChain(
      session,
      computed(() => needsChain(open.value)),
    ),
    currency: computed(() => open.value.genesis.currency),
    members: computed(() =>
      [...open.value.members.values()]
        .filter(({ mergedInto }) => mergedInto === null)
        .sort((a, b) => rank(a, me.value) - rank(b, me.value) || a.name.localeCompare(b.name)),
    ),
    me,
    claim: computed(() => [...open.value.claims.values()].find((claim) => claim.device === device)),
    nameOf: (member) => newcomerName(fold.value, member) ?? nameIn(open.value, member),
    nameOfDevice: (each) => memberOfDevice(open.value, each)?.name,
  }
  provide(key, pot)
  return pot
}

function useFollowedChain(session: PotSession, isNeeded: ComputedRef<boolean>): ShallowRef<ChainStatus> {
  const network = useNetworkStore()
  const { quits } = useQuitsStore()
  const transactions = useTransactionStore()
  const status = shallowRef<ChainStatus>({ type: 'not tied' })
  let turn = 0
  let stop = nothing

  async function follow(): Promise<void> {
    const mine = ++turn
    await stop()
    stop = nothing
    await network.load()
    if (mine !== turn) return
    if (!isNeeded.value) return void (status.value = { type: 'not tied' })
    if (endpointsOf(network.choice).length === 0) return void (status.value = { type: 'no endpoint' })
    status.value = { type: 'connecting' }
    const connected = await network.connect()
    if (mine !== turn) return
    if (!connected.ok) return void (status.value = { type: 'lost', error: connected.error })
    const { port, nodes } = connected.value
    const following = followPot(quits().ports, session, port, (next) => (status.value = next), nodes)
    stop = following.stop
    await transactions.resume(port)
  }
  watch([isNeeded, () => endpointsOf(network.choice).join(' ')], () => void follow(), { immediate: true })
  onScopeDispose(() => {
    turn++
    void stop()
  })
  return status
}

async function nothing(): Promise<void> {}

/** A pot that has to do with the chain asks it; any other leaves it alone. */
function needsChain({ tie, proposedTies, bindings }: Facts): boolean {
  return tie !== null || proposedTies.size > 0 || bindings.length > 0
}

function memberOfDevice({ devices, members }: Facts, device: DeviceId): Member | undefined {
  const member = devices.get(device)?.member
  return member ? members.get(member) : undefined
}

/** The name of somebody who came with a name of their own and is in the pot once their claim is confirmed. */
function newcomerName({ open, known }: PotFold, member: MemberId): string | undefined {
  const added = open.members.has(member) ? undefined : known.eventById.get(member as string as EventId)
  return added?.kind === 'member.added' ? added.body.name : undefined
}

function rank(member: Member, me: Member | undefined): number {
  return member.id === me?.id ? 0 : 1
}
