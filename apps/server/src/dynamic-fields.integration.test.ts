import { dynamicPortId } from '@hookwright/engine'
import {
  type DynamicGroup,
  type FieldsAnswer,
  type Flow,
  type Id,
  type Json,
  type JsonObject,
  listOf,
  literal,
  pill,
  type Step,
  text
} from '@hookwright/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { card, drawFlow, field } from './seed/draw-flow.ts'
import { acmeAuthentication } from './testing/acme-connector.ts'
import { deployDraft, redraw, type TestAction } from './testing/action-connector.ts'
import { type Api, faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { openDoorbell } from './testing/plain-connector.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { type StubAnswer, type StubService, startStub } from './testing/stub-service.ts'
import { addFlow, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let server: TestServer
let tracker: StubService
let maker: Api
let user: Api
let bell: ReturnType<typeof card>['card']
/** Function that returns the stub's response to a request for fields. Tests replace it. */
let fields: (asked: string) => StubAnswer
/** Bodies of the issues that were created. */
const created: unknown[] = []

const twoFields = (): StubAnswer => ({
  status: 200,
  json: [
    { key: 'cf:severity', label: 'Severity', type: 'Options', options: ['low', 'high'], required: true },
    { key: 'effort', type: 'Number', default: 3 }
  ]
})

beforeAll(async () => {
  tracker = await startStub(async (asked, { body }) => {
    if (asked.startsWith('GET ')) return fields(asked)
    created.push(JSON.parse(body))
    return { status: 200, json: { votes: '7', 'cf:state': { open: true } } }
  })
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: tracker.url } })
  maker = await server.add('Mia Example', 'maker')
  user = await server.add('Uma Example', 'user')
  const { flowId } = await openDoorbell(maker)
  const { event } = (await maker.flows.get.query({ flowId })).flow.doc.cards
  if (event === undefined) throw new Error('The doorbell has no event.')
  bell = event
})
afterAll(async () => {
  await server?.remove()
  await tracker?.stop()
})

/** Helper flow that requests the fields of a project. */
const fieldsOf = (path: string): Flow =>
  drawFlow(
    card('helper-flow', 'start', { config: { inputs: [field('project', 'Project')] } }),
    card('raw-request', 'ask', { inputs: { url: text(path, pill('start', 'project')) } }),
    card('return', 'return', {
      config: { fields: [field('fields', 'Fields', { dataType: listOf('object'), required: false })] },
      inputs: { fields: pill('ask', 'json') }
    })
  )

const dynamic = (flowId: Id) => ({ flowId, inputs: { project: { option: 'project' } } })

/**
 * Creates an action with dynamic inputs and dynamic outputs, both loaded by helper flows. If `outputFields`
 * is null, the action has no outputs.
 */
const creating = (inputFields: Id, outputFields: Id | null): Flow =>
  drawFlow(
    card('action', 'start', {
      config: {
        options: [field('project', 'Project')],
        groups: [{ id: 'custom', name: 'Custom fields', fields: [], dynamic: dynamic(inputFields) }]
      }
    }),
    card('raw-request', 'post', {
      config: { method: 'POST' },
      inputs: {
        url: text('/projects/', pill('start', 'option.project'), '/issues'),
        body: pill('start', dynamicPortId('custom'))
      }
    }),
    card('return-outputs', 'return', {
      config: {
        groups:
          outputFields === null
            ? []
            : [{ id: 'issue', name: 'Issue', fields: [], dynamic: dynamic(outputFields) }],
        runMode: false
      },
      inputs: outputFields === null ? {} : { [dynamicPortId('issue')]: pill('post', 'json') }
    })
  )

interface Tracker extends TestAction {
  helperId: Id
  resultId: Id
  connectionId: Id
  testId: Id
}

let made = 0
const deployTracker = async (): Promise<Tracker> => {
  const { id: connectorId } = await maker.connectors.create.mutate({ name: `Acme Tracker ${++made}` })
  await maker.connectors.authenticate.mutate({ connectorId, authentication: acmeAuthentication(tracker) })
  const draw = async (name: string, doc: Flow): Promise<Id> =>
    (await maker.makerFlows.create.mutate({ connectorId, name, doc })).id
  const helperId = await draw('Custom fields', fieldsOf('/fields/'))
  const resultId = await draw('Result fields', fieldsOf('/results/'))
  const actionFlowId = await draw('Create issue', creating(helperId, resultId))
  const versionId = await deployDraft(maker, connectorId)
  const values = { apiKey: 'acme_key' }
  const { id: testId } = await maker.testConnections.create.mutate({ connectorId, name: 'Test', values })
  const { id: connectionId } = await user.connections.create.mutate({ connectorId, name: 'Own', values })
  return { connectorId, actionFlowId, versionId, helperId, resultId, connectionId, testId }
}

const load = ({ versionId, actionFlowId, connectionId }: Tracker, project = 'web'): Promise<FieldsAnswer> =>
  user.actions.fields.mutate({ versionId, actionFlowId, values: { project }, connectionId })

const groupsIn = (answers: FieldsAnswer['inputs']): Record<string, DynamicGroup[]> =>
  Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => {
      if (!answer.ok) throw new Error(answer.why)
      return [id, answer.groups]
    })
  )

/**
 * Creates a card with the fields that were loaded for project `web`. `values` are its input values, by field
 * key.
 */
const loadedCard = (of: Tracker, answer: FieldsAnswer, values: Record<string, Json>) => {
  const { connectorId, actionFlowId, versionId, connectionId } = of
  const loaded: JsonObject = JSON.parse(
    JSON.stringify({
      inputs: groupsIn(answer.inputs),
      outputs: groupsIn(answer.outputs),
      connectionId,
      options: { project: 'web' }
    })
  )
  const all = Object.values(groupsIn(answer.inputs))
    .flat()
    .flatMap(({ fields }) => fields)
  const bound = all.flatMap(({ id, key }) => (key in values ? [[id, literal(values[key] ?? null)]] : []))
  return card('connector-action', 'act', {
    config: { connectorId, actionFlowId, versionId, connectionId, loaded },
    inputs: { project: literal('web'), ...Object.fromEntries(bound) }
  })
}

const flowWith = (act: ReturnType<typeof card>): Flow => drawFlow({ card: bell, inside: [] }, act)

const ring = async (flowId: Id): Promise<Step[]> => {
  const { eventUrl } = await turnOn(user, flowId)
  const headers = { 'content-type': 'application/json' }
  await overHttp(eventUrl, { method: 'POST', headers, body: '"door"' })
  const runId = (await storedDeliveriesOf(user, flowId, 1)).at(-1)?.id ?? ''
  return (await user.runs.get.query({ runId })).steps ?? []
}

const byKind = (asked: string): StubAnswer =>
  asked.includes('/results/')
    ? {
        status: 200,
        json: [
          { name: 'votes', type: 'Number' },
          { name: 'cf:state', type: 'Number' }
        ]
      }
    : twoFields()

describe('[row 55] the dynamic fields of an action', () => {
  test('are named by the helper flows of its version, with the connection and the options chosen', async () => {
    fields = byKind
    const of = await deployTracker()
    const { inputs } = await load(of)
    expect(tracker.asked.slice(-2).toSorted()).toEqual(['GET /fields/web', 'GET /results/web'])
    expect(groupsIn(inputs).custom).toMatchObject([
      {
        name: null,
        fields: [
          { key: 'cf:severity', label: 'Severity', fieldType: 'dropdown', required: true },
          { key: 'effort', label: 'effort', dataType: { kind: 'number' }, initial: 3 }
        ]
      }
    ])
  })

  test('arrive at the action under their keys, and its outputs are read by theirs', async () => {
    fields = byKind
    const of = await deployTracker()
    const answer = await load(of)
    const flowId = await addFlow(
      user,
      'With fields',
      flowWith(loadedCard(of, answer, { 'cf:severity': 'high' }))
    )
    // From here on the fields are those of the card: its run asks no helper flow for them.
    fields = () => ({ status: 500, json: {} })
    const steps = await ring(flowId)
    expect(created.at(-1)).toEqual({ 'cf:severity': 'high' })
    const act = steps.find(({ path }) => path.join(' ') === 'act')
    const [votes, state] = groupsIn(answer.outputs).issue?.[0]?.fields ?? []
    expect(act?.outputs).toEqual({ [votes?.id ?? '']: 7, [state?.id ?? '']: null })
    expect(JSON.stringify(act)).toContain('cf:state')
  })

  test('keep a flow off while a required one has no value, or they were loaded for other options', async () => {
    fields = byKind
    const of = await deployTracker()
    const answer = await load(of)
    const refusedWith = async (act: ReturnType<typeof card>): Promise<string> => {
      const flowId = await addFlow(user, `Off ${++made}`, flowWith(act))
      return (await faultOf(user.subscriptions.switchOn.mutate({ flowId }))).message
    }
    expect(await refusedWith(loadedCard(of, answer, {}))).toContain('“Severity” of')
    const other = loadedCard(of, answer, { 'cf:severity': 'low' })
    other.card.inputs.project = literal('app')
    expect(await refusedWith(other)).toContain('loaded for another connection or other options')
  })
})

describe('[row 56] a helper flow that names no fit fields is told with the place in its answer', () => {
  const html: StubAnswer = { status: 200, html: '<p>Sign in</p>' }
  test.each<[string, StubAnswer, string]>([
    ['an object', { status: 200, json: { name: 'a' } }, 'did not return fields: '],
    ['nothing', { status: 204 }, 'did not return fields: It returned nothing instead of a list'],
    ['HTML', html, 'was answered with text/html instead of JSON. Check that the URL'],
    [
      'two fields alike',
      { status: 200, json: [{ name: 'a' }, { name: 'a' }] },
      'Item 1 and item 2 are both named “a”; return each field once'
    ],
    [
      'an unknown type',
      { status: 200, json: [{ name: 'a', type: 'colour' }] },
      'Item 1 has a “type” that must be Text, Number'
    ],
    [
      'a failure of the service',
      { status: 503, json: {} },
      'the helper flow “Custom fields” failed at “Raw Request”'
    ],
    [
      'a megabyte',
      {
        status: 200,
        json: Array.from({ length: 3_000 }, (_, at) => ({ name: `f${at}`, note: 'x'.repeat(300) }))
      },
      'The list has 3000 fields, but the limit is 200; return fewer.'
    ]
  ])('%s', async (_, answer, what) => {
    fields = asked => (asked.includes('/results/') ? twoFields() : answer)
    const { inputs, outputs } = await load(await deployTracker())
    expect(inputs.custom).toEqual({ ok: false, why: expect.stringContaining(what) })
    expect(JSON.stringify(inputs)).toContain('Custom fields')
    expect(outputs.issue?.ok).toBe(true)
  })

  test('the maker gets the same with a test connection, and no run is left behind', async () => {
    const { helperId, testId, connectionId } = await deployTracker()
    fields = twoFields
    const params = { flowId: helperId, values: { project: 'web' }, connectionId: testId }
    expect((await maker.makerFlows.fields.mutate(params)).groups).toMatchObject([{ name: null }])
    expect((await server.backend.runs.list({ scope: { flowId: helperId }, limit: 9 })).rows).toEqual([])
    fields = () => ({ status: 200, json: [{ label: 'No name' }] })
    expect(await faultOf(maker.makerFlows.fields.mutate(params))).toMatchObject({
      code: 'fields.unreadable',
      message: expect.stringContaining('Item 1 has no “name”')
    })
    expect(await faultOf(maker.makerFlows.fields.mutate({ ...params, connectionId }))).toMatchObject({
      code: 'connection.gone'
    })
  })
})

describe('another version of the action', () => {
  test('breaks flows that use fields of a removed dynamic group, and lists them before the deployment', async () => {
    fields = byKind
    const of = await deployTracker()
    const answer = await load(of)
    const flowId = await addFlow(user, 'Breaks', flowWith(loadedCard(of, answer, { 'cf:severity': 'low' })))
    await turnOn(user, flowId)
    const { connectorId, actionFlowId, helperId } = of
    const without = creating(helperId, null)
    const start = without.cards.start
    if (start === undefined) throw new Error('The action has a start card.')
    start.config = { ...start.config, groups: [] }
    const post = without.cards.post
    if (post !== undefined) delete post.inputs.body
    await redraw(maker, actionFlowId, without)
    const impact = await maker.versions.impact.query({ connectorId, versionId: null })
    expect(JSON.stringify(impact)).toContain(
      'The dynamic group “Custom fields”, whose fields the flow uses, was removed.'
    )
  })

  test('keeps the fields of a card that is upgraded', async () => {
    fields = byKind
    const of = await deployTracker()
    const answer = await load(of)
    const flowId = await addFlow(user, 'Upgrades', flowWith(loadedCard(of, answer, { 'cf:severity': 'low' })))
    await turnOn(user, flowId)
    const { connectorId, actionFlowId, helperId, resultId } = of
    const changed = creating(helperId, resultId)
    const post = changed.cards.post
    if (post !== undefined) post.inputs.url = literal('/v2/issues')
    await redraw(maker, actionFlowId, changed)
    const versionId = await deployDraft(maker, connectorId)
    await user.subscriptions.upgrade.mutate({ flowIds: [flowId], connectorId })
    await waitFor(
      () => user.subscriptions.upgrades.query(),
      ({ progress }) => progress?.isRunning === false
    )
    const { act } = (await user.flows.get.query({ flowId })).flow.doc.cards
    expect(act?.config).toMatchObject({ versionId, loaded: { options: { project: 'web' } } })
    expect(Object.values(act?.inputs ?? {})).toContainEqual(literal('low'))
  })
})
