import { expect, test } from 'vitest'
import { missedGoals } from '../../testing/missed-goals.ts'
import { pastOf, questionsFor } from './past-of.ts'
import { searchFiguresOf, searchReportOf } from './search-figures.ts'

const quick = { what: 'an address', ms: [40, 60, 900], missed: 0 }
const round = { without: { p99Ms: 4, refused: 0 }, during: { p99Ms: 6, refused: 0 }, searches: 9 }
const good = { searches: [quick], acks: [round, round], index: { seconds: 90, bytes: 400_000_000 } }
const missed = (parts: Partial<typeof good>): string[] => missedGoals(searchFiguresOf({ ...good, ...parts }))

test('a search takes at most half a second in the median, and has to find its entry', () => {
  expect(missed({})).toEqual([])
  expect(missed({ searches: [quick, { ...quick, ms: [501, 501, 1] }] })).toEqual(['search'])
  expect(missed({ searches: [{ ...quick, missed: 1 }] })).toEqual(['found'])
})

test('an acknowledgement may take twice as long during searches, in the best round', () => {
  const slow = { ...round, during: { p99Ms: 40, refused: 0 } }
  expect(missed({ acks: [slow, round] })).toEqual([])
  expect(missed({ acks: [slow, slow] })).toEqual(['ack'])
  expect(missed({ acks: [{ ...round, searches: 0 }] })).toEqual(['ack'])
  expect(missed({ acks: [{ ...round, during: { p99Ms: 4, refused: 1 } }] })).toEqual(['refused'])
})

test('the report says which goal was missed', () => {
  expect(searchReportOf(searchFiguresOf(good))).not.toContain('MISSED')
  expect(searchReportOf(searchFiguresOf({ ...good, searches: [{ ...quick, missed: 2 }] }))).toContain(
    'MISSED'
  )
})

test('the generated history has no two equal orders, and holds the searched one once', () => {
  const bodies = Array.from({ length: 2_000 }, (_, number) => pastOf(number).body)
  expect(new Set(bodies).size).toBe(bodies.length)
  const [once] = questionsFor(2_000)
  const address = JSON.stringify(Object.values(once?.sought ?? {})[0])
  expect(bodies.filter(body => body.includes(address))).toHaveLength(1)
})
