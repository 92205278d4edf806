import { Fault } from '@hookwright/model'
import { expect, test } from 'vitest'
import { createReadiness } from './readiness.ts'

// review: security M2

const failing = async () => {
  throw new Fault('storage.failed', { why: 'the disk is full' })
}

test('a server is ready while all of its probes pass, and says why when one fails', async () => {
  let room = true
  let now = 0
  let probe = async () => {}
  const readiness = createReadiness({ probes: [() => probe()], hasRoom: () => room, clock: () => now })
  expect(await readiness.report()).toEqual({ ready: true, reasons: [] })
  probe = failing
  room = false
  now += 1_000
  expect(await readiness.report()).toEqual({
    ready: false,
    reasons: [expect.stringContaining('the disk is full'), expect.stringContaining('New events are refused')]
  })
})

test('however often it is asked, it probes once a second at most', async () => {
  let now = 0
  let probes = 0
  const probe = async () => void probes++
  const readiness = createReadiness({ probes: [probe], hasRoom: () => true, clock: () => now })
  await Promise.all(Array.from({ length: 50 }, () => readiness.report()))
  now += 999
  await readiness.report()
  expect(probes).toBe(1)
  now += 1
  await readiness.report()
  expect(probes).toBe(2)
})

test('a server that is stopping is not ready', async () => {
  const readiness = createReadiness({ probes: [], hasRoom: () => true, clock: () => 0 })
  readiness.stop()
  expect(await readiness.report()).toEqual({ ready: false, reasons: ['The server is stopping.'] })
})
