import { DAY } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { addNotifyingFlow, changeFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { openBackend, openForTest, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

/** Creates a running flow that sends the name of each event or record to the service. */
const begin = async (event: 'one' | 'list', waits?: number) => {
  const one = await openForTest()
  const drawn = await drawConnector(one.backend, { registers: false })
  const flowId = await addNotifyingFlow(one.backend, drawn, event, null, waits === undefined ? {} : { waits })
  return { one, flowId, ...(await turnOn(one, flowId)) }
}

const runsOf = async ({ store }: TestBackend, deliveryId: string) =>
  (await store.runs.list({ deliveryId, limit: 9 })).rows.toSorted(
    (first, second) => (first.recordIndex ?? -1) - (second.recordIndex ?? -1)
  )

const unfit = {
  is: 'failed',
  at: ['tell'],
  fault: { code: 'card.output-type', details: { output: 'Name', found: 'an Object', wanted: 'Text' } }
}

// review: services 1
test('a record with a value of the wrong type fails only in its own run, at the card that reads it', async () => {
  const { one, eventUrl } = await begin('list')
  const id = await deliver(one, eventUrl, [{ name: 'Ada' }, { name: { first: 'Eve' } }])
  const runs = await pollUntil(
    () => runsOf(one, id),
    rows => rows.length === 3 && rows.every(({ finishedAt }) => finishedAt !== null)
  )
  expect(runs.map(({ status }) => status.is)).toEqual(['succeeded', 'succeeded', 'failed'])
  expect(runs[2]?.status).toMatchObject(unfit)
  expect(one.sent.map(({ body }) => body)).toEqual(['Ada'])
  const trace = await one.store.runs.find(runs[2]?.id ?? '')
  expect(trace?.steps?.[0]).toMatchObject({
    outputs: { name: null },
    conversionErrors: [{ label: 'Name', path: ['name'], found: 'Object', wanted: 'Text' }]
  })
  expect(JSON.stringify(trace?.steps?.[0]?.outputs)).toBe('{"name":null}')
})

// review: services 1
test('a replay of one record finds the conversion error of its list', async () => {
  const { one, eventUrl } = await begin('list')
  const id = await deliver(one, eventUrl, [{ name: { first: 'Eve' } }])
  const [, failed] = await pollUntil(
    () => runsOf(one, id),
    rows => rows.length === 2 && rows.every(({ finishedAt }) => finishedAt !== null)
  )
  const again = await one.backend.deliveries.replayRun(failed?.id ?? '', { on: 'pinned', effects: true })
  const run = await pollUntil(
    () => one.store.runs.find(again),
    found => typeof found?.finishedAt === 'number'
  )
  expect(run?.status).toMatchObject(unfit)
})

// review: services 1
test('a conversion error is kept over a wait and a restart', async () => {
  const folder = testFolder()
  const first = await openBackend(folder)
  const drawn = await drawConnector(first.backend, { registers: false })
  const flowId = await addNotifyingFlow(first.backend, drawn, 'list', null, { waits: 3 })
  await changeFlow(first.backend, flowId, doc => ({ ...doc, strip: ['event', 'wait', 'again'] }))
  const { eventUrl } = await turnOn(first, flowId)
  const id = await deliver(first, eventUrl, [{ name: { first: 'Eve' } }])
  const [, waiting] = await pollUntil(
    () => runsOf(first, id),
    rows => rows[1]?.status.is === 'waiting'
  )
  await first.crash()

  const second = await openBackend(folder)
  onTestFinished(() => second.crash())
  await second.backend.resume()
  await second.backend.recover()
  second.moveClock(4 * DAY)
  const run = await pollUntil(
    () => second.store.runs.find(waiting?.id ?? ''),
    found => found?.status.is === 'failed'
  )
  expect(run?.status).toMatchObject({ ...unfit, at: ['again'] })
})
