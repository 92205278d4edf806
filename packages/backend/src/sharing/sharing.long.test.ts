import { type Card, type Id, literal, pill, type ShareTarget } from '@hookwright/model'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { drawConnector, type TestConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { makeFolder, openBackend, type TestBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
let remove: () => void
let one: TestBackend
let drawn: TestConnector
const start = async (former: string[] = []): Promise<void> => {
  one = await openBackend(folder)
  for (const id of former) one.roles.set(id, null)
  one.roles.set('mia', 'maker')
  await one.backend.resume()
  await one.backend.recover()
}
beforeEach(async () => {
  ;({ folder, remove } = makeFolder())
  await start()
  drawn = await drawConnector(one.backend, { registers: false })
})
afterEach(async () => {
  await one.crash()
  remove()
})

const person = (personId: string): ShareTarget => ({ with: 'person', personId })
const makers: ShareTarget = { with: 'role', role: 'maker' }

const connect = async (ownerId = 'uma', name = 'People team'): Promise<Id> => {
  const { connectorId } = drawn
  const of = { connectorId, purpose: 'user' as const, ownerId, name, values: {} }
  return (await one.backend.connections.create(of)).id
}

/** Returns a flow that sends the name of each event to the service. */
const docWith = (connectionId: Id) => {
  const { connectorId, oneId, versionId } = drawn
  const event: Card = {
    id: 'event',
    type: 'connector-event',
    config: { connectorId, eventFlowId: oneId, versionId, connectionId, runMode: 'each' },
    inputs: {}
  }
  const tell: Card = {
    id: 'tell',
    type: 'raw-request',
    config: { method: 'POST', expectJson: false },
    inputs: { url: literal('/names'), body: pill('event', 'name') }
  }
  return { schemaVersion: 1 as const, strip: ['event', 'tell'], cards: { event, tell } }
}

const draw = async (ownerId: string, connectionId: Id, name = 'Welcome'): Promise<Id> => {
  const doc = docWith(connectionId)
  return (await one.backend.flows.create({ connectorId: null, ownerId, name, doc })).id
}

/** Shares Uma's connection with Olaf and turns on a flow of Olaf that uses it. */
const shareWithOlaf = async () => {
  const connectionId = await connect()
  await one.backend.sharing.share(connectionId, [person('olaf')], 'uma')
  const flowId = await draw('olaf', connectionId)
  const on = await turnOn(one, flowId)
  return { connectionId, flowId, ...on }
}

const standing = async (flowId: Id) => {
  const row = await one.store.subscriptions.wantedOf(flowId)
  return { is: row?.status.is, why: row?.hold?.lost.map(({ name, why }) => `${name}: ${why}`) }
}

const isSent = (body: string) => pollUntil(async () => one.sent.some(sent => sent.body === body), Boolean)

/** Returns Olaf's alerts about flows on hold, each with its reason and read state. */
const alertsOnHold = async () => {
  const { rows } = await one.store.alerts.list({ ownerId: 'olaf', kinds: ['flow-on-hold'], limit: 9 })
  return rows.map(({ about, seenAt }) => ({ why: about.why, isRead: seenAt !== null }))
}

const codeOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'none',
    thrown => thrown.code
  )

test('a flow of another member is on hold after its share is withdrawn, and runs its backlog when shared again', async () => {
  const { connectionId, flowId, eventUrl } = await shareWithOlaf()
  const { sharing, subscriptions } = one.backend
  await deliver(one, eventUrl, { name: 'Ann' })
  await isSent('Ann')
  expect(await sharing.effects(connectionId, [])).toEqual({
    holds: [{ flowId, name: 'Welcome', ownerId: 'olaf' }],
    releases: []
  })
  expect((await sharing.effects(connectionId, [person('olaf'), makers])).holds).toEqual([])
  await sharing.share(connectionId, [], 'uma')
  expect(await standing(flowId)).toEqual({ is: 'paused', why: ['People team: not-shared'] })
  const why =
    'The connection “People team” is no longer shared with the owner of the flow. Choose another connection, or ask its owner to share it again.'
  expect(await alertsOnHold()).toEqual([{ why, isRead: false }])
  await deliver(one, eventUrl, { name: 'Bea' })
  expect(await codeOf(subscriptions.pause(flowId, false))).toBe('flow.on-hold')
  expect(await codeOf(subscriptions.replace(flowId, 'kept'))).toBe('flow.on-hold')
  expect(one.sent.map(({ body }) => body)).not.toContain('Bea')
  expect(await sharing.effects(connectionId, [person('olaf')])).toMatchObject({ releases: [{ flowId }] })
  await sharing.share(connectionId, [person('olaf')], 'uma')
  expect(await standing(flowId)).toEqual({ is: 'on', why: undefined })
  expect(await alertsOnHold()).toEqual([{ why, isRead: true }])
  await isSent('Bea')
})

test('a run of a flow on hold does not continue', async () => {
  const { connectionId, flowId, eventUrl } = await shareWithOlaf()
  await deliver(one, eventUrl, { name: 'Ida' })
  const run = await pollUntil(
    async () => (await one.backend.runs.list({ scope: { flowId }, limit: 1 })).rows[0],
    found => found?.status.is === 'succeeded'
  )
  await one.backend.sharing.share(connectionId, [], 'uma')
  expect(await codeOf(one.backend.runs.goOn(run?.id ?? ''))).toBe('run.flow-on-hold')
})

test('the backlog of a flow on hold does not run when the flow is turned off', async () => {
  const { connectionId, flowId, eventUrl } = await shareWithOlaf()
  await one.backend.sharing.share(connectionId, [], 'uma')
  await deliver(one, eventUrl, { name: 'Cid' })
  await one.backend.subscriptions.switchOff(flowId)
  const run = await pollUntil(
    async () => (await one.backend.runs.list({ scope: { flowId }, limit: 1 })).rows[0],
    found => found?.status.is === 'failed'
  )
  expect(run?.status).toMatchObject({ fault: { code: 'connection.not-shared' } })
  expect(one.sent).toEqual([])
})

test('a hold ends when the flow uses another connection, and its events run with that', async () => {
  const { connectionId, flowId, eventUrl } = await shareWithOlaf()
  await one.backend.sharing.share(connectionId, [], 'uma')
  await deliver(one, eventUrl, { name: 'Dan' })
  const own = await connect('olaf', 'My account')
  const { flow } = await one.backend.flows.get(flowId)
  await one.backend.flows.save(flowId, { ...flow, doc: docWith(own) }, flow.draftNo)
  await one.backend.subscriptions.replace(flowId, 'drafted')
  await pollUntil(
    () => standing(flowId),
    found => found.is === 'on'
  )
  await isSent('Dan')
})

test('a flow loses the share of a role when its owner gets another role', async () => {
  const connectionId = await connect()
  await one.backend.sharing.share(connectionId, [makers], 'uma')
  const flowId = await draw('mia', connectionId)
  await turnOn(one, flowId)
  const { sharing } = one.backend
  const affected = [{ flowId, name: 'Welcome', ownerId: 'mia' }]
  expect(await sharing.roleEffects('mia', 'user')).toEqual({ holds: affected, releases: [] })
  expect(await sharing.roleEffects('mia', 'maker')).toEqual({ holds: [], releases: [] })
  one.roles.set('mia', 'user')
  await one.backend.sharing.roleChanged('mia')
  expect((await standing(flowId)).is).toBe('paused')
  one.roles.set('mia', 'maker')
  await one.backend.sharing.roleChanged('mia')
  expect((await standing(flowId)).is).toBe('on')
})

test('flows are on hold before their owner gets another role, and continue if that fails', async () => {
  const connectionId = await connect()
  const { sharing } = one.backend
  await sharing.share(connectionId, [makers], 'uma')
  const flowId = await draw('mia', connectionId)
  const { eventUrl } = await turnOn(one, flowId)
  await sharing.roleChanges('mia', 'user')
  expect(await standing(flowId)).toEqual({ is: 'paused', why: ['People team: not-shared'] })
  await deliver(one, eventUrl, { name: 'Eva' })
  expect(one.sent).toEqual([])
  await sharing.roleChanged('mia')
  expect(await standing(flowId)).toEqual({ is: 'on', why: undefined })
  await isSent('Eva')
})

test('removing an owner puts all flows that use the connection on hold, until it is handed over', async () => {
  const { connectionId, flowId } = await shareWithOlaf()
  const ownFlowId = await draw('uma', connectionId, 'Own')
  await turnOn(one, ownFlowId)
  const { sharing } = one.backend
  const left = await sharing.belongingsOf('uma')
  expect(left.connections).toMatchObject([{ id: connectionId, name: 'People team' }])
  expect(new Set(left.flows.map(({ name }) => name))).toEqual(new Set(['Own', 'Welcome']))
  await sharing.memberLeaves({ personId: 'uma', handTo: null, by: 'zoe' })
  one.roles.set('uma', null)
  await sharing.memberLeft('uma')
  for (const id of [flowId, ownFlowId]) {
    expect(await standing(id)).toEqual({ is: 'paused', why: ['People team: owner-removed'] })
  }
  expect(await codeOf(draw('olaf', connectionId))).toBe('connection.owner-removed')
  expect(await codeOf(sharing.handOver(connectionId, 'uma', 'zoe'))).toBe('person.gone')
  await sharing.handOver(connectionId, 'zoe', 'zoe')
  for (const id of [flowId, ownFlowId]) expect((await standing(id)).is).toBe('on')
  expect((await one.backend.connections.get(connectionId)).ownerId).toBe('zoe')
})

test('connections that are handed over with the removal of their owner put no flow on hold', async () => {
  const { flowId } = await shareWithOlaf()
  await one.backend.sharing.memberLeaves({ personId: 'uma', handTo: 'zoe', by: 'zoe' })
  one.roles.set('uma', null)
  await one.backend.sharing.memberLeft('uma')
  expect(await standing(flowId)).toEqual({ is: 'on', why: undefined })
})

test('a flow cannot use a connection of another member by its id', async () => {
  const connectionId = await connect()
  expect(await codeOf(draw('olaf', connectionId))).toBe('connection.not-shared')
  const flowId = await draw('olaf', await connect('olaf', 'My account'))
  const { flow } = await one.backend.flows.get(flowId)
  const save = { ...flow, doc: docWith(connectionId) }
  expect(await codeOf(one.backend.flows.save(flowId, save, flow.draftNo))).toBe('connection.not-shared')
  await one.backend.sharing.share(connectionId, [person('olaf')], 'uma')
  const { draftNo } = await one.backend.flows.save(flowId, save, flow.draftNo)
  // What it had before may stay in the draft, and keeps it from being turned on.
  await one.backend.sharing.share(connectionId, [], 'uma')
  await one.backend.flows.save(flowId, { ...save, name: 'Renamed' }, draftNo)
  expect(await one.backend.subscriptions.blockers(flowId)).toMatchObject([
    {
      code: 'connection-foreign',
      message:
        'The connection of the flow is not shared with the owner of the flow. Choose another connection.'
    }
  ])
  expect(await codeOf(one.backend.subscriptions.switchOn(flowId))).toBe('subscription.cannot-turn-on')
})

test('a connection is not deleted while a flow of any member uses it', async () => {
  const { connectionId, flowId } = await shareWithOlaf()
  const { connections, sharing, subscriptions } = one.backend
  const inUse = { code: 'connection.in-use', message: expect.stringContaining('“Welcome”') }
  await expect(connections.remove(connectionId)).rejects.toMatchObject(inUse)
  await sharing.share(connectionId, [], 'uma')
  await expect(connections.remove(connectionId)).rejects.toMatchObject(inUse)
  await subscriptions.switchOff(flowId)
  await subscriptions.idle()
  // A draft that may not use it any more is no use.
  await connections.remove(connectionId)
})

test('holds and releases that a stop interrupted are completed after the start', async () => {
  const { connectionId, flowId } = await shareWithOlaf()
  await one.store.connections.share(connectionId, [], { by: 'uma', at: 1 })
  await one.store.connections.setOwnerRemoved('uma', true)
  await one.crash()
  await start(['uma'])
  expect((await standing(flowId)).is).toBe('paused')
  await one.store.connections.handOver(connectionId, { to: 'zoe', by: 'zoe', at: 2 })
  await one.store.connections.share(connectionId, [person('olaf')], { by: 'zoe', at: 3 })
  await one.crash()
  await start()
  expect((await standing(flowId)).is).toBe('on')
})

test('a stop during the removal of a member leaves their flows on hold, unless they are still a member', async () => {
  const { connectionId, flowId } = await shareWithOlaf()
  const leaving = { personId: 'uma', handTo: null, by: 'zoe' }
  await one.backend.sharing.memberLeaves(leaving)
  await one.crash()
  await start()
  expect(await standing(flowId)).toEqual({ is: 'on', why: undefined })
  await one.backend.sharing.memberLeaves(leaving)
  await one.crash()
  await start(['uma'])
  expect(await standing(flowId)).toEqual({ is: 'paused', why: ['People team: owner-removed'] })
  await one.backend.sharing.handOver(connectionId, 'zoe', 'zoe')
  expect((await standing(flowId)).is).toBe('on')
})

test('a failed removal puts no flow on hold, and neither does one from before sharing existed', async () => {
  const { flowId } = await shareWithOlaf()
  await one.backend.sharing.memberLeaves({ personId: 'uma', handTo: null, by: 'zoe' })
  expect((await standing(flowId)).is).toBe('paused')
  await one.backend.sharing.memberLeft('uma')
  expect((await standing(flowId)).is).toBe('on')
  await one.crash()
  await start(['uma'])
  expect((await standing(flowId)).is).toBe('on')
})

test('an owner, members with a share and an admin see a connection in different detail', async () => {
  const { connectionId, flowId } = await shareWithOlaf()
  await draw('uma', connectionId, 'Own')
  const seenBy = async (id: string, role: 'user' | 'admin' = 'user') =>
    (await one.backend.userConnections.list({ id, role })).map(({ access, shares, users }) => ({
      access,
      shares: shares.length,
      users: users.map(({ name }) => name).toSorted()
    }))
  expect(await seenBy('uma')).toEqual([{ access: 'own', shares: 1, users: ['Own', 'Welcome'] }])
  expect(await seenBy('olaf')).toEqual([{ access: 'shared', shares: 0, users: ['Welcome'] }])
  expect(await seenBy('ada', 'admin')).toEqual([{ access: 'other', shares: 1, users: ['Own', 'Welcome'] }])
  expect(await seenBy('zoe')).toEqual([])
  const { connections } = await one.backend.userFlows.open(flowId)
  expect(connections.map(({ id }) => id)).toEqual([connectionId])
})
