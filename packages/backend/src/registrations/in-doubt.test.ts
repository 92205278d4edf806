import { Fault } from '@hookwright/model'
import { expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { alertsOf, openForTest } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

// review: issue 24 section 3
test('without a List flow, turning on again tells that the earlier registration may still exist', async () => {
  let losesAnswer = true
  const one = await openForTest(async ({ method, url }) => {
    if (!losesAnswer) return { status: 200, headers: {}, body: '' }
    losesAnswer = false
    throw new Fault('http.no-answer', { method, url, why: 'reset', sent: 'maybe' })
  })
  const { subscriptions, registrations } = one.backend
  const drawn = await drawConnector(one.backend, { registers: true })
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
  const lost = await subscriptions.switchOn(flowId)
  const row = await pollUntil(
    () => one.store.subscriptions.find(lost.id),
    found => found?.status.is === 'ended'
  )
  // Nothing can look after it, so nothing is planned, and a person is told at once.
  expect(row).toMatchObject({ status: { how: 'uncertain' }, compareAt: null, healing: null })
  expect(row?.fault?.message).toContain('the subscription may exist at the service')
  expect((await alertsOf(one)).map(({ about }) => about.kind)).toEqual(['registration-uncertain'])
  expect(await subscriptions.progress(flowId)).toMatchObject({ repairing: false, inDoubt: 0 })

  const { subscriptionId } = await turnOn(one, flowId)
  expect(await subscriptions.progress(flowId)).toMatchObject({
    subscription: { id: subscriptionId, status: { is: 'on' } },
    inDoubt: 1
  })
  expect(await registrations.uncertain()).toEqual([{ id: lost.id, flowId }])
  const { attempts } = await subscriptions.get(lost.id)
  expect(attempts).toMatchObject([{ kind: 'registration', outcome: 'uncertain' }])
})
