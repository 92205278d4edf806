import type { Id } from '@hookwright/model'
import { describe, expect, onTestFinished, test } from 'vitest'
import { deployAcme, greetingFlow } from './testing/acme-connector.ts'
import { type AcmeStage, onAcmeStage } from './testing/acme-stage.ts'
import { faultOf } from './testing/api-client.ts'
import { findFreePort } from './testing/free-port.ts'
import { openServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { openDoorbell } from './testing/plain-connector.ts'
import type { PracticeService } from './testing/practice.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { addFlow, turnOff, turnOn } from './testing/switch.ts'

let practice: PracticeService
let stage: AcmeStage

onAcmeStage(opened => {
  practice = opened.practice
  stage = opened.stage
})

/** Creates a flow and turns it on. */
const open = async (): Promise<{ flowId: Id; eventUrl: string }> => {
  const flowId = await stage.newFlow()
  return { flowId, eventUrl: (await turnOn(stage.api, flowId)).eventUrl }
}

describe('a test event', () => {
  test('is sent to the flow’s own Event URL, and returns the response and the delivery', async () => {
    const { api } = stage
    const { flowId, eventUrl } = await open()
    const body = '{"record":{"email":"test@example.com"}}'
    const sent = await api.flows.sendTestEvent.mutate({
      flowId,
      headers: [{ name: 'X-Custom', value: 'yes' }],
      body
    })
    expect(sent).toMatchObject({
      request: { method: 'POST', url: expect.stringMatching(/\/e\/….{4}$/), body },
      response: { status: 202, body: '', took: expect.any(Number) },
      deliveryId: expect.any(String)
    })
    expect(JSON.stringify(sent)).not.toContain(eventUrl.slice(-20))
    const [kept] = await storedDeliveriesOf(api, flowId, 1)
    expect(kept).toMatchObject({ id: sent.deliveryId, status: { is: 'done' } })
    expect(kept?.body.toString()).toBe(body)
    expect(kept?.headers).toEqual(
      expect.arrayContaining([
        { name: 'content-type', value: 'application/json' },
        { name: 'x-custom', value: 'yes' }
      ])
    )
    expect((await api.runs.get.query({ runId: sent.deliveryId ?? '' })).steps?.at(-1)?.outputs).toEqual({
      output: 'Welcome, test@example.com!'
    })
    await turnOff(api, flowId)
  })

  test('is matched to its own delivery under concurrent requests', async () => {
    const { api } = stage
    const { flowId, eventUrl } = await open()
    const crowd = Array.from({ length: 20 }, (_, at) => overHttp(eventUrl, { method: 'POST', body: `${at}` }))
    const tests = Array.from({ length: 3 }, (_, at) =>
      api.flows.sendTestEvent.mutate({ flowId, contentType: 'text/plain', body: `test ${at}` })
    )
    const [sent] = await Promise.all([Promise.all(tests), ...crowd])
    const kept = await storedDeliveriesOf(api, flowId, 23)
    for (const [at, { deliveryId }] of sent.entries()) {
      expect(kept.find(({ id }) => id === deliveryId)?.body.toString()).toBe(`test ${at}`)
    }
    await turnOff(api, flowId)
  })

  test('can be sent only while the flow is on', async () => {
    const flowId = await stage.newFlow()
    expect(await faultOf(stage.api.flows.sendTestEvent.mutate({ flowId, body: '{}' }))).toMatchObject({
      code: 'flow.not-on',
      httpStatus: 409
    })
  })

  test('with two headers of one name is sent with both values, and returns the headers sent', async () => {
    const { api } = stage
    const { flowId } = await open()
    const sent = await api.flows.sendTestEvent.mutate({
      flowId,
      contentType: 'text/plain',
      headers: [
        { name: 'X-Tag', value: 'one' },
        { name: 'x-tag', value: 'two' }
      ],
      body: 'x'
    })
    expect(sent.request.headers).toEqual([
      { name: 'content-type', value: 'text/plain' },
      { name: 'x-tag', value: 'one, two' },
      { name: 'x-hookwright-test', value: expect.any(String) }
    ])
    const [kept] = await storedDeliveriesOf(api, flowId, 1)
    expect(kept?.headers).toEqual(expect.arrayContaining(sent.request.headers))
    expect(kept?.headers.filter(({ name }) => name.toLowerCase() === 'content-type')).toHaveLength(1)
    await turnOff(api, flowId)
  })

  test.each(['content-type', 'X-Hookwright-Test'])(
    'with its own header %s is refused with the fix',
    async name => {
      const { api } = stage
      const { flowId } = await open()
      const headers = [{ name, value: 'text/html' }]
      const refused = await faultOf(api.flows.sendTestEvent.mutate({ flowId, headers, body: '{}' }))
      expect(refused).toMatchObject({
        code: 'http.header',
        details: { name, why: expect.stringMatching(/remove (it|the header)/) }
      })
      await turnOff(api, flowId)
    }
  )

  test('with a forbidden header is refused with the header’s name', async () => {
    const { api } = stage
    const { flowId } = await open()
    const headers = [{ name: 'Host', value: 'elsewhere.example' }]
    const refused = await faultOf(api.flows.sendTestEvent.mutate({ flowId, headers, body: '{}' }))
    expect(refused).toMatchObject({ code: 'http.header', details: { name: 'host' } })
    await turnOff(api, flowId)
  })

  test('says when the public URL cannot be reached', async () => {
    const first = await openServer()
    onTestFinished(() => first.remove())
    const { flowId } = await openDoorbell(first.api)
    await first.close()
    const variables = { HOOKWRIGHT_PUBLIC_URL: `http://127.0.0.1:${await findFreePort()}` }
    const server = await openServer({ variables, reopened: first })
    onTestFinished(() => server.close())
    expect((await faultOf(server.api.flows.sendTestEvent.mutate({ flowId, body: '{}' }))).code).toBe(
      'http.no-answer'
    )
  })

  test('opens no way for flows to call this installation', async () => {
    const { api, server } = stage
    const acme = await deployAcme(
      api,
      { url: server.url, host: new URL(server.url).host },
      { name: 'Acme Inward' }
    )
    const { id: connectionId } = await api.testConnections.create.mutate({
      connectorId: acme.connectorId,
      name: 'Inward',
      values: { apiKey: 'x' }
    })
    const run = await api.testConnections.ping.mutate({ connectionId })
    expect(run.status).toMatchObject({ is: 'failed', fault: { code: 'http.refused-address' } })
  })
})

describe('the draft of a test event', () => {
  test('is made from the outputs before the first delivery', async () => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    const draft = await api.flows.testEventDraft.query({ flowId })
    expect(draft).toMatchObject({ from: 'outputs', contentType: 'application/json', headers: [] })
    expect(JSON.parse(draft.body)).toEqual({ record: { email: 'Email', manager: {} } })
  })

  test('is a list of records for an event with Run mode', async () => {
    const { api, acme, connectionId } = stage
    const flowId = await addFlow(api, 'Of a list', greetingFlow(acme, { connectionId, event: 'list' }))
    const draft = await api.flows.testEventDraft.query({ flowId })
    expect(JSON.parse(draft.body)).toEqual({ records: [{ email: 'Email' }] })
  })

  test('copies the newest delivery, without transport headers', async () => {
    const { api } = stage
    const { flowId } = await open()
    const made = await api.flows.testEventDraft.query({ flowId })
    await api.flows.sendTestEvent.mutate({ flowId, body: made.body })
    await practice.sendEvent({ eventType: 'user.created', data: { email: 'o’neil@example.com' } })
    const kept = await storedDeliveriesOf(api, flowId, 2)
    const draft = await api.flows.testEventDraft.query({ flowId })
    expect(draft).toMatchObject({ from: 'delivery', body: kept[1]?.body.toString() })
    expect(draft.headers.map(({ name }) => name.toLowerCase())).toContain('x-acme-signature')
    expect(draft.headers.map(({ name }) => name.toLowerCase())).not.toContain('host')
    const { deliveryId } = await api.flows.sendTestEvent.mutate({
      flowId,
      contentType: draft.contentType,
      headers: draft.headers,
      body: draft.body
    })
    expect((await api.deliveries.get.query({ deliveryId: deliveryId ?? '' })).arrival?.text).toBe(draft.body)
    await turnOff(api, flowId)
  })
})
