/**
 * Chooses browser tests for Playwright's configuration. `npm test` runs about fifty, of which at least one opens each screen; the
 * others run in `npm run e2e` and `npm run test:long -- --only browser`, those tagged `@full` in `.ci/run` too.
 *
 * @param {NodeJS.ProcessEnv} env `HOOKWRIGHT_BROWSER_TESTS` is `long` for those tagged `@long` alone, `all` for every one
 * @returns {{ grep?: RegExp, grepInvert?: RegExp }}
 */
export function chosenTests({ HOOKWRIGHT_BROWSER_TESTS: wanted }) {
  if (wanted === 'all') return {}
  if (wanted === 'full') return { grep: full }
  return wanted === 'long' ? { grep: long } : { grepInvert: long }
}

/** Playwright looks for it in the titles and tags of a test, put together. */
const long = /@(long|full)\b/

const full = /@full\b/
