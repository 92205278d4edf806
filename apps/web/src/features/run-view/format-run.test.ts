import { expect, test } from 'vitest'
import { formatRecordRuns, inColumn, unfitOutputsOf } from './format-run.ts'

test.each([
  [1, 0, 'Ran for 1 record:'],
  [3, 0, 'Ran for 3 records:'],
  [3, 1, 'Ran for 3 records; 1 duplicate record was skipped:'],
  [1, 2, 'Ran for 1 record; 2 duplicate records were skipped:'],
  [0, 2, '2 duplicate records were skipped.']
])('a run that started %i runs and skipped %i records says so', (ran, leftOut, words) => {
  expect(formatRecordRuns(ran, leftOut)).toBe(words)
})

test('a cell shows the path of a URL, and leaves other texts unchanged', () => {
  const answered = 'POST http://127.0.0.1:3001/api/hooks was answered with 422: no body.'
  expect(inColumn(answered)).toBe('POST /api/hooks was answered with 422: no body.')
  expect(inColumn('https://acme.example gave no answer.')).toBe('https://acme.example gave no answer.')
})

test('a run that succeeded says how many outputs did not fit', () => {
  expect(unfitOutputsOf({ is: 'succeeded', unfitOutputs: 1 })).toBe(
    '1 output is empty because the value does not match its type.'
  )
  expect(unfitOutputsOf({ is: 'succeeded', unfitOutputs: 3 })).toBe(
    '3 outputs are empty because the values do not match their types.'
  )
  expect(unfitOutputsOf({ is: 'succeeded' })).toBeNull()
  expect(unfitOutputsOf({ is: 'running' })).toBeNull()
})
