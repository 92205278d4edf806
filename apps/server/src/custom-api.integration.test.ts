import { CUSTOM_API_ACTION, type Id, literal, pill, type Step, text } from '@hookwright/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { card, drawFlow } from './seed/draw-flow.ts'
import { deployAction, deployDraft, postingAction, type TestAction } from './testing/action-connector.ts'
import { type Api, faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { openDoorbell } from './testing/plain-connector.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { type StubService, startStub } from './testing/stub-service.ts'
import { addFlow, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let server: TestServer
let maker: Api
let user: Api
let tracker: StubService
let other: StubService
let bell: { event: ReturnType<typeof card>['card'] }
const sent: string[] = []

beforeAll(async () => {
  tracker = await startStub(async (asked, { authorization, body }) => {
    sent.push(`${asked} ${authorization} ${body}`)
    return { status: 200, json: { id: `issue-${sent.length}` } }
  })
  other = await startStub(async asked => {
    sent.push(`other ${asked}`)
    return { status: 200, json: {} }
  })
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: `${tracker.url},${other.url}` } })
  maker = await server.add('Mia Example', 'maker')
  user = await server.add('Uma Example', 'user')
  const { flowId } = await openDoorbell(maker)
  const { event } = (await maker.flows.get.query({ flowId })).flow.doc.cards
  if (event === undefined) throw new Error('The doorbell has no event.')
  bell = { event }
})
afterAll(async () => {
  await server?.remove()
  await tracker?.stop()
  await other?.stop()
})

let made = 0
/** Deploys a new connector for the stub service `tracker`, and creates the user's connection to it. */
const connected = async (): Promise<{ action: TestAction; connectionId: Id }> => {
  const nth = ++made
  const action = await deployAction(maker, tracker, { name: `Tracker ${nth}`, doc: postingAction('/issues') })
  const { connectorId } = action
  const values = { apiKey: `key-of-tracker-${nth}` }
  const { id: connectionId } = await user.connections.create.mutate({ connectorId, name: 'Mine', values })
  return { action, connectionId }
}

/** Creates a card that outputs this text. */
const saying = (path: string) => card('compose', 'say', { inputs: { text: literal(path) } })
const said = pill('say', 'output')

const callCard = (
  { action, connectionId }: { action: TestAction; connectionId: Id | null },
  url: ReturnType<typeof text>
) =>
  card('custom-api-action', 'call', {
    config: {
      connectorId: action.connectorId,
      versionId: action.versionId,
      actionFlowId: CUSTOM_API_ACTION,
      connectionId,
      method: 'mapped',
      bodyFormat: 'auto'
    },
    inputs: {
      method: literal('post'),
      url,
      body: text('{"title":', said, '}')
    }
  })

const ring = async (flowId: Id, eventUrl: string): Promise<{ runId: Id; steps: Step[] }> => {
  await overHttp(eventUrl, { method: 'POST', body: '{}' })
  const runId = (await storedDeliveriesOf(user, flowId, 1)).at(-1)?.id ?? ''
  return { runId, steps: (await user.runs.get.query({ runId })).steps ?? [] }
}

describe('a Custom API Action', () => {
  test('is offered with each connector that has a base URL', async () => {
    const { action } = await connected()
    const offered = (await user.actions.list.query()).find(one => one.connectorId === action.connectorId)
    expect(offered?.needsConnection).toBe(true)
    expect(offered?.actions.at(-1)).toEqual({
      flowId: CUSTOM_API_ACTION,
      name: 'Custom API Action',
      description: 'Sends a request to the API of Tracker 1 with your connection.'
    })
    const { versionId } = action
    const found = await user.actions.get.query({ versionId, actionFlowId: CUSTOM_API_ACTION })
    expect(found.signature).toMatchObject({ kind: 'action', needsConnection: true })
  })

  test('sends with its own connection, and is replayed without side effects', async () => {
    const used = await connected()
    const doc = drawFlow(
      { card: bell.event, inside: [] },
      saying('a/b ü'),
      callCard(used, text('/issues/', said))
    )
    const flowId = await addFlow(user, 'Call', doc)
    const { eventUrl } = await turnOn(user, flowId)
    sent.length = 0
    const { runId, steps } = await ring(flowId, eventUrl)
    expect(sent).toEqual([`POST /issues/a%2Fb%20%C3%BC Bearer key-of-tracker-2 {"title":"a/b ü"}`])
    expect(steps.at(-1)).toMatchObject({
      path: ['call'],
      outputs: { statusCode: 200, json: { id: 'issue-1' } }
    })
    expect(JSON.stringify(steps)).not.toContain('key-of-tracker')

    sent.length = 0
    const { runId: replayId } = await user.runs.replay.mutate({ runId, effects: false })
    const replay = await waitFor(
      () => user.runs.get.query({ runId: replayId }),
      run => run.status.is !== 'queued' && run.status.is !== 'running'
    )
    expect(replay.status).toEqual({ is: 'succeeded' })
    expect(replay.steps?.at(-1)?.answered).toBe('same')
    expect(sent).toEqual([])
  })

  test.each([
    ['another host', 'https://evil.example/x'],
    ['a host without a scheme', '//evil.example/x'],
    ['a path above the base URL', '../../admin'],
    ['an escaped path above', '/%252e%252e/admin']
  ])('refuses %s before anything is sent', async (_, path) => {
    const used = await connected()
    const doc = drawFlow({ card: bell.event, inside: [] }, saying(path), callCard(used, text(said)))
    const flowId = await addFlow(user, `Leave ${made}`, doc)
    const { eventUrl } = await turnOn(user, flowId)
    sent.length = 0
    const { steps } = await ring(flowId, eventUrl)
    expect(steps.at(-1)?.fault?.code).toBe('http.url')
    expect(sent).toEqual([])
  })

  test('keeps a flow off without a connection, and with one of somebody else', async () => {
    const used = await connected()
    const refused = async (connectionId: Id | null): Promise<string> => {
      const doc = drawFlow(
        { card: bell.event, inside: [] },
        saying('Hello'),
        callCard({ ...used, connectionId }, text('/issues'))
      )
      const flowId = await addFlow(user, `Refused ${++made}`, doc)
      return (await faultOf(user.subscriptions.switchOn.mutate({ flowId }))).message
    }
    expect(await refused(null)).toContain('needs a connection. Choose one.')
    const { connectorId } = used.action
    const values = { apiKey: 'key-of-maker' }
    const foreign = await maker.connections.create.mutate({ connectorId, name: 'Theirs', values })
    expect((await faultOf(refused(foreign.id))).message).toContain('is not shared with the owner of the flow')
  })

  test('is named in the impact of a version, and moves with an upgrade', async () => {
    const used = await connected()
    const { connectorId } = used.action
    const doc = drawFlow({ card: bell.event, inside: [] }, saying('Hello'), callCard(used, text('/issues')))
    const flowId = await addFlow(user, 'Upgraded', doc)
    await turnOn(user, flowId)
    const { authentication } = await maker.connectors.get.query({ connectorId })
    await maker.connectors.authenticate.mutate({
      connectorId,
      authentication: { ...authentication, baseUrl: literal(`${tracker.url}/v2`) }
    })
    const { flows } = await maker.versions.impact.query({ connectorId, versionId: null })
    expect(flows).toMatchObject([{ flowId, on: true, pinnedNumber: 1, change: 'compatible' }])
    expect(flows[0]?.reasons[0]).toMatch(/^Action “Custom API Action”: /)
    const newer = await deployDraft(maker, connectorId)
    await user.subscriptions.upgrade.mutate({ flowIds: [flowId], connectorId })
    await waitFor(
      () => user.subscriptions.upgrades.query(),
      ({ progress }) => progress?.isRunning === false
    )
    const { flow } = await user.flows.open.query({ flowId })
    expect(flow.doc.cards.call?.config).toMatchObject({ versionId: newer, method: 'mapped' })
    expect(flow.doc.cards.call?.inputs).toEqual(doc.cards.call?.inputs)
  })
})
