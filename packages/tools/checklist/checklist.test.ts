import { expect, test } from 'vitest'
import { checklistText } from './checklist-text.mjs'
import { rows } from './rows.mjs'
import { taggedIn } from './tagged-tests.mjs'

test('rows are numbered from 1 without a gap, and each is said once', () => {
  expect(rows.map(row => row.number)).toEqual(rows.map((_, index) => index + 1))
  expect(new Set(rows.map(row => row.what)).size).toBe(rows.length)
})

test('a title that begins with rows is found, however the test is written', () => {
  // Written in round brackets, so that this file itself holds no row.
  const text = [
    "test('(row 21) labels hold letters', () => {})",
    "test.each(kinds)('(row 1, 2) a %s', kind => {})",
    'test(\n  "(rows 7) over two lines",\n  () => {})',
    "test('(rows 4 5) without commas', () => {})",
    "test('no row (row 9) at the start', () => {})"
  ]
    .join('\n')
    .replaceAll(/\((rows? [\d, ]+)\)/g, '[$1]')
  expect(taggedIn(text, 'a.test.ts')).toEqual([
    { rows: [21], title: 'labels hold letters', file: 'a.test.ts' },
    { rows: [1, 2], title: 'a %s', file: 'a.test.ts' },
    { rows: [7], title: 'over two lines', file: 'a.test.ts' },
    { rows: [4, 5], title: 'without commas', file: 'a.test.ts' }
  ])
})

test('a row is held by its tests, waits for what it says, or is open', () => {
  const three: typeof rows = [
    { number: 1, weight: 'M', what: 'A' },
    { number: 2, weight: 'S', what: 'B', waitsFor: 'the moon' },
    { number: 3, weight: 'X', what: 'C' }
  ]
  const tests = [
    { rows: [1], title: 'it does', file: 'a.test.ts' },
    { rows: [9], title: 'it knows better', file: 'b.test.ts' }
  ]
  const { text, open, strangers } = checklistText(three, tests)
  expect(text).toMatch(/ 1 M held {2}A\n +a\.test\.ts: it does\n/)
  expect(text).toMatch(/ 2 S waits B\n +waits for the moon\n/)
  expect(text).toMatch(/ 3 X OPEN {2}C\n/)
  expect(text).toMatch(/3 rows: 1 held by tests, 1 wait, 1 open\.$/)
  expect(open.map(row => row.number)).toEqual([3])
  expect(strangers).toEqual([tests[1]])
})
