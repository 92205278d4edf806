import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinSpans, limitSpans, MOST_SPANS, spansOf, timeInRequests } from './request-spans.ts'

const span = (from: number, to: number, failed = false) => ({ from, to, failed })

test('a request without a response lasts until the end of its step and has failed', () => {
  const request = { method: 'POST', url: 'https://api.acme.example/a', status: 201, from: 10, to: 18 }
  expect(spansOf([request, { ...request, status: 409 }, { ...request, status: null, to: null }], 43)).toEqual(
    [span(10, 18), span(10, 18, true), span(10, 43, true)]
  )
})

test('overlapping requests are one span, and failed ones are separate and on top', () => {
  expect(joinSpans([span(5, 9), span(0, 6), span(2, 3, true), span(12, 14), span(0, 6)])).toEqual([
    span(0, 9),
    span(12, 14),
    span(2, 3, true)
  ])
})

test('overlapping requests count once in the time of requests', () => {
  expect(timeInRequests([])).toBeNull()
  expect(timeInRequests([span(0, 40), span(0, 40), span(20, 50, true), span(80, 90)])).toBe(60)
})

const spans = fc.array(
  fc
    .tuple(fc.nat(10_000), fc.nat(200), fc.boolean())
    .map(([from, took, failed]) => span(from, from + took, failed)),
  { maxLength: 1_500 }
)

test('the time of requests is the number of milliseconds with one in progress', () => {
  fc.assert(
    fc.property(spans, each => {
      const under = new Set(
        each.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at))
      )
      expect(timeInRequests(each) ?? 0).toBe(under.size)
    }),
    { numRuns: 30 }
  )
})

test('few spans of each tone are drawn for any number of requests, and they cover all', () => {
  fc.assert(
    fc.property(spans, each => {
      const total = 10_200
      const drawn = limitSpans(joinSpans(each), total)
      for (const failed of [true, false])
        expect(drawn.filter(one => one.failed === failed).length).toBeLessThanOrEqual(MOST_SPANS + 1)
      const isCovered = each.every(({ from, to, failed }) =>
        drawn.some(one => one.failed === failed && one.from <= from && to <= one.to)
      )
      expect(isCovered).toBe(true)
    }),
    { numRuns: 30 }
  )
})
