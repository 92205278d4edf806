import { fileURLToPath } from 'node:url'
import type { Browser, Page } from '@playwright/test'

const watch = fileURLToPath(new URL('./page/watch.js', import.meta.url))

/** A page to measure. */
export interface Opened {
  page: Page
  /** Number of cards at the end, and the time from the navigation until they stood there. */
  shown: { cards: number; sinceMs: number }
}

/**
 * Opens a page in a fresh browser and waits until all visible cards are rendered.
 *
 * @param given.cookie a Cookie header's value
 */
export async function openPage(
  browser: Browser,
  {
    url,
    cookie
  }: {
    url: string
    cookie?: string
  }
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  if (cookie !== undefined) await context.addCookies(cookiesOf(cookie, url))
  await context.addInitScript({ path: watch })
  const page = await context.newPage()
  await page.goto(url, { waitUntil: 'commit' })
  return { page, shown: await page.evaluate('watch.shown') }
}

function cookiesOf(cookie: string, url: string) {
  return cookie.split('; ').map(pair => {
    const [name = '', ...value] = pair.split('=')
    return { name, value: value.join('='), url: new URL(url).origin }
  })
}
