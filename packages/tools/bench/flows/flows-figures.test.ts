import { expect, test } from 'vitest'
import { missedGoals } from '../../testing/missed-goals.ts'
import { referenceMs } from './calibrate.ts'
import { flowsFiguresOf, flowsReportOf } from './flows-figures.ts'

type Measured = Parameters<typeof flowsFiguresOf>[0]

const values: Measured['many'] = {
  listenMs: 900,
  idleMb: 200,
  ranMb: 400,
  ownerPageMs: 50,
  adminPageMs: 60,
  eventP99Ms: 5,
  eventWithPageP99Ms: 9,
  upgradesMs: 100,
  autosaveMs: 8,
  switchOnMs: 30,
  firstSwitchOnMs: 80,
  switchOnsMs: 4000,
  eventWithSwitchOnsP99Ms: 60,
  refused: 0
}
const renewals = { overdue: 2000, inTime: 2000, failed: 0, registeredAgain: 0, tookMs: 200_000 }
const good: Measured = { many: values, few: values, renewals, calibrationMs: referenceMs }
const missed = (measured: Measured): string[] => missedGoals(flowsFiguresOf(measured))

test('values at or below their bounds reach every goal', () => {
  expect(missed(good)).toEqual([])
  expect(flowsReportOf(flowsFiguresOf(good))).not.toContain('MISSED')
  expect(flowsReportOf(flowsFiguresOf(good))).toContain('The first flow turned on after the start took 80 ms')
})

test('each value above its bound misses its own goal and is marked in the report', () => {
  expect(missed({ ...good, many: { ...values, listenMs: 1501 } })).toEqual(['listenMs'])
  expect(missed({ ...good, many: { ...values, eventWithPageP99Ms: 11 } })).toEqual(['eventWithPage'])
  expect(missed({ ...good, many: { ...values, refused: 1 } })).toEqual(['refused'])
  expect(missed({ ...good, renewals: { ...renewals, inTime: 1999 } })).toEqual(['renewals'])
  const report = flowsReportOf(flowsFiguresOf({ ...good, many: { ...values, ranMb: 421 } }))
  expect(report).toMatch(/Memory after one event to each flow .* MISSED/)
})

test('on a slow machine a value beyond its bound is compared with the value for few flows', () => {
  const slow = {
    ...good,
    calibrationMs: referenceMs * 2,
    many: { ...values, listenMs: 4000, autosaveMs: 21 }
  }
  expect(missed(slow)).toEqual(['autosaveMs'])
  expect(missed({ ...slow, many: { ...values, autosaveMs: 15 } })).toEqual([])
  expect(missed({ ...slow, many: { ...values, listenMs: 5000 } })).toEqual(['listenMs'])
  expect(missed({ ...slow, many: { ...values, idleMb: 261 } })).toEqual(['idleMb'])
})
