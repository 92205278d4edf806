import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forgivingDeregistration } from './testing/acme-flows.ts'
import { type AcmeStage, openStage } from './testing/acme-stage.ts'
import { faultOf } from './testing/api-client.ts'
import { type PracticeService, startPractice } from './testing/practice.ts'
import { settled, turnOff, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let practice: PracticeService
/** Test server whose connector has a deregistration flow that accepts a 404 as success. */
let stage: AcmeStage

beforeAll(async () => {
  practice = await startPractice()
  stage = await openStage(practice, { deregistration: forgivingDeregistration })
})
afterAll(async () => {
  await stage?.server.remove()
  await practice?.stop()
})
beforeEach(() => practice.clear())

const listed = async (flowId: string) =>
  (await stage.api.subscriptions.registrations.query()).filter(one => one.flowId === flowId)

/**
 * Turns a flow on, then off while the service refuses to deregister. Returns the flow with its cleanup entry.
 */
const leaveOne = async () => {
  const { api, newFlow } = stage
  const flowId = await newFlow()
  await turnOn(api, flowId)
  await practice.switchFaults({ remove: '500' })
  const { id: subscriptionId } = await turnOff(api, flowId)
  await practice.switchFaults({})
  const [left] = await listed(flowId)
  return { flowId, subscriptionId, entryId: left?.entry?.id ?? '' }
}

describe('registrations', () => {
  test('are listed while open, with flow and event', async () => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    expect(await listed(flowId)).toEqual([])
    await turnOn(api, flowId)
    expect(await listed(flowId)).toMatchObject([
      {
        subscription: { status: { is: 'on' } },
        event: { name: 'User event', versionNumber: 1 },
        entry: null,
        answersUntil: null,
        receivedAt: null,
        confirmedAt: expect.any(Number)
      }
    ])
    // Its run is of a flow of the connector, and says for which flow it ran.
    const { flowName } = (await listed(flowId))[0] ?? {}
    const { rows } = await api.runs.list.query({ limit: 1 })
    expect(rows).toMatchObject([{ kind: 'registration', flowName: 'Register', forFlow: flowName }])
    await turnOff(api, flowId)
    expect(await listed(flowId)).toEqual([])
  })

  test('show every attempt with its requests, the answers and the failure, without secrets', async () => {
    const { api } = stage
    const { flowId, subscriptionId } = await leaveOne()
    expect(await listed(flowId)).toMatchObject([{ entry: { status: { is: 'open' } }, mayRetry: true }])
    const open = await api.subscriptions.registration.query({ subscriptionId })
    expect(open.attempts.map(({ attempt }) => [attempt.kind, attempt.outcome])).toEqual([
      ['registration', 'succeeded'],
      ['deregistration', 'failed']
    ])
    const requests = open.attempts.map(({ lines }) => lines.flatMap(line => line.requests))
    expect(requests).toMatchObject([[{ method: 'POST', status: 201 }], [{ method: 'DELETE', status: 500 }]])
    expect(open.attempts[1]?.attempt.fault?.message).toContain('was answered with 500')
    expect(JSON.stringify(open)).not.toContain(practice.apiKey)
  })

  test('are cleaned up by a retry, which is recorded as an attempt', async () => {
    const { api } = stage
    const { flowId, subscriptionId, entryId } = await leaveOne()
    await api.subscriptions.retryCleanupEntry.mutate({ entryId })
    await waitFor(
      () => listed(flowId),
      seen => seen.length === 0
    )
    const { entry, attempts } = await api.subscriptions.registration.query({ subscriptionId })
    expect(entry).toMatchObject({ tries: 1, status: { is: 'closed', how: 'deregistered' } })
    expect(attempts.at(-1)?.attempt).toMatchObject({ kind: 'cleanup', outcome: 'succeeded' })
    expect(await practice.subscriptions()).toEqual([])
  })

  test('that no longer exist at the service are closed as gone when the deregistration flow succeeds', async () => {
    const { api } = stage
    const { subscriptionId, entryId } = await leaveOne()
    await practice.clear()
    await api.subscriptions.retryCleanupEntry.mutate({ entryId })
    const { entry } = await waitFor(
      () => api.subscriptions.registration.query({ subscriptionId }),
      seen => seen.entry?.status.is === 'closed'
    )
    expect(entry?.status).toMatchObject({ how: 'gone' })
  })

  test('that are uncertain stay listed until someone closes them with a reason', async () => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    await practice.switchFaults({ create: 'drop-after-create' })
    await api.subscriptions.switchOn.mutate({ flowId })
    const { id: subscriptionId, status } = await settled(api, flowId)
    expect(status).toEqual({ is: 'ended', how: 'uncertain' })
    expect(await listed(flowId)).toMatchObject([{ subscription: { id: subscriptionId }, entry: null }])
    await api.subscriptions.closeUncertain.mutate({ subscriptionId, reason: 'I removed it there.' })
    expect(await listed(flowId)).toEqual([])
    expect((await api.subscriptions.registration.query({ subscriptionId })).entry).toMatchObject({
      status: { is: 'closed', how: 'by-hand', reason: 'I removed it there.' }
    })
  })

  test('with a known status cannot be closed as uncertain', async () => {
    const { api, newFlow } = stage
    const flowId = await newFlow()
    const { subscription } = await turnOn(api, flowId)
    const closing = api.subscriptions.closeUncertain.mutate({
      subscriptionId: subscription.id,
      reason: 'None.'
    })
    expect((await faultOf(closing)).code).toBe('subscription.not-uncertain')
    await turnOff(api, flowId)
  })
})
