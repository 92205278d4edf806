/**
 * Counts the report of Playwright's JSON reporter (https://playwright.dev/docs/test-reporters#json-reporter).
 *
 * @param {PlaywrightReport} report
 * @returns {import('./count.mjs').Count} a test whose annotation `not applicable` gives a reason is counted apart
 */
export function countPlaywright(report) {
  const tests = report.suites.flatMap(testsOf)
  const failed = tests.filter(test => test.status === 'unexpected')
  const notApplicable = tests.filter(test => test.status === 'skipped' && test.reason !== undefined)
  const skipped = tests.filter(test => test.status === 'skipped' && test.reason === undefined)
  const flaky = tests.filter(test => test.status === 'flaky')
  const passed = tests.filter(test => test.status === 'expected').length + flaky.length
  return {
    passed,
    failed: tests.length - passed - notApplicable.length + report.errors.length,
    notApplicable: notApplicable.length,
    sentences: [
      ...failed.map(test => `"${test.title}" failed in the browser; see above.`),
      ...skipped.map(test => `"${test.title}" was skipped, which counts as failed.`),
      ...notApplicable.map(test => `"${test.title}" is not applicable. ${test.reason}`),
      ...flaky.map(test => `"${test.title}" passed only when it was tried again.`),
      ...report.errors.map(error => `Playwright failed outside of its tests: ${error.message ?? 'see above'}`)
    ]
  }
}

/**
 * @param {PlaywrightSuite} suite
 * @returns {{ title: string, status: string, reason: string | undefined }[]}
 */
function testsOf(suite) {
  const own = suite.specs.flatMap(spec =>
    spec.tests.map(({ status, annotations }) => ({
      title: spec.title,
      status,
      reason: annotations?.find(({ type }) => type === 'not applicable')?.description
    }))
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
 * @property {{ title: string, tests: PlaywrightTest[] }[]} specs
 * @property {PlaywrightSuite[]} [suites]
 *
 * @typedef {object} PlaywrightTest
 * @property {string} status
 * @property {{ type: string, description?: string }[]} [annotations]
 */
