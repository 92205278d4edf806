import { cardSpecs } from '@hookwright/cards'
import { MINUTE } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { createBreakers } from '../breakers/breakers.ts'
import { createConnectionChecks } from '../connectors/connection-checks.ts'
import { createConnectionUses } from '../connectors/connection-uses.ts'
import { createConnections } from '../connectors/connections.ts'
import { createLoadedRevisions } from '../revisions/loaded-revisions.ts'
import { createRulesInForce } from '../revisions/rules-in-force.ts'
import { addNotifyingFlow, drawConnector, type TestConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { createSubscriptionCache } from './subscription-cache.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const tokenOf = (eventUrl: string): string => eventUrl.split('/').at(-1) ?? ''

const open = async (count: number) => {
  const one = await openBackend(folder)
  const drawn = await drawConnector(one.backend)
  const on = []
  for (let at = 0; at < count; at++)
    on.push(await turnOn(one, await addNotifyingFlow(one.backend, drawn, 'one')))
  return { one, drawn, on }
}

/** Creates a subscription cache with `mostHeld` as its maximum weight. */
const cacheOf = ({ store, effects }: TestBackend, mostHeld: number) => {
  const loadedRevisions = createLoadedRevisions({ store, specs: cardSpecs })
  const connections = createConnections({
    store,
    effects,
    uses: createConnectionUses({ store, effects }),
    checks: createConnectionChecks({ store, effects, mayPing: async () => false }),
    usersOf: async () => [],
    rulesOf: async () => [],
    changed: () => {},
    configure: async () => ({}),
    publicUrl: () => 'https://hooks.acme-hr.example',
    lostAlert: () => {
      throw new Error('No connection here signs in.')
    }
  })
  const breakers = createBreakers({ store, effects, hasOpened: () => undefined, mayGoOn: () => {} })
  const rules = createRulesInForce({ store, retentionDays: 30, changed: () => {} })
  const settings = {
    publicUrl: () => 'https://hooks.acme-hr.example',
    registrationTime: MINUTE,
    overlap: MINUTE,
    ratePerSecond: 0,
    burst: 0,
    networkPerSecond: 0,
    networkBurst: 1,
    maxBody: 1_048_576,
    retentionDays: 30
  }
  const subscriptionCache = createSubscriptionCache({
    ...{ store, specs: cardSpecs, effects, settings, connections, loadedRevisions, breakers, rules },
    endpointSecretOf: async () => '',
    mostHeld
  })
  return { subscriptionCache, loadedRevisions }
}

const versionsRead = ({ store }: TestBackend): { count: () => number; of: TestBackend['store'] } => {
  let read = 0
  const find: typeof store.versions.find = id => {
    read++
    return store.versions.find(id)
  }
  return { count: () => read, of: { ...store, versions: { ...store.versions, find } } }
}

// review: cores A3, house B3
describe('cached subscriptions', () => {
  test('Their number never exceeds the size of the cache', async () => {
    const { one, on } = await open(8)
    const { subscriptionCache } = cacheOf(one, 4 * 6_000)
    const found = []
    for (const { eventUrl } of on) {
      const subscription = await subscriptionCache.find(tokenOf(eventUrl))
      if (subscription === null) throw new Error('The subscription is there.')
      await subscriptionCache.readyOf(subscription)
      found.push(subscription)
    }
    expect(found.filter(({ current }) => current).length).toBeLessThanOrEqual(5)
    expect(found.at(-1)?.current).toBe(true)
    expect(found[0]?.current).toBe(false)
    // One that had to go is made again when the next event comes to it.
    const again = await subscriptionCache.find(tokenOf(on[0]?.eventUrl ?? ''))
    expect(again).toMatchObject({ id: on[0]?.subscriptionId, current: true })
    expect(again).not.toBe(found[0])
    await one.crash()
  })

  test('a subscription is the same by token and by id, and is updated on changes', async () => {
    const { one, on } = await open(1)
    const { subscriptionCache } = cacheOf(one, 1_000_000)
    const [{ eventUrl, subscriptionId } = { eventUrl: '', subscriptionId: '' }] = on
    const subscription = await subscriptionCache.find(tokenOf(eventUrl))
    expect(await subscriptionCache.byId(subscriptionId)).toBe(subscription)
    subscriptionCache.drop(({ id }) => id === subscriptionId)
    expect(subscription?.current).toBe(false)
    expect(await subscriptionCache.find(tokenOf(eventUrl))).not.toBe(subscription)
    await one.crash()
  })
})

// review: cores A2, cores A3
describe('flows of one version', () => {
  const revisionsOf = async (one: TestBackend, drawn: TestConnector) => {
    const read = versionsRead(one)
    const loadedRevisions = createLoadedRevisions({ store: read.of, specs: cardSpecs })
    const wanted = await Promise.all(
      (await one.store.flows.ofOwner('uma')).map(({ id }) => one.store.subscriptions.wantedOf(id))
    )
    const loaded = await Promise.all(
      wanted.map(row => loadedRevisions.of(drawn.versionId, row?.terms.revisionId ?? null))
    )
    return { loaded, loadedRevisions, read: read.count }
  }

  test('They share one snapshot, which is read and parsed once', async () => {
    const { one, drawn } = await open(5)
    const { loaded, loadedRevisions, read } = await revisionsOf(one, drawn)
    expect(new Set(loaded.map(({ snapshot }) => snapshot)).size).toBe(1)
    expect(new Set(loaded.map(({ revision }) => revision?.flow.id)).size).toBe(5)
    expect((await loadedRevisions.of(drawn.versionId, null)).snapshot).toBe(loaded[0]?.snapshot)
    expect(read()).toBe(1)
    await one.crash()
  })

  test('The flows of the connector are planned once for all of them', async () => {
    const { one, drawn } = await open(2)
    const { loaded } = await revisionsOf(one, drawn)
    const [first, second] = loaded
    const eventFlow = first?.prepared.flowOf(drawn.oneId)
    if (!first || !second || !eventFlow) throw new Error('They are there.')
    expect(first.prepared.planOf(eventFlow)).toBe(second.prepared.planOf(eventFlow))
    await one.crash()
  })
})
