/**
 * Chooses browser tests for Playwright's configuration. `npm test` runs about forty, of which at least one opens each screen; the
 * others are tagged `@full`, or `@long` where they take minutes.
 *
 * @param env `HOOKWRIGHT_BROWSER_TESTS` is `full` for all that are not tagged `@long`, `long` for those that `npm
 *   test` leaves out, `all` for every one
 */
export function chosenTests({ HOOKWRIGHT_BROWSER_TESTS: wanted }: NodeJS.ProcessEnv): {
  grep?: RegExp
  grepInvert?: RegExp
} {
  if (wanted === 'all') return {}
  if (wanted === 'full') return { grepInvert: minutes }
  return wanted === 'long' ? { grep: leftOut } : { grepInvert: leftOut }
}

/** Pattern of excluded tests; Playwright matches it against titles and tags together. */
const leftOut = /@(long|full)\b/

const minutes = /@long\b/
