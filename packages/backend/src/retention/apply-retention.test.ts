import { REDACTED } from '@hookwright/model'
import type { FinishedRun } from '@hookwright/store'
import { expect, test } from 'vitest'
import { plainScrubber as scrubber } from '../testing/plain-scrubber.ts'
import { applyRetention, type RetentionMode, retentionModeOf, withoutRedacted } from './apply-retention.ts'

const fault = {
  code: 'http.status',
  message: 'The service said 42 to Ada.',
  details: { said: 'Ada', n: 42 }
} as const
const row: FinishedRun = {
  id: 'run',
  status: { is: 'failed', at: ['Ada'], fault: { ...fault, details: { ...fault.details } } },
  finishedAt: 42,
  steps: [
    {
      path: ['Ada'],
      status: 'failed',
      from: 0,
      to: 42,
      outputs: { name: 'Ada', age: 42, other: 43, list: [{ deep: 'It is Ada.' }] },
      requests: [{ method: 'GET', url: 'https://acme.example/Ada', status: 42, from: 42, to: null }],
      fault: { ...fault, details: { ...fault.details } }
    }
  ],
  result: { greeting: 'Hello Ada' }
}
const nothing = { method: 'POST', query: '', headers: [], body: new Uint8Array() }
const redacted = (values: string[]): RetentionMode =>
  withoutRedacted({ arrival: nothing, places: ['body.name'], values })

test('redacted values appear nowhere in the outputs, requests and messages of a run', () => {
  const { row: kept, last } = applyRetention(row, redacted(['Ada', '42']), { scrubber })
  expect(last).toEqual({ erase: false, redacted: { arrival: nothing, places: ['body.name'] } })
  expect(kept).toEqual({
    id: 'run',
    status: {
      is: 'failed',
      at: ['Ada'],
      fault: {
        code: 'http.status',
        message: `The service said ${REDACTED} to ${REDACTED}.`,
        details: { said: REDACTED, n: 42 }
      }
    },
    finishedAt: 42,
    steps: [
      {
        path: ['Ada'],
        status: 'failed',
        from: 0,
        to: 42,
        outputs: { name: REDACTED, age: REDACTED, other: 43, list: [{ deep: `It is ${REDACTED}.` }] },
        requests: [
          { method: 'GET', url: `https://acme.example/${REDACTED}`, status: 42, from: 42, to: null }
        ],
        fault: {
          code: 'http.status',
          message: `The service said ${REDACTED} to ${REDACTED}.`,
          details: { said: REDACTED, n: 42 }
        }
      }
    ],
    result: { greeting: `Hello ${REDACTED}` }
  })
})

test('a run of a delivery without redacted values is kept unchanged', () => {
  expect(applyRetention(row, redacted([]), { scrubber }).row).toBe(row)
})

test.each([
  ['none', { is: 'none' } as const, { erase: true }],
  ['nothing that could be told apart any more', { is: 'unknown' } as const, { erase: false }]
])('only the code of a fault is kept if %s is', (_, kept, last) => {
  const end = applyRetention(row, kept, { scrubber })
  expect(end.last).toEqual(last)
  expect(JSON.stringify(end.row)).not.toMatch(/said 42|Hello/)
  expect(end.row.status).toMatchObject({ is: 'failed', fault: { code: 'http.status', details: {} } })
})

test('more values than can be searched for remove all values of the run', () => {
  const many = Array.from({ length: 100_000 }, (_, at) => `value-${at}`)
  expect(applyRetention(row, redacted(many), { scrubber }).row).toMatchObject({ steps: null, result: null })
})

test('no search is done if all data is kept, or none', () => {
  const redact = () => {
    throw new Error('Nobody asks for it.')
  }
  expect(retentionModeOf({ saveAll: true, redaction: [] }, redact)).toEqual({ is: 'all' })
  expect(retentionModeOf({ saveAll: false, redaction: [{ in: 'body', way: [] }] }, redact)).toEqual({
    is: 'none'
  })
})
