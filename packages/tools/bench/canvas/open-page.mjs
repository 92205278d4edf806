import { fileURLToPath } from 'node:url'

const watch = fileURLToPath(new URL('./page/watch.js', import.meta.url))

/**
 * A page to measure.
 *
 * @typedef {object} Opened
 * @property {import('@playwright/test').Page} page
 * @property {{ cards: number, sinceMs: number }} shown how many cards stood there at last, and since how long after the
 * navigation began
 */

/**
 * Opens a page in a fresh browser and waits until all visible cards are rendered.
 *
 * @param {import('@playwright/test').Browser} browser
 * @param {object} given
 * @param {string} given.url
 * @param {string} [given.cookie] a Cookie header's value
 * @returns {Promise<Opened>}
 */
export async function openPage(browser, { url, cookie }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  if (cookie !== undefined) await context.addCookies(cookiesOf(cookie, url))
  await context.addInitScript({ path: watch })
  const page = await context.newPage()
  await page.goto(url, { waitUntil: 'commit' })
  return { page, shown: await page.evaluate('watch.shown') }
}

/**
 * @param {string} cookie
 * @param {string} url
 */
function cookiesOf(cookie, url) {
  return cookie.split('; ').map(pair => {
    const [name = '', ...value] = pair.split('=')
    return { name, value: value.join('='), url: new URL(url).origin }
  })
}
