import type { Id } from '@hookwright/model'
import { describe, expect, onTestFinished, test } from 'vitest'
import { card, drawFlow } from './seed/draw-flow.ts'
import { connectAcme, deployAcme, greetingFlow } from './testing/acme-connector.ts'
import { type AcmeStage, onAcmeStage } from './testing/acme-stage.ts'
import { type Api, faultOf } from './testing/api-client.ts'
import { findFreePort } from './testing/free-port.ts'
import { openServer } from './testing/open-server.ts'
import type { PracticeService } from './testing/practice.ts'
import { type StubAnswer, startStub } from './testing/stub-service.ts'
import { addFlow, settled, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'
import { startWatching } from './testing/watch.ts'

let practice: PracticeService
let stage: AcmeStage

onAcmeStage(opened => {
  practice = opened.practice
  stage = opened.stage
})

const progressOf = async (api: Api, flowId: Id) => {
  const progress = await api.subscriptions.progress.query({ flowId })
  if (progress === null) throw new Error('The flow was never turned on.')
  return progress
}

/** Formats the lines of a registration's progress: “Create subscription succeeded POST 201”. */
const wordsOf = ({ lines }: Awaited<ReturnType<typeof progressOf>>): string[] =>
  lines.map(({ depth, name, status, requests }) =>
    [`${'  '.repeat(depth)}${name}`, status, ...requests.map(sent => `${sent.method} ${sent.status}`)].join(
      ' '
    )
  )

const registered = [
  'Webhook Registration succeeded',
  'Construct succeeded',
  'Create subscription succeeded POST 201',
  'Return Error If succeeded',
  'Construct succeeded',
  'Return succeeded'
]

/**
 * Opens a server with an inactive flow. Its service answers a registration only when the test calls `answer`.
 */
const openHeld = async (params: { variables?: Record<string, string>; closingTime?: number } = {}) => {
  let answer: (answered: StubAnswer) => void = () => {}
  const stub = await startStub(
    asked =>
      new Promise(resolve => {
        if (asked.startsWith('DELETE')) resolve({ status: 204 })
        else answer = resolve
      })
  )
  const variables = { HOOKWRIGHT_OUTBOUND_ALLOW: stub.url, ...params.variables }
  const { closingTime } = params
  const server = await openServer({ variables, ...(closingTime && { closingTime }) })
  onTestFinished(async () => {
    await stub.stop()
    await server.remove()
  })
  const acme = await deployAcme(server.api, stub)
  const connectionId = await connectAcme(server.api, acme, 'acme_secret_key')
  const flowId = await addFlow(server.api, 'Held', greetingFlow(acme, { connectionId }))
  return { server, api: server.api, stub, flowId, answer: (answered: StubAnswer) => answer(answered) }
}

const untilAsked = ({ asked }: { asked: string[] }) =>
  waitFor(
    () => asked,
    seen => seen.some(act => act.startsWith('POST'))
  )

describe('turning on, while it continues', () => {
  test('shows each card with the requests it sent, the same on every page', async () => {
    const { api, server, stub, flowId, answer } = await openHeld()
    const page = await startWatching(server.url, server.cookie)
    onTestFinished(page.stop)
    await api.subscriptions.switchOn.mutate({ flowId })
    await untilAsked(stub)
    await waitFor(
      () => page.heard,
      heard => heard.includes(`progress ${flowId}`)
    )
    const now = await progressOf(api, flowId)
    expect(wordsOf(now)).toEqual([
      'Webhook Registration succeeded',
      'Construct succeeded',
      'Create subscription running POST null',
      'Return Error If waiting',
      'Construct waiting',
      'Return waiting'
    ])
    expect(now).toMatchObject({
      subscription: { status: { is: 'registering' } },
      attempt: { kind: 'registration', outcome: 'running' },
      helper: { name: 'Register' },
      openCleanup: 0
    })
    expect(now.subscription.deadline - now.subscription.startedAt).toBe(60_000)
    expect(now.now).toBeGreaterThanOrEqual(now.subscription.startedAt)
    expect(now.lines[2]).toMatchObject({ to: null, requests: [{ url: '/api/subscriptions', to: null }] })
    expect(JSON.stringify(now)).not.toContain('acme_secret_key')

    const viewer = await server.add('Vera Example', 'viewer')
    const seen = await progressOf(viewer, flowId)
    expect(seen.lines.map(({ status }) => status)).toEqual(now.lines.map(({ status }) => status))
    expect(seen.lines.flatMap(({ requests }) => requests)).toEqual([])

    answer({ status: 201, json: { id: 'sub_1' } })
    expect((await settled(api, flowId)).status.is).toBe('on')
    expect(wordsOf(await progressOf(api, flowId))).toEqual(registered)
  })

  test('can be cancelled, and the late answer is still seen', async () => {
    const { api, stub, flowId, answer } = await openHeld()
    await api.subscriptions.switchOn.mutate({ flowId })
    await untilAsked(stub)
    await api.subscriptions.switchOff.mutate({ flowId })
    const cancelled = await progressOf(api, flowId)
    expect(cancelled).toMatchObject({
      subscription: { status: { is: 'ended', how: 'cancelled' } },
      openCleanup: 1
    })
    expect(wordsOf(cancelled)[2]).toBe('Create subscription running POST null')
    answer({ status: 201, json: { id: 'sub_1' } })
    const undone = await waitFor(
      () => progressOf(api, flowId),
      ({ openCleanup }) => openCleanup === 0
    )
    expect(undone).toMatchObject({
      attempt: { kind: 'compensation', outcome: 'succeeded' },
      helper: { name: 'Deregister' }
    })
    expect(wordsOf(undone)).toContain('Remove subscription succeeded DELETE 204')
  })

  test('runs out of the time that is set, and says so', async () => {
    const { api, flowId, answer } = await openHeld({ variables: { HOOKWRIGHT_REGISTRATION_SECONDS: '1' } })
    const { deadline, startedAt } = await api.subscriptions.switchOn.mutate({ flowId })
    expect(deadline - startedAt).toBe(1_000)
    const ended = await settled(api, flowId)
    expect(ended).toMatchObject({
      status: { is: 'ended', how: 'timed-out' },
      fault: { code: 'registration.timed-out', details: { seconds: 1 } }
    })
    answer({ status: 403 })
    await waitFor(
      () => progressOf(api, flowId),
      ({ openCleanup }) => openCleanup === 0
    )
  })

  test('interrupted by a stop of the server shows the known cards, and none as running', async () => {
    const port = { PORT: `${await findFreePort()}` }
    const { api, server, flowId, stub } = await openHeld({ variables: port, closingTime: 50 })
    await api.subscriptions.switchOn.mutate({ flowId })
    await untilAsked(stub)
    await server.close()
    const variables = { ...port, HOOKWRIGHT_OUTBOUND_ALLOW: stub.url }
    const second = await openServer({ variables, reopened: server })
    onTestFinished(() => second.close())
    const after = await progressOf(second.api, flowId)
    expect(after.subscription.status).toEqual({ is: 'ended', how: 'uncertain' })
    expect(after.lines.every(({ status }) => status !== 'running')).toBe(true)
  })
})

describe('turning on that fails', () => {
  test('[row 82a, 82b] names the failing card and the service’s own words', async () => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    await practice.switchFaults({ create: '403' })
    await api.subscriptions.switchOn.mutate({ flowId })
    const { status, fault } = await settled(api, flowId)
    expect(status).toEqual({ is: 'ended', how: 'refused' })
    expect(fault?.code).toBe('registration.refused')
    expect(fault?.details).toMatchObject({
      cause: 'http.status',
      card: 'Create subscription',
      at: 'create',
      flowName: 'Register',
      method: 'POST',
      status: 403
    })
    expect(fault?.details.url).toContain('/api/subscriptions')
    expect(fault?.details.said).toMatch(/^Acme HR refuses to create this subscription/)
    const { lines, helper } = await progressOf(api, flowId)
    expect(fault?.details.flowId).toBe(helper?.flowId)
    expect(lines[2]).toMatchObject({
      status: 'failed',
      requests: [{ method: 'POST', status: 403 }],
      fault: { code: 'http.status' }
    })
    expect(lines[3]?.status).toBe('waiting')
  })

  test.each([
    ['html', 'http.not-json'],
    ['empty', 'card.failed']
  ] as const)('gives the cause for an answer that is %s', async (create, cause) => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    await practice.switchFaults({ create })
    await api.subscriptions.switchOn.mutate({ flowId })
    const { fault } = await settled(api, flowId)
    expect(fault?.details).toMatchObject({ cause, card: expect.any(String), at: expect.any(String) })
    expect(fault?.details).not.toHaveProperty('said')
  })

  test('shows a viewer the codes only', async () => {
    const { api, newFlow, server } = stage
    const flowId = await newFlow()
    await practice.switchFaults({ create: '403' })
    await api.subscriptions.switchOn.mutate({ flowId })
    await settled(api, flowId)
    const viewer = await server.add('Vito Example', 'viewer')
    const { subscription, lines } = await progressOf(viewer, flowId)
    expect(subscription.fault).toMatchObject({ code: 'registration.refused', details: {} })
    expect(lines.find(({ status }) => status === 'failed')?.fault?.details).toEqual({})
  })
})

describe('the progress of a flow', () => {
  test('shows the deregistration once the flow is turned off', async () => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    await turnOn(api, flowId)
    expect(wordsOf(await progressOf(api, flowId))).toEqual(registered)
    await turnOff(api, flowId)
    const off = await progressOf(api, flowId)
    expect(off).toMatchObject({ attempt: { kind: 'deregistration', outcome: 'succeeded' } })
    expect(wordsOf(off).at(-1)).toBe('Remove subscription succeeded DELETE 204')
  })

  test('is empty for a flow that was never turned on, and has no lines without a helper flow', async () => {
    const { api, newFlow } = stage
    expect(await api.subscriptions.progress.query({ flowId: await newFlow() })).toBeNull()
    const acme = await deployAcme(api, practice, {
      name: 'Acme by hand',
      registration: null,
      deregistration: null
    })
    const connectionId = await connectAcme(api, acme, practice.apiKey)
    const flowId = await addFlow(api, 'By hand', greetingFlow(acme, { connectionId }))
    await turnOn(api, flowId)
    expect(await progressOf(api, flowId)).toMatchObject({ helper: null, lines: [] })
    await turnOff(api, flowId)
  })

  test('is refused for flows of makers', async () => {
    const { api, acme } = stage
    const drawn = await api.makerFlows.create.mutate({
      connectorId: acme.connectorId,
      name: 'Mine',
      doc: drawFlow(card('helper-flow', 'start', { config: { inputs: [] } }))
    })
    const asked = api.subscriptions.progress.query({ flowId: drawn.id })
    expect((await faultOf(asked)).code).toBe('flow.gone')
  })
})
