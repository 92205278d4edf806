import { type Flow, type Id, pill, type Step, text } from '@hookwright/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { card, drawFlow } from './seed/draw-flow.ts'
import {
  actionCard,
  deployAction,
  deployDraft,
  postingAction,
  redraw,
  type TestAction
} from './testing/action-connector.ts'
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
let chat: StubService
let bell: { event: ReturnType<typeof card>['card'] }
/** Requests with their credentials and bodies, in order. */
const sent: string[] = []

/** Names of the stub services that refuse every request. */
const failing = new Set<string>()

/** Starts a service that creates an object per request and returns its id. */
const creating = (name: string): Promise<StubService> => {
  let count = 0
  return startStub(async (asked, { authorization, body }) => {
    sent.push(`${name} ${asked} ${authorization} ${body}`)
    if (failing.has(name)) return { status: 422, json: { error: 'Not accepted' } }
    return { status: 200, json: { id: `${name}-${++count}` } }
  })
}

beforeAll(async () => {
  tracker = await creating('tracker')
  chat = await creating('chat')
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: `${tracker.url},${chat.url}` } })
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
  await chat?.stop()
})

const connection = async (connectorId: Id, apiKey: string, api = user): Promise<Id> =>
  (await api.connections.create.mutate({ connectorId, name: apiKey, values: { apiKey } })).id

let made = 0
/** Deploys two actions of different services, with a connection of the user to each. */
const twoActions = async () => {
  const nth = ++made
  const issue = await deployAction(maker, tracker, { name: `Tracker ${nth}`, doc: postingAction('/issues') })
  const message = await deployAction(maker, chat, { name: `Chat ${nth}`, doc: postingAction('/messages') })
  return {
    issue: { action: issue, connectionId: await connection(issue.connectorId, `key-of-tracker-${nth}`) },
    message: { action: message, connectionId: await connection(message.connectorId, `key-of-chat-${nth}`) }
  }
}

type Used = { action: TestAction; connectionId: Id | null }

/** Creates a flow that creates an issue at one service and posts a message about it at the other. */
const announcing = ({ issue, message }: { issue: Used; message: Used }): Flow =>
  drawFlow(
    { card: bell.event, inside: [] },
    actionCard('issue', { ...issue, title: text(pill('event', 'body')) }),
    actionCard('message', { ...message, title: text('New: ', pill('issue', 'id')) })
  )

const ring = async (flowId: Id, eventUrl: string, count = 1): Promise<{ runId: Id; steps: Step[] }> => {
  const headers = { 'content-type': 'application/json' }
  await overHttp(eventUrl, { method: 'POST', headers, body: '"door"' })
  const runId = (await storedDeliveriesOf(user, flowId, count)).at(-1)?.id ?? ''
  return { runId, steps: (await user.runs.get.query({ runId })).steps ?? [] }
}

const stepAt = (steps: Step[], path: string): Step | undefined =>
  steps.find(step => step.path.join(' ') === path)

const waitForRun = (runId: Id) =>
  waitFor(
    () => user.runs.get.query({ runId }),
    run => run.status.is !== 'queued' && run.status.is !== 'running'
  )

describe('a flow whose cards act at two services', () => {
  test('uses the connection of each card, and passes the outputs of one action to the next', async () => {
    const used = await twoActions()
    const flowId = await addFlow(user, 'Announce', announcing(used))
    const { eventUrl } = await turnOn(user, flowId)
    sent.length = 0
    const { steps } = await ring(flowId, eventUrl)
    expect(sent).toEqual([
      'tracker POST /issues?place=issue Bearer key-of-tracker-1 "door"',
      'chat POST /messages?place=message Bearer key-of-chat-1 New: tracker-1'
    ])
    expect(stepAt(steps, 'issue')?.outputs).toEqual({ id: 'tracker-1' })
    expect(stepAt(steps, 'message')?.outputs).toEqual({ id: 'chat-1' })
    expect(stepAt(steps, 'message post')?.requests).toMatchObject([{ method: 'POST', status: 200 }])
    expect(JSON.stringify(steps)).not.toMatch(/key-of-(tracker|chat)/)
  })

  test('is replayed without side effects from the responses of the old run', async () => {
    const used = await twoActions()
    const flowId = await addFlow(user, 'Announce again', announcing(used))
    const { eventUrl } = await turnOn(user, flowId)
    const { runId } = await ring(flowId, eventUrl)
    sent.length = 0
    const { runId: replayId } = await user.runs.replay.mutate({ runId, effects: false })
    const replay = await waitForRun(replayId)
    expect(replay.status).toEqual({ is: 'succeeded' })
    expect(stepAt(replay.steps ?? [], 'message post')?.answered).toBe('same')
    expect(sent).toEqual([])
  })
})

describe('a card of an action', () => {
  test('runs the version that it names when a newer one is deployed', async () => {
    const { issue, message } = await twoActions()
    const { connectorId, actionFlowId } = issue.action
    await redraw(maker, actionFlowId, postingAction('/v2/issues'))
    const newer = { ...issue, action: { ...issue.action, versionId: await deployDraft(maker, connectorId) } }
    const flowId = await addFlow(user, 'Old and new', announcing({ issue, message: newer }))
    const { eventUrl } = await turnOn(user, flowId)
    sent.length = 0
    await ring(flowId, eventUrl)
    expect(sent.map(one => one.split(' ')[2])).toEqual(['/issues?place=issue', '/v2/issues?place=message'])
    expect(message.connectionId).not.toBeNull()
  })

  test('keeps a flow off without a connection, with a connection that does not fit, or with an unknown version', async () => {
    const { issue, message } = await twoActions()
    const foreign = await connection(issue.action.connectorId, 'key-of-maker', maker)
    const refused = async (changed: Used): Promise<string> => {
      const flowId = await addFlow(user, `Refused ${++made}`, announcing({ issue: changed, message }))
      return (await faultOf(user.subscriptions.switchOn.mutate({ flowId }))).message
    }
    expect(await refused({ ...issue, connectionId: null })).toContain(
      `The connector Tracker 4 needs a connection. Choose one.`
    )
    await expect(refused({ ...issue, connectionId: foreign })).rejects.toThrow(
      'is not shared with the owner of the flow'
    )
    expect(await refused({ ...issue, connectionId: message.connectionId })).toContain(
      'belongs to another connector'
    )
    const versionId = '01900000-0000-7000-8000-000000000000'
    expect(await refused({ ...issue, action: { ...issue.action, versionId } })).toContain(
      'no longer available. Choose another action'
    )
  })

  test('keeps a flow off and cannot be tested while its version was never deployed, and off once its connector is deleted', async () => {
    const { issue, message } = await twoActions()
    const { connectorId } = issue.action
    const { id: versionId } = await maker.versions.create.mutate({ connectorId })
    const tested = { ...issue, action: { ...issue.action, versionId } }
    const flowId = await addFlow(user, `Tested ${made}`, announcing({ issue: tested, message }))
    expect((await faultOf(user.subscriptions.switchOn.mutate({ flowId }))).message).toContain(
      'The action of “Card issue” belongs to a version that was never deployed.'
    )
    const alone = { flowId, cardId: 'issue', inputs: {}, before: {} }
    expect((await faultOf(user.flows.testCard.mutate(alone))).code).toBe('version.gone')
    expect((await user.flows.open.query({ flowId })).actions.map(({ versionId }) => versionId)).toEqual([
      message.action.versionId
    ])

    const orphaned = await addFlow(user, `Orphaned ${made}`, announcing({ issue, message }))
    await user.connections.remove.mutate({ connectionId: issue.connectionId }).catch(() => undefined)
    await maker.connectors.remove.mutate({ connectorId })
    expect((await faultOf(user.subscriptions.switchOn.mutate({ flowId: orphaned }))).message).toContain(
      'The connector of “Card issue” was deleted.'
    )
  })

  test('uses other values of its connection from the next run on', async () => {
    const used = await twoActions()
    const flowId = await addFlow(user, 'New key', announcing(used))
    const { eventUrl } = await turnOn(user, flowId)
    await ring(flowId, eventUrl)
    const { connectionId } = used.message
    await user.connections.replaceValues.mutate({ connectionId, values: { apiKey: 'another-key' } })
    sent.length = 0
    await ring(flowId, eventUrl, 2)
    expect(sent.map(one => one.split(' ')[4])).toEqual([
      expect.stringMatching(/^key-of-tracker/),
      'another-key'
    ])
  })

  test('fails with the answer of the service, which an If Error card catches', async () => {
    const { issue, message } = await twoActions()
    const { issue: act, message: recover } = announcing({ issue, message }).cards
    if (act === undefined || recover === undefined) throw new Error('The flow has no actions.')
    const doc: Flow = drawFlow(
      { card: bell.event, inside: [] },
      card('if-error', 'guard', {
        config: { joins: [] },
        blocks: {
          try: { cards: [{ card: act, inside: [] }] },
          error: {
            cards: [
              { card: { ...recover, inputs: { ...recover.inputs, title: text('Failed') } }, inside: [] }
            ]
          }
        }
      })
    )
    const flowId = await addFlow(user, 'Guarded', doc)
    const { eventUrl } = await turnOn(user, flowId)
    failing.add('tracker')
    sent.length = 0
    const { steps } = await ring(flowId, eventUrl)
    failing.clear()
    expect(stepAt(steps, 'guard issue post')?.status).toBe('failed')
    expect(sent.at(-1)).toContain('Failed')
    expect(stepAt(steps, 'guard message')?.status).toBe('succeeded')
  })
})
