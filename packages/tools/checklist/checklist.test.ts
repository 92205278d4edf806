import { expect, test } from 'vitest'
import { root } from '../commands/root.mjs'
import { checklistText, taggedIn, taggedTests } from './checklist-text.ts'
import { rows } from './rows.ts'

test('rows are numbered from 1 without a gap or a repetition', () => {
  expect(rows.map(row => row.number)).toEqual(rows.map((_, index) => index + 1))
  expect(new Set(rows.map(row => row.what)).size).toBe(rows.length)
})

test('every test names existing parts', async () => {
  expect(checklistText(rows, await taggedTests(root)).unknownTests).toEqual([])
})

test('a title that begins with parts of rows is found in any form of test', () => {
  // Written in round brackets, so that this file itself holds no row.
  const text = [
    "test('(row 21a) labels hold letters', () => {})",
    "test.each(kinds)('(row 1, 2) a %s', kind => {})",
    'test(\n  "(rows 7) over two lines",\n  () => {})',
    "test('(rows 4 5) without commas', () => {})",
    "test('no row (row 9) at the start', () => {})"
  ]
    .join('\n')
    .replaceAll(/\((rows? [\da-z, ]+)\)/g, '[$1]')
  expect(taggedIn(text, 'a.test.ts')).toEqual([
    { parts: ['21a'], title: 'labels hold letters', file: 'a.test.ts' },
    { parts: ['1', '2'], title: 'a %s', file: 'a.test.ts' },
    { parts: ['7'], title: 'over two lines', file: 'a.test.ts' },
    { parts: ['4', '5'], title: 'without commas', file: 'a.test.ts' }
  ])
})

test('parts have the number of their row as key, with letters for several', () => {
  const keys = rows.flatMap(({ parts }) => parts.map(({ key }) => key))
  expect(new Set(keys).size).toBe(keys.length)
  for (const { number, parts } of rows)
    expect(parts.map(({ key }) => key)).toEqual(
      parts.map((_, index) => `${number}${parts.length === 1 ? '' : 'abcdefgh'[index]}`)
    )
})

test('the state of a row follows from its tests: held, in part, waiting or open', () => {
  const some: typeof rows = [
    { number: 1, weight: 'M', what: 'A', parts: [{ key: '1', what: 'A' }] },
    { number: 2, weight: 'S', what: 'B', parts: [{ key: '2', what: 'B' }], waitsFor: 'the moon' },
    { number: 3, weight: 'X', what: 'C', parts: [{ key: '3', what: 'C' }] },
    {
      number: 4,
      weight: 'M',
      what: 'D and E',
      parts: [
        { key: '4a', what: 'D' },
        { key: '4b', what: 'E' }
      ]
    }
  ]
  const tests = [
    { parts: ['1', '4a'], title: 'it does', file: 'a.test.ts' },
    { parts: ['4'], title: 'it names no part', file: 'b.test.ts' }
  ]
  const { text, lacking, unknownTests } = checklistText(some, tests)
  expect(text).toMatch(/ 1 M held {3}A\n +a\.test\.ts: it does\n/)
  expect(text).toMatch(/ 2 S waits {2}B\n +waits for the moon\n/)
  expect(text).toMatch(/ 3 X OPEN {3}C\n/)
  expect(text).toMatch(/ 4 M PARTLY D and E\n +4a D\n +a\.test\.ts: it does\n +4b E: no test\n/)
  expect(text).toMatch(/4 rows: 1 held by tests, 1 held in part, 1 wait, 1 open\.$/)
  expect(lacking.map(({ number }) => number)).toEqual([3, 4])
  expect(unknownTests).toEqual([tests[1]])
  const whole = checklistText(some, [...tests, { parts: ['4b'], title: 'it does too', file: 'c.test.ts' }])
  expect(whole.text).toMatch(/ 4 M held {3}D and E\n/)
})
