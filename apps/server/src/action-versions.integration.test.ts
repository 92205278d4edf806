import { type Binding, type Card, type Flow, type Id, pill, text } from '@hookwright/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { card, drawFlow, field } from './seed/draw-flow.ts'
import { deployAction, deployDraft, redraw, type TestAction } from './testing/action-connector.ts'
import { type Api, faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { openDoorbell } from './testing/plain-connector.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { type StubService, startStub } from './testing/stub-service.ts'
import { addFlow, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let server: TestServer
let maker: Api
let user: Api
let tracker: StubService
let event: Card
/** Paths that the stub service was requested at, in order. */
const asked: string[] = []

beforeAll(async () => {
  tracker = await startStub(async path => {
    asked.push(path)
    return { status: 200, json: { id: 'ISSUE-1', url: 'https://tracker.example/1' } }
  })
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: tracker.url } })
  maker = await server.add('Mia Example', 'maker')
  user = await server.add('Uma Example', 'user')
  const { flowId } = await openDoorbell(maker)
  const bell = (await maker.flows.get.query({ flowId })).flow.doc.cards.event
  if (bell === undefined) throw new Error('The doorbell has no event.')
  event = bell
})
afterAll(async () => {
  await server?.remove()
  await tracker?.stop()
})

/** Returns an action that posts to a path, with these optional inputs and outputs. */
const creating = (path: string, { inputs = ['title'], outputs = ['id', 'url'] } = {}): Flow => {
  const named = (ids: string[]) => ids.map(id => field(id, `Field ${id}`, { required: false }))
  return drawFlow(
    card('action', 'start', {
      config: { options: [], groups: [{ id: 'content', name: 'Content', fields: named(inputs) }] }
    }),
    card('raw-request', 'post', { config: { method: 'POST' }, inputs: { url: text(path) } }),
    card('return-outputs', 'return', {
      config: { groups: [{ id: 'created', name: 'Created', fields: named(outputs) }], runMode: false },
      inputs: Object.fromEntries(outputs.map(id => [id, pill('post', 'json', [id])]))
    })
  )
}

let made = 0
/** Deploys the action in a new connector, and creates the user's connection to it. */
const open = async () => {
  const action = await deployAction(maker, tracker, { name: `Tracker ${++made}`, doc: creating('/v1') })
  const { connectorId } = action
  const values = { apiKey: 'key-of-tracker' }
  const { id } = await user.connections.create.mutate({ connectorId, name: `Tracker of Uma`, values })
  return { action, connectionId: id }
}

type Opened = Awaited<ReturnType<typeof open>>

const act = ({ action, connectionId }: Opened, inputs: Record<string, Binding> = {}) =>
  card('connector-action', 'act', {
    title: 'Create issue',
    config: { ...action, connectionId },
    inputs: { title: text('Hello'), ...inputs }
  })

/** Creates a flow that runs the action for each event and reads one of the action's outputs. */
const reporting = (opened: Opened, reads: 'id' | 'url', inputs?: Record<string, Binding>): Flow =>
  drawFlow(
    { card: event, inside: [] },
    act(opened, inputs),
    card('compose', 'say', { inputs: { text: pill('act', reads) } })
  )

const addOn = async (name: string, doc: Flow): Promise<{ flowId: Id; eventUrl: string }> => {
  const flowId = await addFlow(user, name, doc)
  return { flowId, eventUrl: (await turnOn(user, flowId)).eventUrl }
}

let rings = 0
/** Sends an event to a flow and returns the paths that its run requests. */
const pathsAt = async ({ flowId, eventUrl }: { flowId: Id; eventUrl: string }): Promise<string[]> => {
  asked.length = 0
  const before = (await storedDeliveriesOf(user, flowId, 0)).length
  const headers = { 'content-type': 'application/json' }
  await overHttp(eventUrl, { method: 'POST', headers, body: `"ring ${++rings}"` })
  await storedDeliveriesOf(user, flowId, before + 1)
  return asked.map(path => path.replace('POST ', ''))
}

const upgrade = async (flowIds: Id[], connectorId: Id) => {
  await user.subscriptions.upgrade.mutate({ flowIds, connectorId })
  await waitFor(
    () => user.subscriptions.upgrades.query(),
    ({ progress }) => progress?.isRunning === false
  )
}

const versionIn = async (flowId: Id, cardId = 'act') =>
  (await user.flows.get.query({ flowId })).flow.doc.cards[cardId]?.config.versionId

const deployNext = async ({ connectorId, actionFlowId }: TestAction, doc: Flow): Promise<Id> => {
  await redraw(maker, actionFlowId, doc)
  return deployDraft(maker, connectorId)
}

describe('[row 123] a breaking change of an action', () => {
  test('lists the affected flows before the deployment, and an active flow keeps its version', async () => {
    const opened = await open()
    const { action } = opened
    const { connectorId } = action
    const links = await addOn('Links', reporting(opened, 'url'))
    const numbers = await addOn('Numbers', reporting(opened, 'id'))
    await redraw(maker, action.actionFlowId, creating('/v2', { outputs: ['id'] }))
    const { flows } = await maker.versions.impact.query({ connectorId, versionId: null })
    expect(flows).toMatchObject([
      {
        flowId: links.flowId,
        on: true,
        pinnedNumber: 1,
        change: 'breaking',
        reasons: [
          'Action “Create”: The output “Field url”, which the flow uses, was removed.',
          'Action “Create”: The cards of the action have changed.'
        ]
      },
      {
        flowId: numbers.flowId,
        change: 'compatible',
        reasons: [
          'Action “Create”: The output “Field url” was removed; the flow does not use it.',
          'Action “Create”: The cards of the action have changed.'
        ]
      }
    ])

    await deployDraft(maker, connectorId)
    expect(await pathsAt(links)).toEqual(['/v1'])
    for (const { flowId } of [links, numbers]) await turnOff(user, flowId)
  })

  test('leaves alone the flow that it breaks; the other one is upgraded and stays so after a rollback', async () => {
    const opened = await open()
    const { action } = opened
    const { connectorId } = action
    const links = await addOn('Links', reporting(opened, 'url'))
    const numbers = await addOn('Numbers', reporting(opened, 'id'))
    const versionId = await deployNext(action, creating('/v2', { outputs: ['id'] }))
    const { offers } = await user.subscriptions.upgrades.query({ flowId: numbers.flowId })
    expect(offers).toMatchObject([{ connectorId, from: 1, to: 2, flows: 1 }])
    const plan = await user.subscriptions.upgradePlan.query({ connectorId })
    expect(plan.flows).toMatchObject([
      { flowId: numbers.flowId, from: 1, to: 2, does: 'in-place' },
      { flowId: links.flowId, does: 'lost' }
    ])
    await upgrade([links.flowId, numbers.flowId], connectorId)
    expect(await versionIn(links.flowId)).toBe(action.versionId)
    expect(await versionIn(numbers.flowId)).toBe(versionId)
    const { pending } = await user.flows.applyPlan.query({ flowId: numbers.flowId })
    expect(pending).toEqual({ is: 'none' })

    // A rollback deploys the older version; a flow on the newer one keeps that and is told.
    const told = await maker.versions.impact.query({ connectorId, versionId: action.versionId })
    expect(told.flows.find(({ flowId }) => flowId === numbers.flowId)).toMatchObject({ pinnedNumber: 2 })
    await maker.versions.deploy.mutate({ versionId: action.versionId })
    expect((await user.subscriptions.upgrades.query()).offers).toEqual([])
    expect(await pathsAt(numbers)).toEqual(['/v2'])
    for (const { flowId } of [links, numbers]) await turnOff(user, flowId)
  })

  test('does not upgrade a flow that maps a value to a removed input', async () => {
    const opened = await open()
    const { connectorId } = opened.action
    const { flowId } = await addOn('Titles', reporting(opened, 'id'))
    await deployNext(opened.action, creating('/v2', { inputs: ['subject'] }))
    const plan = await user.subscriptions.upgradePlan.query({ connectorId })
    expect(plan.flows).toMatchObject([{ flowId, does: 'lost' }])
    expect(plan.flows[0]?.reasons[0]).toBe(
      'Action “Create”: The input “Field title” was removed, but the flow maps a value to it.'
    )
    await upgrade([flowId], connectorId)
    expect(await versionIn(flowId)).toBe(opened.action.versionId)
    await turnOff(user, flowId)
  })
})

describe('an upgrade of a card that runs an action', () => {
  test('moves the cards of helper flows too, and the changes of the draft stay', async () => {
    const opened = await open()
    const { connectorId } = opened.action
    const helperId = await addFlow(
      user,
      `Helper ${made}`,
      drawFlow(
        card('helper-flow', 'start', { config: { inputs: [] } }),
        act(opened),
        card('return', 'return', {
          config: { fields: [] }
        })
      )
    )
    const flowId = await addFlow(
      user,
      `Calls a helper ${made}`,
      drawFlow({ card: event, inside: [] }, card('call-flow', 'call', { config: { flowId: helperId } }))
    )
    const { eventUrl } = await turnOn(user, flowId)
    const versionId = await deployNext(opened.action, creating('/v2'))
    const { flows } = await user.subscriptions.upgradePlan.query({ connectorId })
    expect(flows).toMatchObject([{ flowId, does: 'in-place' }])
    const drawn = (await user.flows.get.query({ flowId })).flow
    const { name, description, active, saveAll, draftNo: baseDraft } = drawn
    const note = card('note', 'note', { title: 'Drawn meanwhile' }).card
    const doc = { ...drawn.doc, strip: [...drawn.doc.strip, 'note'], cards: { ...drawn.doc.cards, note } }
    await user.flows.save.mutate({ flowId, baseDraft, name, description, active, saveAll, doc })
    await upgrade([flowId], connectorId)
    expect(await pathsAt({ flowId, eventUrl })).toEqual(['/v2'])
    expect(await versionIn(helperId)).toBe(versionId)
    expect((await user.flows.get.query({ flowId })).flow.doc.cards.note?.title).toBe('Drawn meanwhile')
    expect((await user.flows.applyPlan.query({ flowId })).pending).toEqual({ is: 'in-place' })
    await turnOff(user, flowId)
  })

  test('is applied in place from the draft, without a request to the service', async () => {
    const opened = await open()
    const flow = await addOn('By hand', reporting(opened, 'id'))
    const { flowId } = flow
    const versionId = await deployNext(opened.action, creating('/v2'))
    const {
      name,
      description,
      active,
      saveAll,
      draftNo: baseDraft
    } = (await user.flows.get.query({ flowId })).flow
    const doc = reporting({ ...opened, action: { ...opened.action, versionId } }, 'id')
    await user.flows.save.mutate({ flowId, baseDraft, name, description, active, saveAll, doc })
    expect((await user.flows.applyPlan.query({ flowId })).pending).toEqual({ is: 'in-place' })
    await user.flows.applyChanges.mutate({ flowId })
    expect(await pathsAt(flow)).toEqual(['/v2'])
    await turnOff(user, flowId)
  })
})

describe('an action used by a card', () => {
  test('protects its connection and its connector from deletion while the flow is on', async () => {
    const opened = await open()
    const { action, connectionId } = opened
    const { connectorId } = action
    const { flowId } = await addOn('Reports', reporting(opened, 'id'))
    const listed = async () =>
      (await user.connections.overview.query()).find(({ id }) => id === connectionId)?.users
    expect(await listed()).toMatchObject([{ id: flowId, name: 'Reports' }])
    expect(await faultOf(user.connections.remove.mutate({ connectionId }))).toMatchObject({
      code: 'connection.in-use',
      details: { users: '“Reports”' }
    })
    expect(await faultOf(maker.connectors.remove.mutate({ connectorId }))).toMatchObject({
      code: 'connector.in-use',
      details: { count: 1 }
    })

    // It runs with the connection, whatever is drawn since.
    const {
      name,
      description,
      active,
      saveAll,
      draftNo: baseDraft
    } = (await user.flows.get.query({ flowId })).flow
    const doc = drawFlow({ card: event, inside: [] })
    await user.flows.save.mutate({ flowId, baseDraft, name, description, active, saveAll, doc })
    expect(await listed()).toMatchObject([{ id: flowId, name: 'Reports' }])
    await turnOff(user, flowId)
    expect(await listed()).toEqual([])
    await user.connections.remove.mutate({ connectionId })
    await maker.connectors.remove.mutate({ connectorId })
  })

  test('lists for the maker which flows use each of its fields', async () => {
    const opened = await open()
    const flowId = await addFlow(user, 'Reads', reporting(opened, 'url'))
    const { actionFlowId } = opened.action
    const uses = { flowId, flowName: 'Reads', place: 'user' }
    expect(
      await maker.makerFlows.fieldUses.query({ flowId: actionFlowId, of: 'outputs', fields: ['id', 'url'] })
    ).toEqual([{ ...uses, field: 'url', cardName: 'Compose' }])
    expect(
      await maker.makerFlows.fieldUses.query({ flowId: actionFlowId, of: 'inputs', fields: ['title'] })
    ).toEqual([{ ...uses, field: 'title', cardName: 'Create issue' }])
  })
})
