import { DAY, HOUR, MINUTE } from '@hookwright/model'
import { beforeEach, describe, expect, test } from 'vitest'
import { deliver } from '../testing/event.ts'
import {
  answering,
  beginNotifying,
  openRecovered,
  runStatusOf,
  untilNotified,
  untilRun
} from '../testing/notifying-flow.ts'
import { openBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

describe('a card that failed with a temporary error', () => {
  test('is retried with the same key until it succeeds, and its tries are shown', async () => {
    const { answers, service } = answering(429)
    const one = await openRecovered(folder, service)
    const { eventUrl } = await beginNotifying(one, {})
    const id = await deliver(one, eventUrl, { name: 'Ada' })
    for (const tried of [1, 2]) {
      const status = await pollUntil(
        async () => (await one.store.runs.find(id))?.status,
        seen => seen?.is === 'waiting' && seen.waitsFor.is === 'retry' && seen.waitsFor.tried === tried
      )
      expect(status).toMatchObject({ at: ['tell'], waitsFor: { of: 9, cause: 'the service answered 429' } })
      if (tried === 2) answers.status = 200
      one.moveClock(MINUTE)
    }
    await untilRun(one, id, 'succeeded')
    expect(new Set(one.sent.map(({ headers }) => headers['Idempotency-Key'])).size).toBe(1)
    const step = (await one.backend.runs.get(id)).steps?.find(({ path }) => path[0] === 'tell')
    expect(step).toMatchObject({ tries: [{ status: 429 }, { status: 429 }], requests: [{ status: 200 }] })
    await one.crash()
  })

  test('is put on hold after nine tries, over restarts too, until a person continues or ends it', async () => {
    const { answers, service } = answering(503)
    let one = await openRecovered(folder, service)
    const { eventUrl } = await beginNotifying(one, { retry: 'always' })
    const [id, other] = [
      await deliver(one, eventUrl, { name: 'Ada' }),
      await deliver(one, eventUrl, { name: 'Bo' })
    ]
    for (const each of [id, other]) await untilRun(one, each, 'waiting')
    let hours = 0
    for (let round = 0; round < 8; round++) {
      await one.crash()
      one = await openBackend(folder, service)
      hours += 13
      one.moveClock(hours * HOUR)
      await one.backend.recover()
    }
    for (const each of [id, other]) {
      expect(await runStatusOf(one, each)).toMatchObject({
        is: 'on-hold',
        at: ['tell'],
        why: expect.stringMatching(/^“Raw Request” failed 9 times/)
      })
    }
    one.moveClock(10 * DAY)
    answers.status = 200
    await one.backend.runs.goOn(id)
    await untilRun(one, id, 'succeeded')
    await one.backend.runs.cancel(other)
    expect(await runStatusOf(one, other)).toEqual({ is: 'cancelled' })
    expect((await one.backend.runs.get(other)).steps?.at(-1)?.tries).toHaveLength(9)
    await one.crash()
  })

  test('does not affect other records', async () => {
    const one = await openRecovered(folder, async request => ({
      status: request.body === 'Bo' ? 429 : 200,
      headers: {},
      body: ''
    }))
    const { eventUrl } = await beginNotifying(one, { event: 'list' })
    const id = await deliver(
      one,
      eventUrl,
      ['Ada', 'Bo', 'Cy'].map(name => ({ name }))
    )
    await untilNotified(one, 3)
    const rows = await pollUntil(
      async () => (await one.backend.runs.list({ deliveryId: id, limit: 9 })).rows,
      seen => seen.length === 4 && seen.every(({ status }) => status.is !== 'queued')
    )
    expect(rows.toReversed().map(({ status }) => status.is)).toEqual([
      'succeeded',
      'succeeded',
      'waiting',
      'succeeded'
    ])
    await one.crash()
  })
})
