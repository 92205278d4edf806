/**
 * Which browser tests a run is for, as Playwright's configuration takes it. Those tagged `@long` repeat a truth with other
 * sizes, keys or cases, or go a long way of steps that others prove one by one: `npm test` leaves them to `npm run test:long`.
 *
 * @param {NodeJS.ProcessEnv} env `HOOKWRIGHT_BROWSER_TESTS` is `long` for those tagged `@long` alone, `all` for every one
 * @returns {{ grep?: RegExp, grepInvert?: RegExp }}
 */
export function chosenTests({ HOOKWRIGHT_BROWSER_TESTS: wanted }) {
  if (wanted === 'all') return {}
  return wanted === 'long' ? { grep: long } : { grepInvert: long }
}

/** Playwright looks for it in the titles and tags of a test, put together. */
const long = /@long\b/
