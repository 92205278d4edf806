import { fileURLToPath } from 'node:url'
import type { Browser, Page } from '@playwright/test'
import { openWindow } from '../browser.ts'

const watch = fileURLToPath(new URL('./page/watch.js', import.meta.url))

/** Open page to measure. */
export interface Opened {
  page: Page
  /** Number of cards at the end, and the time from the navigation until they were drawn. */
  shown: { cards: number; sinceMs: number }
}

/**
 * Opens a page in a fresh browser and waits until all visible cards are rendered.
 *
 * @param given.cookie value of a Cookie header
 */
export async function openPage(browser: Browser, place: { url: string; cookie?: string }): Promise<Opened> {
  const context = await openWindow(browser, { ...place, script: watch })
  const page = await context.newPage()
  await page.goto(place.url, { waitUntil: 'commit' })
  return { page, shown: await page.evaluate('watch.shown') }
}
