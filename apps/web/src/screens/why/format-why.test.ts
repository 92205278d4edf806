import type { WhyCheck } from '@hookwright/model'
import { expect, test } from 'vitest'
import { summaryOf } from './format-why.ts'

const line = (over: Partial<WhyCheck>): WhyCheck => ({
  place: 'state',
  tone: 'ok',
  what: 'The flow is on.',
  why: null,
  at: null,
  fixes: [],
  isCause: false,
  ...over
})
const paused = line({ tone: 'err', what: 'The flow is paused.', isCause: true })
const silent = line({ place: 'request', tone: 'warn', what: 'No event has been received yet.' })

test('a cause is the summary, whatever else is noteworthy', () => {
  expect(summaryOf([silent, paused])).toEqual({ tone: 'info', says: 'The flow is paused.' })
})

test('without a cause the summary is the noteworthy line, and that nothing prevents runs', () => {
  expect(summaryOf([line({}), silent])).toEqual({
    tone: 'warn',
    says: 'The flow can run. No event has been received yet.'
  })
})

test('the summary of a flow without problems says that it is on, and whether its last event ran', () => {
  expect(summaryOf([line({})])).toEqual({ tone: 'ok', says: 'No problems. The flow is on.' })
  const run = line({ place: 'run', what: 'The last run succeeded.' })
  expect(summaryOf([line({}), run]).says).toBe('No problems. The flow is on and processed its last event.')
})
