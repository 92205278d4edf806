import {
  FAKE_START,
  fakeEffects,
  flowOf,
  memoryJournal,
  runCardAlone,
  runPatientlyWith,
  runWith
} from '@hookwright/engine/testing'
import { DAY, literal } from '@hookwright/model'
import { expect, test } from 'vitest'
import { now } from '../now/card.ts'
import { put } from '../testing.ts'
import { waitFor } from './card.ts'

const waitingCards = (amount: number, unit: string) => [
  put(waitFor, 'wait', { config: { unit }, inputs: { amount: literal(amount) } })
]
const waiting = (amount: number, unit: string) => flowOf(...waitingCards(amount, unit))

test.each([
  [30, 'seconds', 30_000],
  [1, 'minutes', 60_000],
  [0.5, 'minutes', 30_000],
  [0, 'weeks', 0]
])('a run with a waiting caller waits in place: %d %s', async (amount, unit, time) => {
  const fx = fakeEffects()
  expect(await runCardAlone(waitFor, { unit }, { amount }, fx)).toEqual({})
  expect(fx.clock()).toBe(FAKE_START + time)
})

test('a run with a waiting caller waits for at most a minute, and says why', async () => {
  const outcome = await runWith(waiting(2, 'hours'), {}, { specs: [waitFor] })
  expect(outcome.status).toMatchObject({ fault: { code: 'run.waits-too-long' } })
})

test.each([-1, 53, 1e300])('a wait of %d weeks is refused', async amount => {
  const outcome = await runWith(waiting(amount, 'weeks'), {}, { specs: [waitFor] })
  expect(outcome.status).toMatchObject({ at: ['wait'], fault: { code: 'card.failed' } })
})

test('a run that can be suspended ends at the wait, and continues when it is due', async () => {
  const flow = flowOf(...waitingCards(3, 'days'), put(now, 'now'))
  const journal = memoryJournal()
  const fx = fakeEffects()
  const specs = [waitFor, now]
  const first = await runPatientlyWith(flow, {}, { specs, fx, journal })
  const until = FAKE_START + 3 * DAY
  expect(first).toMatchObject({
    status: {
      is: 'waiting',
      until,
      at: ['wait'],
      waitsFor: { is: 'time', card: 'Wait For', since: FAKE_START }
    },
    steps: [{ path: ['wait'], status: 'waiting' }]
  })
  if (!('wait' in first)) throw new Error('It waits.')
  journal.keep(first)

  fx.moveClock(3 * DAY)
  const last = await runPatientlyWith(flow, {}, { specs, fx, journal }, { before: first.steps })
  expect(last.status).toEqual({ is: 'succeeded' })
  expect(last.steps).toMatchObject([
    { path: ['wait'], status: 'succeeded', from: 0, to: 3 * DAY, outputs: {} },
    { path: ['now'], outputs: { output: '2026-01-05T03:04:05.678Z' } }
  ])
})
