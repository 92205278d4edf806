import { expect, test } from 'vitest'
import { inColumn, sayRecordRuns } from './format-run.ts'

test.each([
  [1, 0, 'Ran for one record:'],
  [3, 0, 'Ran once for each of 3 records:'],
  [3, 1, 'Ran once for each of 3 records; 1 record was seen before and left out:'],
  [1, 2, 'Ran for one record; 2 records were seen before and left out:'],
  [0, 2, '2 records were seen before and left out.']
])('a run of a list that began %i runs and left %i records out says so', (ran, leftOut, words) => {
  expect(sayRecordRuns(ran, leftOut)).toBe(words)
})

test('in a column an address is told by its path, and no other text is touched', () => {
  const answered = 'POST http://127.0.0.1:3001/api/hooks was answered with 422: no body.'
  expect(inColumn(answered)).toBe('POST /api/hooks was answered with 422: no body.')
  expect(inColumn('https://acme.example gave no answer.')).toBe('https://acme.example gave no answer.')
})
