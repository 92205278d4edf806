import { Fault } from '@hookwright/model'
import { expect, test } from 'vitest'
import { createReadiness } from './readiness.ts'

// review: security M2

/** Timer that never fires. */
const never = () => () => {}

const failing = async () => {
  throw new Fault('storage.failed', { why: 'the disk is full' })
}

test('a server is ready while all of its probes pass, and says why when one fails', async () => {
  let room = true
  let now = 0
  let probe = async () => {}
  const readiness = createReadiness({
    probes: [() => probe()],
    hasRoom: () => room,
    clock: () => now,
    after: never
  })
  expect(await readiness.report()).toEqual({ ready: true, reasons: [] })
  probe = failing
  room = false
  now += 1_000
  expect(await readiness.report()).toEqual({
    ready: false,
    reasons: [expect.stringContaining('the disk is full'), expect.stringContaining('New events are refused')]
  })
})

test('it probes at most once a second, however many requests come', async () => {
  let now = 0
  let probes = 0
  const probe = async () => void probes++
  const readiness = createReadiness({ probes: [probe], hasRoom: () => true, clock: () => now, after: never })
  await Promise.all(Array.from({ length: 50 }, () => readiness.report()))
  now += 999
  await readiness.report()
  expect(probes).toBe(1)
  now += 1
  await readiness.report()
  expect(probes).toBe(2)
})

test('a server that is stopping is not ready', async () => {
  const readiness = createReadiness({ probes: [], hasRoom: () => true, clock: () => 0, after: never })
  readiness.stop()
  expect(await readiness.report()).toEqual({ ready: false, reasons: ['The server is stopping.'] })
})

test('a probe that does not answer in time makes the server not ready, and is not started again meanwhile', async () => {
  let now = 0
  let probes = 0
  let answer = (): void => {}
  const probe = () => {
    probes++
    return new Promise<void>(resolve => {
      answer = resolve
    })
  }
  const timers: (() => void)[] = []
  const after = (_delay: number, act: () => void) => {
    timers.push(act)
    return () => {}
  }
  const readiness = createReadiness({ probes: [probe], hasRoom: () => true, clock: () => now, after })
  for (let asked = 0; asked < 3; asked++) {
    const report = readiness.report()
    timers.pop()?.()
    expect(await report).toEqual({
      ready: false,
      reasons: [expect.stringContaining('did not answer within 4 s')]
    })
    now += 1_000
  }
  expect(probes).toBe(1)

  answer()
  await new Promise(resolve => setImmediate(resolve))
  const report = readiness.report()
  answer()
  expect(await report).toEqual({ ready: true, reasons: [] })
  expect(probes).toBe(2)
})
