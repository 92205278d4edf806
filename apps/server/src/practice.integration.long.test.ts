import { Flow } from '@hookwright/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AcmeConnector, connectAcme, deployAcme, greetingFlow } from './testing/acme-connector.ts'
import { type Api, faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { type PracticeService, startPractice } from './testing/practice.ts'
import { addFlow, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let practice: PracticeService
let server: TestServer
let api: Api
let acme: AcmeConnector
let connectionId: string

beforeAll(async () => {
  practice = await startPractice()
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: practice.url } })
  api = server.api
  acme = await deployAcme(api, practice)
  connectionId = await connectAcme(api, acme, practice.apiKey)
})
afterAll(async () => {
  await server?.remove()
  await practice?.stop()
})

/** Returns the finished runs of a flow, oldest first, once there are enough. */
const runsOf = async (flowId: string, count: number) => {
  const runs = await waitFor(
    async () => (await api.runs.list.query({ flowId })).rows.filter(run => run.kind === 'flow'),
    seen => seen.length >= count && seen.every(run => run.finishedAt !== null)
  )
  return Promise.all(runs.toReversed().map(run => api.runs.get.query({ runId: run.id })))
}

describe('a connector', () => {
  test('[row 2a, 2b] gets a key that stays when it is renamed', async () => {
    const connector = await api.connectors.create.mutate({ name: 'Acme HR' })
    expect(connector.key).toMatch(/^acme_hr_[a-z0-9]{6}$/)
    const { id: connectorId, description, branding } = connector
    await api.connectors.describe.mutate({ connectorId, name: 'Acme Payroll', description, branding })
    expect(await api.connectors.get.query({ connectorId })).toMatchObject({
      name: 'Acme Payroll',
      key: connector.key
    })
  })

  test('[row 13a, 13b] pings a test connection with its credentials, and says why one does not work', async () => {
    const { connectorId } = acme
    const right = { connectorId, name: 'Right', values: { apiKey: practice.apiKey } }
    const good = await api.testConnections.create.mutate(right)
    expect(await api.testConnections.ping.mutate({ connectionId: good.id })).toMatchObject({
      kind: 'authping',
      status: { is: 'succeeded' }
    })
    const bad = await api.testConnections.create.mutate({
      ...right,
      name: 'Wrong',
      values: { apiKey: 'acme_wrong' }
    })
    const pinged = await api.testConnections.ping.mutate({ connectionId: bad.id })
    expect(pinged.status).toMatchObject({ is: 'failed', at: ['ask'], fault: { code: 'http.status' } })
    await api.testConnections.replaceValues.mutate({
      connectionId: bad.id,
      values: { apiKey: practice.apiKey }
    })
    expect((await api.testConnections.ping.mutate({ connectionId: bad.id })).status.is).toBe('succeeded')
  })

  test('has only the warning about an unmapped output, and its version is deployed', async () => {
    const { connectorId, versionId } = acme
    expect(await api.versions.validate.query({ connectorId })).toMatchObject([
      { severity: 'warning', code: 'HW-unmapped-outputs', field: 'nickname' }
    ])
    expect(await api.versions.list.query({ connectorId })).toMatchObject([
      { id: versionId, number: 1, status: 'deployed', visible: true }
    ])
  })
})

test('[row 79a, 79b, 86, 91a, 91b, 109a, 109d] a flow that is on gets events, runs them with a step per card, and is gone at the service when it is off', async () => {
  const flowId = await addFlow(api, 'Welcome', greetingFlow(acme, { connectionId }))
  const { subscription, eventUrl } = await turnOn(api, flowId)
  expect(await practice.subscriptions()).toMatchObject([{ url: eventUrl, eventType: 'user.created' }])

  await practice.sendEvent({ eventType: 'user.created', data: { email: 'jo@acme-hr.example' } })
  const [sent] = await practice.deliveries()
  const [run] = await runsOf(flowId, 1)
  const { rows: deliveries } = await api.deliveries.list.query({ flowId })
  expect(deliveries).toMatchObject([
    { subscriptionId: subscription.id, method: 'POST', status: { is: 'done' } }
  ])
  const { arrival } = await api.deliveries.get.query({ deliveryId: deliveries[0]?.id ?? '' })
  expect(arrival?.text).toBe(sent?.body)
  expect(arrival?.headers.map(({ value }) => value)).toContain(sent?.id)
  expect(sent?.status).toBe(202)

  const record: { manager: unknown } = JSON.parse(sent?.body ?? '').record
  expect(run?.status).toEqual({ is: 'succeeded' })
  expect(run?.steps?.map(step => [step.path.join(' '), step.status, step.outputs])).toEqual([
    ['event', 'succeeded', { email: 'jo@acme-hr.example', manager: record.manager, nickname: null }],
    ['event event', 'succeeded', 'given'],
    ['event return', 'succeeded', undefined],
    ['greeting', 'succeeded', { output: 'Welcome, jo@acme-hr.example!' }]
  ])

  expect((await turnOff(api, flowId)).status).toEqual({ is: 'ended', how: 'turned-off' })
  expect(await practice.subscriptions()).toEqual([])
  expect((await overHttp(eventUrl, { method: 'POST', body: '{}' })).status).toBe(410)
  const again = await turnOn(api, flowId)
  expect(again.eventUrl).not.toBe(eventUrl)
  expect(await practice.subscriptions()).toMatchObject([{ url: again.eventUrl }])
  await turnOff(api, flowId)
})

test('[row 79a] the service is asked to send the option that the user chose', async () => {
  const doc = greetingFlow(acme, { connectionId, eventType: 'file.deleted' })
  const flowId = await addFlow(api, 'Deleted files', doc)
  const { subscription } = await turnOn(api, flowId)
  expect(subscription.terms).toMatchObject({
    options: { eventType: 'file.deleted' },
    registration: { inputs: { eventType: 'file.deleted' } }
  })
  expect(await practice.subscriptions()).toMatchObject([{ eventType: 'file.deleted', list: false }])
  await turnOff(api, flowId)
})

test('[row 98a, 98b] a list of records starts a run for each record, in order', async () => {
  const doc = greetingFlow(acme, { connectionId, event: 'list', runMode: 'each' })
  const flowId = await addFlow(api, 'Welcome each', doc)
  await turnOn(api, flowId)
  await practice.sendEvent({ eventType: 'user.created' })
  const [sent] = await practice.deliveries()
  const emails = JSON.parse(sent?.body ?? '').records.map((record: { email: string }) => record.email)
  expect(emails).toHaveLength(3)
  const [first, ...children] = await runsOf(flowId, 4)
  expect(first).toMatchObject({ recordIndex: null, status: { is: 'succeeded' } })
  expect(children.map(child => child.recordIndex)).toEqual([0, 1, 2])
  expect(children.map(child => child.steps?.at(-1)?.outputs)).toEqual(
    emails.map((email: string) => ({ output: `Welcome, ${email}!` }))
  )
  const starts = children.map(child => child.startedAt)
  expect(starts).toEqual(starts.toSorted((one, other) => one - other))
  await turnOff(api, flowId)
})

test('[row 99] a list of records starts one run when the user wants the list', async () => {
  const doc = greetingFlow(acme, { connectionId, event: 'list', runMode: 'list' })
  const flowId = await addFlow(api, 'Welcome all', doc)
  await turnOn(api, flowId)
  await practice.sendEvent({ eventType: 'user.created' })
  const [sent] = await practice.deliveries()
  const emails = JSON.parse(sent?.body ?? '').records.map((record: { email: string }) => record.email)
  await waitFor(
    async () => (await api.deliveries.list.query({ flowId })).rows,
    deliveries => deliveries.every(delivery => delivery.status.is === 'done')
  )
  const runs = await runsOf(flowId, 1)
  expect(runs).toHaveLength(1)
  expect(runs[0]?.steps?.[0]?.outputs).toEqual({ records: emails.map((email: string) => ({ email })) })
  expect(runs[0]?.steps?.at(-1)?.outputs).toEqual({ output: `Welcome, ${emails[0]}!` })
  await turnOff(api, flowId)
})

test.each(['user', 'list'] as const)(
  '[row 110] a flow that does not save payloads keeps no body and no value once its runs have ended (%s)',
  async event => {
    const doc = greetingFlow(acme, { connectionId, event, runMode: 'each' })
    const name = `Forgets ${event}`
    const flowId = await addFlow(api, name, doc)
    const save = { flowId, baseDraft: 1, name, description: '', active: true, saveAll: false, doc }
    await api.flows.save.mutate(save)
    await turnOn(api, flowId)
    await practice.sendEvent({ eventType: 'user.created' })
    const runs = await runsOf(flowId, event === 'user' ? 1 : 4)
    expect(runs.map(({ status, steps, result }) => [status.is, steps, result])).toEqual(
      runs.map(() => ['succeeded', null, null])
    )
    const [delivery] = (await api.deliveries.list.query({ flowId })).rows
    const { arrival } = await api.deliveries.get.query({ deliveryId: delivery?.id ?? '' })
    expect([delivery?.status, arrival]).toEqual([{ is: 'done' }, null])
    await turnOff(api, flowId)
  }
)

test('[row 122] a version that is deployed later does not change a flow that is on', async () => {
  const flowId = await addFlow(api, 'Pinned', greetingFlow(acme, { connectionId }))
  await turnOn(api, flowId)
  const { flow } = await api.makerFlows.get.query({ flowId: acme.userEventId })
  const { draftNo: baseDraft, name, description, active, saveAll } = flow
  const unmapped = { ...flow.doc.cards.return, inputs: {} }
  const doc = Flow.parse({ ...flow.doc, cards: { ...flow.doc.cards, return: unmapped } })
  const save = { flowId: flow.id, baseDraft, name, description, active, saveAll, doc }
  await api.makerFlows.save.mutate(save)
  const next = await api.versions.create.mutate({ connectorId: acme.connectorId })
  await api.versions.deploy.mutate({ versionId: next.id })
  await practice.sendEvent({ eventType: 'user.created', data: { email: 'kim@acme-hr.example' } })
  const [run] = await runsOf(flowId, 1)
  expect(run?.steps?.at(-1)?.outputs).toEqual({ output: 'Welcome, kim@acme-hr.example!' })
  await turnOff(api, flowId)
  await api.versions.deploy.mutate({ versionId: acme.versionId })
  expect(
    (await api.versions.list.query({ connectorId: acme.connectorId })).map(({ number, status }) => [
      number,
      status
    ])
  ).toEqual(
    expect.arrayContaining([
      [1, 'deployed'],
      [2, 'superseded']
    ])
  )
})

test('a draft saves with problems, which keep the flow off and the connector from a version', async () => {
  const flowId = await addFlow(api, 'Half drawn', greetingFlow(acme, { connectionId: null }))
  const { problems } = await api.flows.get.query({ flowId })
  expect(problems).toMatchObject([{ code: 'connection', card: 'event' }])
  expect(await faultOf(api.subscriptions.switchOn.mutate({ flowId }))).toMatchObject({
    code: 'subscription.cannot-turn-on',
    httpStatus: 409
  })
  const { connectorId } = acme
  const { id } = await api.makerFlows.create.mutate({ connectorId, name: 'Empty' })
  const findings = await api.versions.validate.query({ connectorId })
  expect(findings.filter(({ severity }) => severity === 'error')).toMatchObject([
    { flowId: id, flowName: 'Empty' }
  ])
  expect(await faultOf(api.versions.create.mutate({ connectorId }))).toMatchObject({
    code: 'version.has-problems',
    httpStatus: 409
  })
  await api.makerFlows.remove.mutate({ flowId: id })
})
