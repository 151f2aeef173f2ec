import { createRouter, createWebHashHistory, type Router, type RouteRecordRaw } from 'vue-router'
import PotsPage from './pots/PotsPage.vue'

const pot: RouteRecordRaw = {
  path: '/pots/:pot',
  component: () => import('./pot/PotFrame.vue'),
  children: [
    { path: '', name: 'pot', component: () => import('./pot/PotPage.vue') },
    { path: 'expenses/new', name: 'expense', component: () => import('./entry/EntryPage.vue') },
    { path: 'income/new', name: 'income', component: () => import('./entry/EntryPage.vue') },
    { path: 'payments/new', name: 'payment', component: () => import('./entry/EntryPage.vue') },
    { path: 'entries/:entry', name: 'entry', component: () => import('./entry/EntryPage.vue') },
    { path: 'settle', name: 'settle', component: () => import('./settle/SettlePage.vue') },
    { path: 'settlements/:checkpoint', name: 'settlement', component: () => import('./settlement/SettlementPage.vue') },
    { path: 'people', name: 'people', component: () => import('./people/PeoplePage.vue') },
    { path: 'sync', name: 'sync', component: () => import('./sync/SyncPage.vue') },
    { path: 'proof', name: 'proof', component: () => import('./proof/ProofPage.vue') },
    { path: 'check/:checkpoint?', name: 'check', component: () => import('./check/CheckPage.vue') },
  ],
}

/** What only development builds have; the bundler drops it from others. */
const development: readonly RouteRecordRaw[] = import.meta.env.DEV
  ? [{ path: '/development/states', name: 'states', component: () => import('./development/StatesPage.vue') }]
  : []

/** Screens by address. The hash keeps them apart from files, so that the app runs from any folder of any server. Only the first does without `messages`. */
export function createAppRouter(messages: Promise<void>): Router {
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', name: 'pots', component: PotsPage },
      { path: '/new', name: 'pot new', component: () => import('./pots/PotNewPage.vue') },
      { path: '/settings', name: 'settings', component: () => import('./settings/SettingsPage.vue') },
      { path: '/settings/devices', name: 'devices', component: () => import('./devices/DevicesPage.vue') },
      { path: '/link/:request', name: 'link', component: () => import('./devices/DevicesPage.vue') },
      { path: '/join/:pot?/:secret?', name: 'join', component: () => import('./invites/JoinPage.vue') },
      pot,
      ...development,
      { path: '/:nothing(.*)*', redirect: () => ({ name: 'pots', params: {} }) },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  })
  router.beforeEach(async ({ name }) => {
    if (name !== 'pots') await messages
  })
  return router
}
