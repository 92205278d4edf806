/**
 * Counts the report of Vitest's JSON reporter (https://vitest.dev/guide/reporters#json-reporter).
 *
 * @param {VitestReport} report
 * @returns {import('./count.mjs').Count}
 */
export function countVitest(report) {
  const tests = report.testResults.flatMap(file =>
    file.assertionResults.map(test => ({ ...test, file: file.name }))
  )
  const passed = tests.filter(test => test.status === 'passed').length
  const failed = tests.filter(test => test.status === 'failed')
  const skipped = tests.filter(test => test.status !== 'passed' && test.status !== 'failed')
  const broken = report.testResults.filter(
    file => file.status === 'failed' && !file.assertionResults.some(test => test.status === 'failed')
  )
  return {
    passed,
    failed: tests.length - passed + broken.length,
    sentences: [
      ...failed.map(
        test => `"${test.fullName}" in ${test.file} failed: ${reasonIn(test.failureMessages?.[0])}`
      ),
      ...skipped.map(
        test => `"${test.fullName}" in ${test.file} was skipped (${test.status}), which counts as failed.`
      ),
      ...broken.map(file => `${file.name} failed outside of its tests: ${file.message || 'see above'}`)
    ]
  }
}

/** Length to which the failure of a property is cut. Its seed and path come first. */
const MOST_OF_PROPERTY = 700

/**
 * Returns the first line of a failure message, without the stack. For a property of fast-check it returns the seed, the
 * path and the counterexample, too: without them the failure cannot be reproduced.
 */
const reasonIn = (message = 'see above') => {
  const first = message.split('\n', 1)[0]
  if (!/^(Error: )?Property failed after /.test(message)) return first
  const told = (message.split(/\nShrunk \d+ time/, 1)[0] ?? '').replace(/\s*\n\s*/g, ' ')
  return told.length > MOST_OF_PROPERTY ? `${told.slice(0, MOST_OF_PROPERTY)}…` : told
}

/**
 * Part of the report that is read.
 *
 * @typedef {object} VitestReport
 * @property {VitestFile[]} testResults
 *
 * @typedef {object} VitestFile
 * @property {string} name
 * @property {string} status `passed` or `failed`
 * @property {string} message why the file itself failed, when it did
 * @property {{ fullName: string, status: string, failureMessages?: string[] }[]} assertionResults
 */
