/**
 * Selects browser tests for Playwright's configuration. `npm test` runs about forty tests, at least one per
 * screen. The other tests are tagged `@full`, or `@long` if they take minutes.
 *
 * @param env `HOOKWRIGHT_BROWSER_TESTS` is `full` for all tests except those tagged `@long`, `long` for the
 * tests that `npm test` omits, and `all` for all tests
 */
export function chosenTests({ HOOKWRIGHT_BROWSER_TESTS: wanted }: NodeJS.ProcessEnv): {
  grep?: RegExp
  grepInvert?: RegExp
} {
  if (wanted === 'all') return {}
  if (wanted === 'full') return { grepInvert: minutes }
  return wanted === 'long' ? { grep: leftOut } : { grepInvert: leftOut }
}

/** Pattern of the tests that `npm test` omits. Playwright matches it against titles and tags. */
const leftOut = /@(long|full)\b/

const minutes = /@long\b/
