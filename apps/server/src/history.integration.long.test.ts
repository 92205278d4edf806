import { describe, expect, test } from 'vitest'
import { card, drawFlow } from './seed/draw-flow.ts'
import { connectAcme, greetingFlow } from './testing/acme-connector.ts'
import { type AcmeStage, onAcmeStage } from './testing/acme-stage.ts'
import { faultOf } from './testing/api-client.ts'
import { newestOf, nothing, openActiveFlow, person, post } from './testing/history.ts'
import { overHttp } from './testing/over-http.ts'
import type { PracticeService } from './testing/practice.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { addFlow, turnOff, turnOn } from './testing/switch.ts'

let practice: PracticeService
let stage: AcmeStage

onAcmeStage(opened => {
  practice = opened.practice
  stage = opened.stage
})

const openFlow = (flow?: Parameters<typeof openActiveFlow>[1]) => openActiveFlow(stage, flow)

describe('the list of deliveries', () => {
  test('has the flow, event, run and size of each delivery', async () => {
    const { api, acme } = stage
    const { flowId, eventUrl } = await openFlow()
    await post(eventUrl, person('jo@example.com'))
    expect(await newestOf(api, flowId)).toMatchObject({
      flowId,
      flowName: expect.stringMatching(/^Welcome \d+$/),
      event: { name: 'User event', eventFlowId: acme.userEventId, connectorName: 'Acme Directory' },
      method: 'POST',
      size: JSON.stringify(person('jo@example.com')).length,
      status: { is: 'done' },
      run: { status: { is: 'succeeded' }, startedAt: expect.any(Number) },
      records: null,
      replays: 0
    })
    await turnOff(api, flowId)
  })

  test('takes filters, one by one and together', async () => {
    const { api, acme } = stage
    const { flowId, eventUrl } = await openFlow()
    const other = await openFlow()
    await post(eventUrl, person('jo@example.com'))
    await post(eventUrl, person({ no: 'text' }))
    await overHttp(eventUrl, { method: 'HEAD' })
    await post(other.eventUrl, person('kim@example.com'))
    const kept = await storedDeliveriesOf(api, flowId, 3)
    const [good, bad, looked] = kept.map(({ id }) => id)
    await storedDeliveriesOf(api, other.flowId, 1)
    const ids = async (filter: Parameters<typeof api.deliveries.list.query>[0]) =>
      (await api.deliveries.list.query({ flowId, ...filter })).rows.map(({ id }) => id)
    expect(await ids({})).toEqual([looked, bad, good])
    expect(await ids({ status: 'done' })).toEqual([bad, good])
    expect(await ids({ status: 'filtered' })).toEqual([looked])
    expect(await ids({ result: 'failed' })).toEqual([bad])
    expect(await ids({ result: 'succeeded' })).toEqual([good])
    expect(await ids({ result: 'open' })).toEqual([])
    expect(await ids({ connectorId: acme.connectorId, status: 'done' })).toEqual([bad, good])
    expect(await ids({ eventFlowId: acme.userListEventId })).toEqual([])
    const at = (await api.deliveries.get.query({ deliveryId: bad ?? '' })).receivedAt
    expect(await ids({ to: at })).not.toContain(bad)
    expect(await ids({ from: at })).toContain(bad)
    expect(await ids({ from: at + 3_600_000 })).toEqual([])
    const everywhere = (await api.deliveries.list.query({})).rows.map(row => row.flowId)
    expect(everywhere).toEqual(expect.arrayContaining([flowId, other.flowId]))
    const first = await api.deliveries.list.query({ flowId, limit: 2 })
    const second = await api.deliveries.list.query({
      flowId,
      limit: 2,
      ...(first.next && { before: first.next })
    })
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual([looked, bad, good])
    expect(second.next).toBeNull()
    await turnOff(api, flowId)
    await turnOff(api, other.flowId)
  })

  test('can be searched by words and by values at a path, but not by those who may not see payloads', async () => {
    const { server, api } = stage
    const { flowId, eventUrl } = await openFlow()
    await post(eventUrl, person('jo@example.com'))
    await post(eventUrl, person('kim@example.com'))
    const [jo, kim] = (await storedDeliveriesOf(api, flowId, 2)).map(({ id }) => id)
    const ids = async (filter: Parameters<typeof api.deliveries.list.query>[0]) =>
      (await api.deliveries.list.query({ flowId, ...filter })).rows.map(({ id }) => id)
    expect(await ids({ q: 'JO@example.com' })).toEqual([jo])
    expect(await ids({ q: 'x-acme' })).toEqual([kim, jo])
    expect(await ids({ path: 'body.record.email = kim@example.com' })).toEqual([kim])
    expect(await ids({ path: 'body.record.more.x = 1', q: 'kim' })).toEqual([kim])
    expect(await ids({ path: 'body.record.more.x = 2' })).toEqual([])
    expect(await faultOf(api.deliveries.list.query({ path: 'record is 1' }))).toMatchObject({
      code: 'input.invalid'
    })
    const viewer = await server.add('Vic Example', 'viewer')
    expect((await viewer.deliveries.list.query({ flowId })).rows).toHaveLength(2)
    for (const hidden of [{ q: 'jo' }, { path: 'body.record.more.x = 1' }]) {
      expect(await faultOf(viewer.deliveries.list.query({ flowId, ...hidden }))).toMatchObject({
        code: 'permission.denied'
      })
    }
    await turnOff(api, flowId)
  })

  test('shows a user their own, and an admin all', async () => {
    const { server, acme, api } = stage
    const user = await server.add('Uma Example', 'user')
    const connectionId = await connectAcme(user, acme, practice.apiKey)
    const own = await addFlow(user, 'Of Uma', greetingFlow(acme, { connectionId }))
    const { eventUrl } = await turnOn(user, own)
    await post(eventUrl, person('jo@example.com'))
    await newestOf(user, own)
    const seen = await user.deliveries.list.query({})
    expect(seen.rows.map(({ flowId }) => flowId)).toEqual([own])
    expect((await user.runs.list.query({})).rows.map(({ flowId }) => flowId)).toEqual([own])
    expect((await api.deliveries.list.query({})).rows.map(({ flowId }) => flowId)).toContain(own)
    await turnOff(user, own)
  })
})

describe('a delivery', () => {
  test('[row 107b] shows the request as received and as flows see it, and the outputs', async () => {
    const { api } = stage
    const { flowId, eventUrl } = await openFlow()
    await post(`${eventUrl}?a=1&a=2`, person('jo@example.com'))
    const { id: deliveryId } = await newestOf(api, flowId)
    const opened = await api.deliveries.get.query({ deliveryId })
    expect(opened).toMatchObject({
      arrival: {
        query: 'a=1&a=2',
        queryFields: { a: ['1', '2'] },
        text: JSON.stringify(person('jo@example.com')),
        body: person('jo@example.com'),
        keptAsText: null
      },
      runs: [{ id: deliveryId, kind: 'flow' }],
      noReplay: null
    })
    expect(opened.arrival?.headers).toContainEqual({ name: 'x-acme', value: 'yes' })
    const fields = opened.outputs?.groups.flatMap(group => group.fields) ?? []
    expect(fields.map(({ label, is, value }) => [label, is, value])).toEqual([
      ['Email', 'matched', 'jo@example.com'],
      ['Manager', 'missing', null],
      ['Nickname', 'missing', null]
    ])
    expect(opened.outputs).toMatchObject({ records: null, extra: ['type', 'record.more.x'] })
    await turnOff(api, flowId)
  })

  test('shows a viewer neither bytes nor headers nor outputs', async () => {
    const { api, server } = stage
    const { flowId, eventUrl } = await openFlow()
    await post(eventUrl, person('secret@example.com'))
    const { id: deliveryId } = await newestOf(api, flowId)
    const viewer = await server.add('Vera Example', 'viewer')
    const seen = await viewer.deliveries.get.query({ deliveryId })
    expect(seen).toMatchObject({ id: deliveryId, arrival: null, outputs: null, status: { is: 'done' } })
    const run = await viewer.runs.get.query({ runId: deliveryId })
    expect(run.steps?.map(({ status }) => status)).toEqual([
      'succeeded',
      'succeeded',
      'succeeded',
      'succeeded'
    ])
    expect(run.stepNames).toEqual(['Connector event', 'Webhook Event', 'Return Outputs', 'Compose'])
    expect(JSON.stringify([seen, run, (await viewer.runs.list.query({})).rows])).not.toContain('secret@')
    expect((await faultOf(viewer.runs.open.query({ runId: deliveryId }))).code).toBe('permission.denied')
    await turnOff(api, flowId)
  })
})

describe('a run that is opened', () => {
  test('[row 109d] comes with the flows that it ran as they were, and a line with the card’s name for each step', async () => {
    const { api, acme } = stage
    const { flowId, eventUrl } = await openFlow()
    await post(eventUrl, person('jo@example.com'))
    await post(eventUrl, person('kim@example.com'))
    await storedDeliveriesOf(api, flowId, 2)
    const [newest, oldest] = (await api.runs.list.query({ flowId })).rows
    const opened = await api.runs.open.query({ runId: oldest?.id ?? '' })
    expect(opened).toMatchObject({
      isDraft: false,
      revisionNumber: 1,
      version: { id: acme.versionId, number: 1, connectorName: 'Acme Directory' },
      flow: { id: flowId },
      connectionFields: [{ id: 'apiKey', label: 'API Key' }],
      siblings: { previous: null, next: newest?.id },
      delivery: { id: oldest?.deliveryId, status: { is: 'done' } },
      noReplay: null
    })
    expect(opened.delivery?.event).not.toHaveProperty('branding')
    expect(opened.flows.map(({ id }) => id)).toEqual(expect.arrayContaining([flowId, acme.userEventId]))
    expect(opened.events.map(({ eventFlowId }) => eventFlowId)).toContain(acme.userEventId)
    expect(opened.lines.map(({ depth, name, flowId: of }) => [depth, name, of])).toEqual([
      [0, 'Connector event', flowId],
      [1, 'Webhook Event', acme.userEventId],
      [1, 'Return Outputs', acme.userEventId],
      [0, 'Compose', flowId]
    ])
    const params = opened.given[opened.lines[1]?.path.join('/') ?? '']
    expect(params).toMatchObject({ body: person('jo@example.com'), method: 'POST' })
    expect(opened.lines[1]?.step.outputs).toBe('given')
    await turnOff(api, flowId)
  })

  test('of a registration is drawn on the helper flow of the version', async () => {
    const { api, acme } = stage
    const { flowId, eventUrl } = await openFlow()
    const { attempt, helper } = (await api.subscriptions.progress.query({ flowId })) ?? {}
    const opened = await api.runs.open.query({ runId: attempt?.runId ?? '' })
    expect(opened).toMatchObject({
      run: { kind: 'registration' },
      flow: { id: helper?.flowId, name: 'Register' },
      version: { id: acme.versionId },
      revisionNumber: null,
      delivery: null
    })
    expect(opened.given[opened.lines[0]?.path.join('/') ?? '']).toEqual({
      eventType: 'user.created',
      list: null,
      eventUrl: `/e/…${eventUrl.slice(-4)}`,
      signingSecret: '•••'
    })
    expect(JSON.stringify(opened)).not.toContain(eventUrl.slice(-30))
    expect(JSON.stringify(opened)).not.toContain(practice.apiKey)
    expect(opened.lines[2]?.step.requests).toMatchObject([{ method: 'POST', status: 201 }])
    await turnOff(api, flowId)
  })

  test('of a maker’s draft is drawn on the draft, while there is one', async () => {
    const { api, acme } = stage
    const flow = await api.makerFlows.create.mutate({
      connectorId: acme.connectorId,
      name: 'Tried out',
      doc: drawFlow(
        card('helper-flow', 'start', { config: { inputs: [] } }),
        card('return', 'end', { config: { fields: [] } })
      )
    })
    const { id: runId } = await api.makerFlows.test.mutate({ flowId: flow.id, values: {} })
    expect(await api.runs.open.query({ runId })).toMatchObject({
      isDraft: true,
      version: null,
      flow: { id: flow.id, name: 'Tried out' },
      lines: [{ name: 'Helper Flow' }, { name: 'Return' }]
    })
    await api.makerFlows.remove.mutate({ flowId: flow.id })
    expect(await faultOf(api.runs.open.query({ runId }))).toMatchObject({ code: 'run.not-drawable' })
    expect((await api.runs.get.query({ runId })).stepNames).toBeNull()
    expect((await faultOf(api.runs.open.query({ runId: nothing }))).code).toBe('run.gone')
  })

  // review: services 1
  test('names the card that reads an output which does not fit, and marks the output', async () => {
    const { api } = stage
    const { flowId, eventUrl } = await openFlow()
    await post(eventUrl, person({ no: 'text' }))
    const { run } = await newestOf(api, flowId)
    const { lines, run: whole } = await api.runs.open.query({ runId: run?.id ?? '' })
    expect(whole.status).toMatchObject({ is: 'failed', fault: { code: 'card.output-type' } })
    expect(lines.filter(({ step }) => step.status === 'failed').map(({ name }) => name)).toEqual(['Compose'])
    expect(lines.filter(({ step }) => step.conversionErrors !== undefined).map(({ name }) => name)).toEqual([
      'Connector event',
      'Return Outputs'
    ])
    await turnOff(api, flowId)
  })
})

describe('the list of runs', () => {
  test('takes filters and names flow and event', async () => {
    const { api } = stage
    const { flowId, eventUrl } = await openFlow()
    await post(eventUrl, person('jo@example.com'))
    await post(eventUrl, person({ no: 'text' }))
    await storedDeliveriesOf(api, flowId, 2)
    const statuses = async (filter: Parameters<typeof api.runs.list.query>[0]) =>
      (await api.runs.list.query({ flowId, ...filter })).rows.map(({ status }) => status.is)
    expect(await statuses({})).toEqual(['failed', 'succeeded'])
    expect(await statuses({ status: 'failed' })).toEqual(['failed'])
    expect(await statuses({ from: Date.now() + 3_600_000 })).toEqual([])
    expect((await api.runs.list.query({ flowId, limit: 1 })).rows).toMatchObject([
      { flowName: expect.stringMatching(/^Welcome/), event: { name: 'User event' }, replayOf: null }
    ])
    await turnOff(api, flowId)
  })
})
