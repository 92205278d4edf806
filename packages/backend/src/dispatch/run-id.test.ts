import { RUN_ID } from '@hookwright/engine'
import { DAY, type Flow, pill } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { addNotifyingFlow, changeFlow, drawConnector, withCard } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const sendsRunId = (card: string): ((doc: Flow) => Flow) =>
  withCard(card, ({ inputs }) => ({ inputs: { ...inputs, body: pill('event', RUN_ID) } }))

/** Returns the request bodies that a backend has sent. Waits until there are `count` of them. */
const sentBy = async ({ sent }: TestBackend, count: number): Promise<(string | null)[]> => {
  await pollUntil(
    () => sent.length,
    length => length >= count
  )
  return sent.map(({ body }) => body)
}

/** Turns on a flow that sends its run id to the service, and again after `waits`. */
const openFlow = async (one: TestBackend, event: 'one' | 'list', waits?: number) => {
  const params = waits === undefined ? {} : { waits }
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), event, null, params)
  await changeFlow(one.backend, flowId, sendsRunId('tell'))
  if (waits !== undefined) await changeFlow(one.backend, flowId, sendsRunId('again'))
  await one.backend.recover()
  return { flowId, ...(await turnOn(one, flowId)) }
}

const runsOf = async ({ backend }: TestBackend, flowId: string) => {
  const { rows } = await backend.runs.list({ scope: { flowId }, limit: 10 })
  return rows
}

test('[row 103] a run that continues after a restart keeps its run id, which is the one in the history', async () => {
  const first = await openBackend(folder)
  const { flowId, eventUrl } = await openFlow(first, 'one', 1)
  await deliver(first, eventUrl, { name: 'Ada' })
  const [told] = await sentBy(first, 1)
  await pollUntil(
    async () => (await runsOf(first, flowId))[0]?.status.is,
    is => is === 'waiting'
  )
  await first.crash()

  const second = await openBackend(folder)
  second.moveClock(2 * DAY)
  await second.backend.resume()
  await second.backend.recover()
  expect(await sentBy(second, 1)).toEqual([told])
  expect((await runsOf(second, flowId)).map(({ id }) => id)).toEqual([told])
  await second.crash()
})

test('[row 103] each record and each replay outputs the id of its own run', async () => {
  const one = await openBackend(folder)
  const { flowId, eventUrl } = await openFlow(one, 'list')
  const delivery = await deliver(one, eventUrl, [{ name: 'Ada' }, { name: 'Bea' }])
  const told = await sentBy(one, 2)
  expect(new Set(told).size).toBe(2)
  await pollUntil(
    async () => (await runsOf(one, flowId)).filter(({ status }) => status.is === 'succeeded').length,
    count => count === 3
  )
  const isRecord = ({ id }: { id: string }) => id !== delivery
  const runs = (await runsOf(one, flowId)).filter(isRecord).map(({ id }) => id)
  expect(runs.toSorted()).toEqual(told.toSorted())
  const replay = await one.backend.deliveries.replayRun(runs[0] ?? '', { on: 'newest', effects: true })
  expect((await sentBy(one, 3)).at(-1)).toBe(replay)
  await one.crash()
})

test('a replay of a record does not output the id of the former run if its flow does not map it', async () => {
  const one = await openBackend(folder)
  const { flowId, eventUrl } = await openFlow(one, 'list')
  const delivery = await deliver(one, eventUrl, [{ name: 'Ada' }])
  const former = await pollUntil(
    async () => (await runsOf(one, flowId)).find(({ id }) => id !== delivery),
    run => run?.status.is === 'succeeded'
  )
  await changeFlow(
    one.backend,
    flowId,
    withCard('tell', ({ inputs }) => ({ inputs: { ...inputs, body: pill('event', 'name') } }))
  )
  const replay = await one.backend.deliveries.replayRun(former?.id ?? '', { on: 'draft', effects: true })
  const run = await pollUntil(
    () => one.store.runs.find(replay),
    found => found?.status.is === 'succeeded'
  )
  expect(run?.steps?.[0]?.outputs).toMatchObject({ name: 'Ada' })
  expect(run?.steps?.[0]?.outputs).not.toHaveProperty([RUN_ID])
  await one.crash()
})

test('a replay without side effects answers a request that differs only in the run id', async () => {
  const one = await openBackend(folder)
  const { eventUrl } = await openFlow(one, 'one')
  const id = await deliver(one, eventUrl, { name: 'Ada' })
  const ended = (runId: string) =>
    pollUntil(
      () => one.store.runs.find(runId),
      run => run?.status.is === 'succeeded' || run?.status.is === 'failed'
    )
  await ended(id)
  const replay = await one.backend.deliveries.replay(id, { on: 'newest', effects: false })
  const run = await ended(replay)
  expect(run?.status).toEqual({ is: 'succeeded' })
  expect(run?.steps?.find(({ path }) => path[0] === 'tell')).toMatchObject({ answered: 'same' })
  expect(run?.steps?.[0]?.outputs).toMatchObject({ [RUN_ID]: replay })
  expect(one.sent).toHaveLength(1)
  await one.crash()
})
