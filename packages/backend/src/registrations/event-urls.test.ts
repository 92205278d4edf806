import { beforeEach, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { openBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

test('[row 80a] each flow has an Event URL of its own, which starts that flow alone', async () => {
  const one = await openBackend(folder)
  const drawn = await drawConnector(one.backend)
  const flowIds = [
    await addNotifyingFlow(one.backend, drawn, 'one'),
    await addNotifyingFlow(one.backend, drawn, 'one')
  ]
  const [first, second] = [await turnOn(one, flowIds[0] ?? ''), await turnOn(one, flowIds[1] ?? '')]
  await one.backend.recover()
  expect(first.eventUrl).not.toBe(second.eventUrl)
  const id = await deliver(one, second.eventUrl, { name: 'Ada' })
  const run = await pollUntil(
    () => one.store.runs.find(id),
    found => found?.status.is === 'succeeded'
  )
  expect(run?.flowId).toBe(flowIds[1])
  expect(one.sent).toHaveLength(1)
  await one.crash()
})
