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
        test => `"${test.fullName}" in ${test.file} failed: ${firstLineOf(test.failureMessages?.[0])}`
      ),
      ...skipped.map(
        test => `"${test.fullName}" in ${test.file} was skipped (${test.status}), which counts as failed.`
      ),
      ...broken.map(file => `${file.name} failed outside of its tests: ${file.message || 'see above'}`)
    ]
  }
}

/** First line of a failure message, without the stack. */
const firstLineOf = (message = 'see above') => message.split('\n', 1)[0]

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
