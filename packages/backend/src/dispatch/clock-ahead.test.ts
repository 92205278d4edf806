import { DAY, Fault, HOUR, MINUTE, type Run } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { acceptingService, openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const timingOut: ServiceClient = async () => {
  throw new Fault('http.timed-out', { method: 'POST', url: '/names', seconds: 30, sent: 'maybe' })
}

const waitsFor = ({ store }: TestBackend, id: string, is: 'time' | 'retry') =>
  pollUntil(
    () => store.runs.find(id),
    run => run?.status.is === 'waiting' && run.status.waitsFor.is === is
  )

const untilOf = (run: Run | null): number => (run?.status.is === 'waiting' ? run.status.until : 0)

/**
 * Creates two waiting runs while the clock is a year ahead. `retried` waits for a retry, `slow` for three
 * days.
 */
const openAhead = async (service: { now: ServiceClient }) => {
  const one = await openBackend(folder, (request, signal) => service.now(request, signal))
  const drawn = await drawConnector(one.backend)
  const failing = await turnOn(
    one,
    await addNotifyingFlow(one.backend, drawn, 'one', null, { retry: 'always' })
  )
  const waiting = await turnOn(one, await addNotifyingFlow(one.backend, drawn, 'one', null, { waits: 3 }))
  await one.backend.recover()
  one.moveClock(365 * DAY)
  const slow = await deliver(one, waiting.eventUrl, { name: 'slow' })
  await waitsFor(one, slow, 'time')
  service.now = timingOut
  const retried = await deliver(one, failing.eventUrl, { name: 'retried' })
  await waitsFor(one, retried, 'retry')
  service.now = acceptingService
  return { one, ids: { slow, retried }, eventUrl: waiting.eventUrl }
}

const expectInReach = async (one: TestBackend, ids: { slow: string; retried: string }) => {
  const left = async (id: string) => untilOf(await one.store.runs.find(id)) - one.clock()
  expect(await left(ids.retried)).toBeLessThanOrEqual(12 * HOUR)
  expect(await left(ids.slow)).toBeLessThanOrEqual(3 * DAY)
  expect(await left(ids.slow)).toBeGreaterThan(2 * DAY)
}

// review: cores A16
test('runs planned by a clock that ran ahead are due again after a start with the right clock', async () => {
  const service = { now: acceptingService }
  const { one, ids } = await openAhead(service)
  await one.crash()
  const two = await openBackend(folder, acceptingService)
  await two.backend.resume()
  await two.backend.recover()
  await expectInReach(two, ids)
  two.moveClock(13 * HOUR)
  await pollUntil(
    () => two.store.runs.find(ids.retried),
    run => run?.status.is === 'succeeded'
  )
  await two.crash()
})

// review: cores A16
test('runs planned by a clock that ran ahead are due a minute after the clock was set right', async () => {
  const service = { now: acceptingService }
  const { one, ids, eventUrl } = await openAhead(service)
  one.moveClock(-365 * DAY)
  const next = await deliver(one, eventUrl, { name: 'next' })
  await pollUntil(
    () => one.store.runs.find(next),
    run => run?.status.is === 'waiting'
  )
  await pollUntil(
    async () => {
      one.moveClock(MINUTE / 6)
      return untilOf(await one.store.runs.find(ids.retried)) - one.clock()
    },
    left => left <= 12 * HOUR
  )
  await expectInReach(one, ids)
  await one.crash()
})
