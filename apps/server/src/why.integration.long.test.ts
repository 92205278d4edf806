import { blankReceiving, type Id, type Receiving } from '@hookwright/model'
import { expect, test } from 'vitest'
import { connectAcme, deployAcme, greetingFlow } from './testing/acme-connector.ts'
import { type AcmeStage, onAcmeStage } from './testing/acme-stage.ts'
import { faultOf } from './testing/api-client.ts'
import { person, post } from './testing/history.ts'
import { overHttp } from './testing/over-http.ts'
import type { PracticeService } from './testing/practice.ts'
import { addFlow, settled, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let practice: PracticeService
let stage: AcmeStage

onAcmeStage(opened => {
  practice = opened.practice
  stage = opened.stage
})

const causeOf = async (flowId: Id) =>
  (await stage.api.flows.why.query({ flowId })).find(({ isCause }) => isCause) ?? null

/**
 * Returns the line of the page “Why” for a check, such as `request` or `run`, as soon as its text meets the
 * condition.
 */
const lineOf = async (flowId: Id, place: string, isSo: (what: string) => boolean) => {
  const find = async () =>
    (await stage.api.flows.why.query({ flowId })).find(line => line.place === place) ?? null
  return waitFor(find, line => line !== null && isSo(line.what))
}

/** Adds an active flow on an event with these receiving rules. */
const openRuled = async (name: string, receiving: Partial<Receiving>) => {
  const { api } = stage
  const acme = await deployAcme(api, practice, { name, receiving: { ...blankReceiving, ...receiving } })
  const connectionId = await connectAcme(api, acme, practice.apiKey)
  const flowId = await addFlow(api, name, greetingFlow(acme, { connectionId }))
  return { flowId, eventUrl: (await turnOn(api, flowId)).eventUrl }
}

test('a flow that was never turned on has no Event URL', async () => {
  const flowId = await stage.newFlow()
  expect(await causeOf(flowId)).toMatchObject({ place: 'event-url', fixes: [{ do: 'turn-on' }] })
})

test('a flow that cannot be turned on lists what is missing', async () => {
  const flowId = await addFlow(stage.api, 'Lacks', greetingFlow(stage.acme, { connectionId: null }))
  const lines = await stage.api.flows.why.query({ flowId })
  expect(lines.find(({ place }) => place === 'state')?.why).toContain('It cannot be turned on yet: ')
  expect(await causeOf(flowId)).toMatchObject({ fixes: [{ do: 'open-flow' }] })
})

test('a refused registration is shown with the answer of the service', async () => {
  const flowId = await stage.newFlow()
  await practice.switchFaults({ create: '403' })
  await stage.api.subscriptions.switchOn.mutate({ flowId })
  const { id } = await settled(stage.api, flowId)
  const cause = await causeOf(flowId)
  expect(cause).toMatchObject({
    place: 'registration',
    fixes: [{ do: 'open-registration', subscriptionId: id }, { do: 'turn-on' }]
  })
  expect(cause?.why).toContain('403')
})

test('the state line shows whether a flow is on, paused or off', async () => {
  const { api } = stage
  const flowId = await stage.newFlow()
  const { eventUrl } = await turnOn(api, flowId)
  expect(await causeOf(flowId)).toBeNull()
  expect(await lineOf(flowId, 'request', () => true)).toMatchObject({
    tone: 'warn',
    fixes: [{ do: 'send-test-event' }]
  })
  await post(eventUrl, person('jo@example.com'))
  await lineOf(flowId, 'run', what => what === 'The last run succeeded.')
  await api.subscriptions.pause.mutate({ flowId, paused: true })
  expect(await causeOf(flowId)).toMatchObject({ place: 'state', fixes: [{ do: 'resume' }] })
  await turnOff(api, flowId)
  expect(await causeOf(flowId)).toMatchObject({ place: 'state', fixes: [{ do: 'turn-on' }] })
})

test('a failed run is shown with its failed card', async () => {
  const flowId = await stage.newFlow()
  const { eventUrl } = await turnOn(stage.api, flowId)
  await post(eventUrl, person({ no: 'text' }))
  await lineOf(flowId, 'run', what => what.startsWith('The last run failed'))
  const cause = await causeOf(flowId)
  expect(cause).toMatchObject({ place: 'run', fixes: [{ do: 'open-run' }] })
  expect(cause?.what).toMatch(/^The last run failed at the card “.+”\.$/)
})

test('a filtered request is shown, and handshakes are not', async () => {
  const filter = [
    {
      when: [{ of: '{json.type}', is: 'different' as const, text: 'user.created' }],
      why: 'it was no new user'
    }
  ]
  const { flowId, eventUrl } = await openRuled('Filtered', { filter })
  await overHttp(eventUrl, { method: 'HEAD' })
  await waitFor(
    async () => (await stage.api.deliveries.list.query({ flowId })).rows.length,
    count => count === 1
  )
  expect(await causeOf(flowId)).toBeNull()
  await post(eventUrl, { type: 'user.removed' })
  await overHttp(eventUrl, { method: 'HEAD' })
  expect(await causeOf(flowId)).toMatchObject({
    place: 'request',
    what: 'The last event was filtered out because it was no new user.'
  })
})

test('a request with a wrong signature is shown with the fix', async () => {
  const { flowId, eventUrl } = await openRuled('Signed', {
    verify: [
      {
        id: 'sign',
        algorithm: 'hmac-sha256',
        key: { from: 'connection', field: 'apiKey', decode: 'text' },
        content: '{body}',
        signature: { from: 'header', name: 'x-signature', split: '', prefix: '', encoding: 'hex' },
        time: null,
        also: []
      }
    ]
  })
  expect((await post(eventUrl, person('jo@example.com'), { 'x-signature': 'ab'.repeat(32) })).status).toBe(
    401
  )
  await lineOf(flowId, 'request', what => what === 'The last request was refused.')
  const cause = await causeOf(flowId)
  expect(cause?.why).toContain('Compare the signing key')
  expect(cause?.fixes).toMatchObject([{ do: 'open-delivery' }])
})

test('a viewer sees the state without the reason, and another user nothing', async () => {
  const viewer = await stage.server.add('Vi Example', 'viewer')
  const user = await stage.server.add('Uma Example', 'user')
  const flowId = await stage.newFlow()
  const lines = await viewer.flows.why.query({ flowId })
  expect(lines.find(({ place }) => place === 'state')).toMatchObject({
    what: 'The flow is off.',
    why: 'Only the owner can see the reason.'
  })
  expect(await faultOf(user.flows.why.query({ flowId }))).toMatchObject({ code: 'permission.denied' })
})
