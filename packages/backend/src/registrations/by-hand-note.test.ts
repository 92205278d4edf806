import { expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { openForTest } from '../testing/open-backend.ts'

const answered = async () => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"id":"hook 1"}'
})

test.each([
  ['entered by hand', 'the steps of its event', false, 'Open Webhooks.'],
  ['registered by a flow', 'no steps', true, undefined]
])('the progress of a flow whose Event URL is %s has %s', async (_how, _has, registers, steps) => {
  const one = await openForTest(answered)
  const drawn = await drawConnector(one.backend, { registers, byHandNote: 'Open Webhooks.' })
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
  await turnOn(one, flowId)
  expect((await one.backend.subscriptions.progress(flowId))?.byHandNote).toBe(steps)
})
