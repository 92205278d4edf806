import { expect, test } from 'vitest'
import { countVitest } from './count-vitest.mjs'

const reasonOf = (message: string): string | undefined => {
  const failed = { fullName: 'a law', status: 'failed', failureMessages: [message] }
  const file = { name: 'a.test.ts', status: 'failed', message: '', assertionResults: [failed] }
  return countVitest({ testResults: [file] }).sentences[0]?.replace('"a law" in a.test.ts failed: ', '')
}

const failureOf = (counterexample: string): string =>
  [
    'Error: Property failed after 34 tests',
    '{ seed: -1277386402, path: "33:1:3", endOnFailure: true }',
    `Counterexample: ${counterexample}`,
    'Shrunk 2 time(s)',
    '',
    'Hint: Enable verbose mode in order to have the list of all failing values',
    '    at buildError (fast-check.js:2469:16)'
  ].join('\n')

test('a failure is summarized by the first line of its message', () => {
  expect(reasonOf('Error: 1 is not 2\n    at a.test.ts:3:4')).toBe('Error: 1 is not 2')
})

test('the failure of a property is summarized in one line with its seed, path and counterexample', () => {
  const start =
    'Error: Property failed after 34 tests { seed: -1277386402, path: "33:1:3", endOnFailure: true } Counterexample: '
  expect(reasonOf(failureOf('[{"a":1},""]'))).toBe(`${start}[{"a":1},""]`)
  expect(reasonOf(failureOf('[schedulerFor()`\n-> [task 1] resolved`,[]]'))).toBe(
    `${start}[schedulerFor()\` -> [task 1] resolved\`,[]]`
  )
})

test('a long counterexample is truncated', () => {
  const reason = reasonOf(failureOf(`["${'x'.repeat(5_000)}"]`)) ?? ''
  expect(reason).toMatch(/seed: -1277386402, path: "33:1:3".*x…$/)
  expect(reason.length).toBeLessThan(800)
})
