/** @import { Row } from './rows.mjs' */
/** @import { TaggedTest } from './tagged-tests.mjs' */

/**
 * The checklist as text: every row with the tests that hold it or what it waits for, and how many there are of each.
 *
 * @param {Row[]} rows
 * @param {TaggedTest[]} tests
 * @returns {{ text: string, open: Row[], strangers: TaggedTest[] }} `open` are rows that neither wait nor have a test;
 * `strangers` are tests of rows that there are not.
 */
export const checklistText = (rows, tests) => {
  /** @param {Row} row */
  const testsOf = row => tests.filter(test => test.rows.includes(row.number))
  const open = rows.filter(row => row.waitsFor === undefined && testsOf(row).length === 0)
  const waiting = rows.filter(row => row.waitsFor !== undefined && testsOf(row).length === 0)
  const known = new Set(rows.map(row => row.number))
  const strangers = tests.filter(test => test.rows.some(number => !known.has(number)))

  const lines = rows.flatMap(row => {
    const held = testsOf(row)
    const mark = held.length > 0 ? 'held' : row.waitsFor === undefined ? 'OPEN' : 'waits'
    const head = `${String(row.number).padStart(3)} ${row.weight} ${mark.padEnd(5)} ${row.what}`
    const below = held.map(test => `            ${test.file}: ${test.title}`)
    const wait = row.waitsFor === undefined ? [] : [`            waits for ${row.waitsFor}`]
    return [head, ...below, ...wait]
  })
  const held = rows.length - open.length - waiting.length
  const sum = `${rows.length} rows: ${held} held by tests, ${waiting.length} wait, ${open.length} open.`
  return { text: [...lines, '', sum].join('\n'), open, strangers }
}
