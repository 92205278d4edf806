import { MINUTE } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { addTelling, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { lookUntil } from '../testing/look.ts'
import { makeFolder, openBackend } from '../testing/open-backend.ts'
import { sendTo } from '../testing/send.ts'

/** The owner of the flows that these tests draw. */
const uma = 'uma'

const event = (name: string) => ({ text: JSON.stringify({ name }), headers: ['X-Acme', 'yes'] })

/** A backend with an event whose requests have to be signed, and somebody who listens for it. */
const open = async (who = { personId: uma, ownerId: uma as string | null }) => {
  const { folder, remove } = makeFolder()
  const one = await openBackend(folder)
  onTestFinished(async () => {
    await one.backend.stop()
    await one.crash()
    remove()
  })
  const drawn = await drawConnector(one.backend, { registers: false, receiving: {} })
  const begin = () => one.backend.listening.begin({ eventFlowId: drawn.oneId, ...who })
  const id = await begin()
  const told = (listeningId = id) => one.backend.listening.progress(listeningId)
  return { one, drawn, id, begin, told, url: told().url }
}

test('the first request to the test URL is heard as the card would give it, and the URL is gone then', async () => {
  const { one, told, url } = await open()
  expect(told().heard).toBeNull()
  expect((await sendTo(one, url, event('Ada'))).is).toBe('said')
  expect(told().heard).toMatchObject({
    at: 'test-url',
    sample: { method: 'POST', body: { name: 'Ada' }, headers: { 'x-acme': 'yes' } }
  })
  expect(await sendTo(one, url, event('Ben'))).toMatchObject({ is: 'fault' })
  expect(told().heard?.sample.body).toEqual({ name: 'Ada' })
  const { rows } = await one.store.deliveries.list({ limit: 10 })
  expect(rows).toEqual([])
})

test('it listens for two minutes, and two minutes later nobody knows of it any more', async () => {
  const { one, told, url } = await open()
  expect(told().until - told().now).toBeLessThanOrEqual(2 * MINUTE)
  one.moveClock(2 * MINUTE)
  expect(await sendTo(one, url, event('Ada'))).toMatchObject({ is: 'fault' })
  expect(told().heard).toBeNull()
  one.moveClock(2 * MINUTE)
  expect(told).toThrow(expect.objectContaining({ code: 'listening.gone' }))
})

test('who listens anew, or ends it, is not heard where they listened before', async () => {
  const { one, id, begin, told, url } = await open()
  const next = await begin()
  expect(told).toThrow(expect.objectContaining({ code: 'listening.gone' }))
  expect(await sendTo(one, url, event('Ada'))).toMatchObject({ is: 'fault' })
  one.backend.listening.end(next)
  expect(() => told(next)).toThrow(expect.objectContaining({ code: 'listening.gone' }))
  expect(() => one.backend.listening.personOf(id)).toThrow()
})

test('a question of the service is answered and not taken for the event', async () => {
  const { one, told, url } = await open()
  const token = url.split('/').at(-1) ?? ''
  const head = { method: 'HEAD', query: '', headers: [], contentType: '', size: 0 }
  const meeting = await one.backend.deliveries.meet(token, head)
  if (meeting.is === 'expected') await meeting.take(new Uint8Array())
  expect(told().heard).toBeNull()
})

test('an event at a flow that is on is heard, and runs the flow all the same', async () => {
  const { one, drawn, told } = await open()
  const flowId = await addTelling(one.backend, drawn, 'one')
  const { eventUrl } = await turnOn(one, flowId)
  const answer = await sendTo(one, eventUrl, event('Ada'))
  const { heard } = await lookUntil(told, ({ heard }) => heard !== null)
  expect(heard).toMatchObject({
    at: 'event-url',
    sample: { deliveryId: answer.deliveryId, body: { name: 'Ada' } }
  })
  const { rows } = await lookUntil(
    () => one.backend.runs.list({ scope: { flowId }, limit: 10 }),
    ({ rows }) => rows.length === 1 && rows[0]?.status.is === 'succeeded'
  )
  expect(rows).toHaveLength(1)
})

test('what comes for flows of others is not heard, but by who may see all', async () => {
  for (const [ownerId, isHeard] of [
    ['mia', false],
    [null, true]
  ] as const) {
    const { one, drawn, told } = await open({ personId: 'mia', ownerId })
    const flowId = await addTelling(one.backend, drawn, 'one')
    const { eventUrl } = await turnOn(one, flowId)
    await sendTo(one, eventUrl, event('Ada'))
    await lookUntil(
      () => one.backend.runs.list({ scope: { flowId }, limit: 10 }),
      ({ rows }) => rows.length === 1
    )
    expect(told().heard !== null).toBe(isHeard)
  }
})
