import { expect, test } from 'vitest'
import { manualClock } from '../testing/manual-clock.ts'
import { createWorkInProgress } from './work-in-progress.ts'

/** Creates work in progress that ends when the test ends it. */
const running = () => {
  let end = (): void => {}
  let fail = (_: Error): void => {}
  const run = new Promise<void>((resolve, reject) => {
    end = resolve
    fail = reject
  })
  return { run, end, fail }
}

/** Waits until all pending callbacks have run. */
const settled = () => new Promise<void>(resolve => setImmediate(resolve))

const hearing = (promise: Promise<unknown>): { heard: () => boolean } => {
  let isHeard = false
  promise.then(() => {
    isHeard = true
  })
  return { heard: () => isHeard }
}

test('waiting for the end returns at once if no work runs', async () => {
  await createWorkInProgress(manualClock()).ended()
})

test('everyone who waits for the end is notified after the last work, also after work that began later', async () => {
  const underWay = createWorkInProgress(manualClock())
  const [one, other, late] = [running(), running(), running()]
  const follow = [underWay.follow(one.run), underWay.follow(other.run)]
  const [first, second] = [hearing(underWay.ended()), hearing(underWay.ended())]
  one.end()
  await settled()
  expect([first.heard(), second.heard()]).toEqual([false, false])
  follow.push(underWay.follow(late.run))
  other.end()
  await settled()
  expect(first.heard()).toBe(false)
  late.end()
  await Promise.all(follow)
  await settled()
  expect([first.heard(), second.heard()]).toEqual([true, true])
  await underWay.ended()
})

test('failed work has ended too, and its caller gets the failure', async () => {
  const underWay = createWorkInProgress(manualClock())
  const { run, fail } = running()
  const followed = underWay.follow(run)
  const ended = hearing(underWay.ended())
  fail(new Error('The disk is full.'))
  await expect(followed).rejects.toThrow('The disk is full.')
  await settled()
  expect(ended.heard()).toBe(true)
})

test.each([
  [undefined, 1_000],
  [0, 1_000],
  [1, 2_000],
  [5, 32_000],
  [6, 60_000],
  [5_000, 60_000]
])('work that failed %s times pauses for %s milliseconds, and is tried once', async (failures, rest) => {
  const clock = manualClock()
  const underWay = createWorkInProgress(clock)
  let tries = 0
  underWay.rest(() => tries++, failures)
  await clock.move(rest - 1)
  expect(tries).toBe(0)
  await clock.move(1)
  expect(tries).toBe(1)
  await clock.move(10 * rest)
  expect(tries).toBe(1)
})

test('stopping ends all pauses, and no work is tried again', async () => {
  const clock = manualClock()
  const underWay = createWorkInProgress(clock)
  let tries = 0
  underWay.rest(() => tries++)
  underWay.rest(() => tries++, 3)
  expect(underWay.isStopping()).toBe(false)
  underWay.stop()
  expect(underWay.isStopping()).toBe(true)
  underWay.rest(() => tries++)
  expect(clock.waiting()).toBe(0)
  await clock.move(100_000)
  expect(tries).toBe(0)
})

test('stopping waits for work in progress', async () => {
  const underWay = createWorkInProgress(manualClock())
  const { run, end } = running()
  underWay.follow(run)
  underWay.stop()
  const ended = hearing(underWay.ended())
  await settled()
  expect(ended.heard()).toBe(false)
  end()
  await settled()
  expect(ended.heard()).toBe(true)
})
