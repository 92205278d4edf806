import { type Browser, type BrowserContext, chromium } from '@playwright/test'
import { findChromium, launchOptionsOf } from '../find-chromium.ts'

/** Starts a separate browser, runs work with it, and closes it. */
export async function withBrowser<Result>(work: (browser: Browser) => Promise<Result>): Promise<Result> {
  const browser = await chromium.launch(launchOptionsOf(await findChromium()))
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}

/**
 * Opens a browser window of the standard size.
 *
 * @param given.url any page of the site that the cookie belongs to
 * @param given.cookie value of a Cookie header
 * @param given.script file that runs in each page before the page's own scripts
 */
export async function openWindow(
  browser: Browser,
  { url, cookie, script }: { url: string; cookie?: string; script?: string }
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const pairs = cookie?.split('; ').map(pair => pair.split('=')) ?? []
  const { origin } = new URL(url)
  await context.addCookies(
    pairs.map(([name = '', ...value]) => ({ name, value: value.join('='), url: origin }))
  )
  if (script !== undefined) await context.addInitScript({ path: script })
  return context
}
