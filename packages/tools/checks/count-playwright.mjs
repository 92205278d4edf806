/**
 * Counts the report of Playwright's JSON reporter (https://playwright.dev/docs/test-reporters#json-reporter).
 *
 * @param {PlaywrightReport} report
 * @returns {import('./count.mjs').Count}
 */
export function countPlaywright(report) {
  const tests = report.suites.flatMap(testsOf)
  const failed = tests.filter(test => test.status === 'unexpected')
  const skipped = tests.filter(test => test.status === 'skipped')
  const flaky = tests.filter(test => test.status === 'flaky')
  const passed = tests.filter(test => test.status === 'expected').length + flaky.length
  return {
    passed,
    failed: tests.length - passed + report.errors.length,
    sentences: [
      ...failed.map(test => `"${test.title}" failed in the browser; see above.`),
      ...skipped.map(test => `"${test.title}" was skipped, which counts as failed.`),
      ...flaky.map(test => `"${test.title}" passed only when it was tried again.`),
      ...report.errors.map(error => `Playwright failed outside of its tests: ${error.message ?? 'see above'}`)
    ]
  }
}

/**
 * @param {PlaywrightSuite} suite
 * @returns {{ title: string, status: string }[]}
 */
function testsOf(suite) {
  const own = suite.specs.flatMap(spec =>
    spec.tests.map(test => ({ title: spec.title, status: test.status }))
  )
  return [...own, ...(suite.suites ?? []).flatMap(testsOf)]
}

/**
 * Part of the report that is read.
 *
 * @typedef {object} PlaywrightReport
 * @property {PlaywrightSuite[]} suites
 * @property {{ message?: string }[]} errors
 *
 * @typedef {object} PlaywrightSuite
 * @property {{ title: string, tests: { status: string }[] }[]} specs
 * @property {PlaywrightSuite[]} [suites]
 */
