import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { connectApi } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { openDoorbell } from './testing/plain-connector.ts'
import { goodPassword, signInAs, signOut } from './testing/sign-in.ts'
import { addFlow, turnOff } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'
import { startWatching } from './testing/watch.ts'

let server: TestServer
let names = 0

beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server?.remove())

/** Adds a person and returns their session cookie. */
const person = async (role: 'viewer' | 'user' | 'maker'): Promise<{ name: string; cookie: string }> => {
  const name = `Person ${++names} Example`
  await server.api.people.add.mutate({ name, password: goodPassword, role })
  return { name, cookie: await signInAs(server.url, name) }
}

const watch = async (cookie: string | null) => {
  const watching = await startWatching(server.url, cookie)
  onTestFinished(watching.stop)
  return watching
}

const hears = (heard: string[], word: string) =>
  waitFor(
    () => heard,
    all => all.includes(word)
  )

test('a delivery and its run are pushed to the pages of those who may see the flow, and to no others', async () => {
  const owner = await person('user')
  const api = connectApi(server.url, owner.cookie)
  const doorbell = await openDoorbell(server.api, 'Acme Watched')
  const { flow } = await server.api.flows.get.query({ flowId: doorbell.flowId })
  const flowId = await addFlow(api, 'Watched', flow.doc)
  await api.subscriptions.switchOn.mutate({ flowId })
  const { subscription } = await api.flows.open.query({ flowId })
  const eventUrl = await api.subscriptions.eventUrl.query({ subscriptionId: subscription?.id ?? '' })

  const [mine, viewers, admins, others] = await Promise.all([
    watch(owner.cookie),
    watch((await person('viewer')).cookie),
    watch(server.cookie),
    watch((await person('maker')).cookie)
  ])
  await overHttp(eventUrl, { method: 'POST', body: '{}' })
  for (const page of [mine, viewers, admins]) {
    await hears(page.heard, `deliveries ${flowId}`)
    await hears(page.heard, `runs ${flowId}`)
  }
  await turnOff(api, flowId)
  await hears(mine.heard, `subscriptions ${flowId}`)
  // What comes behind shows that nothing of it was told.
  const { id } = await server.api.connectors.create.mutate({ name: 'Acme Told' })
  await hears(others.heard, `connectors ${id}`)
  expect(others.heard.filter(word => word.includes(flowId))).toEqual([])
})

test('changes to makers’ flows and test connections are pushed to makers only', async () => {
  const [maker, user] = [
    await watch((await person('maker')).cookie),
    await watch((await person('user')).cookie)
  ]
  const { id: connectorId } = await server.api.connectors.create.mutate({ name: 'Acme Drawn' })
  const flow = await server.api.makerFlows.create.mutate({ connectorId, name: 'Drawn' })
  const connection = await server.api.testConnections.create.mutate({ connectorId, name: 'Test', values: {} })
  await hears(maker.heard, `flows ${flow.id}`)
  await hears(maker.heard, `connections ${connection.id}`)
  await hears(user.heard, `connectors ${connectorId}`)
  expect(user.heard.filter(word => /^(flows|connections)/.test(word))).toEqual([])
})

test('a removed connection is pushed to all who have connections, and to no viewer', async () => {
  const owner = await person('user')
  const api = connectApi(server.url, owner.cookie)
  const { connectorId } = await openDoorbell(server.api, 'Acme Removed')
  const connection = await api.connections.create.mutate({ connectorId, name: 'Mine', values: {} })
  const [mine, viewers] = [await watch(owner.cookie), await watch((await person('viewer')).cookie)]
  await api.connections.remove.mutate({ connectionId: connection.id })
  await hears(mine.heard, `connections ${connection.id}`)
  // What comes behind shows that nothing of it was told.
  const { id } = await server.api.connectors.create.mutate({ name: 'Acme Behind' })
  await hears(viewers.heard, `connectors ${id}`)
  expect(viewers.heard.filter(word => word.includes(connection.id))).toEqual([])
})

test('many deliveries are pushed in few messages', async () => {
  const { flowId, eventUrl } = await openDoorbell(server.api, 'Acme Crowd')
  const page = await watch(server.cookie)
  await Promise.all(Array.from({ length: 200 }, () => overHttp(eventUrl, { method: 'POST', body: '{}' })))
  await hears(page.heard, `runs ${flowId}`)
  const crowd = page.heard.filter(word => word === `deliveries ${flowId}`)
  expect(crowd.length).toBeLessThan(100)
  expect(page.messages()).toBeLessThan(100)
})

test('watching ends with the session, and does not start without one', async () => {
  const { cookie } = await person('user')
  const [one, two] = [await watch(cookie), await watch(cookie)]
  await signOut(server.url, cookie)
  await Promise.all([one.ended, two.ended])
  expect([one.endedWith(), two.endedWith()]).toEqual(['sign-in.needed', 'sign-in.needed'])
  expect((await watch(null)).endedWith()).toBe('sign-in.needed')
})

test('a change of role ends watching at once, without a fault', async () => {
  const { name, cookie } = await person('user')
  const page = await watch(cookie)
  const personId = (await server.api.people.list.query()).find(member => member.name === name)?.id ?? ''
  await server.api.people.setRole.mutate({ personId, role: 'viewer' })
  await page.ended
  expect(page.endedWith()).toBeNull()
})

test('changes of members are pushed to admins only', async () => {
  const [admins, makers] = [await watch(server.cookie), await watch((await person('maker')).cookie)]
  const { id } = await server.api.people.add.mutate({
    name: 'Told Example',
    password: goodPassword,
    role: 'viewer'
  })
  await hears(admins.heard, `people ${id}`)
  // What comes behind shows that nothing of it was told.
  const connector = await server.api.connectors.create.mutate({ name: 'Acme Members' })
  await hears(makers.heard, `connectors ${connector.id}`)
  expect(makers.heard.filter(word => word.startsWith('people'))).toEqual([])
})

test('a closing server waits for no page', async () => {
  const other = await openServer()
  const page = await startWatching(other.url, other.cookie)
  await other.remove()
  await page.ended
  expect(page.endedWith()).toBeNull()
})
