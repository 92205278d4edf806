import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { buildApps } from '../../commands/build.mjs'
import { root } from '../../commands/root.mjs'
import { findChromium, launchOptionsOf } from '../../find-chromium.ts'
import { pastOf } from '../search/past-of.ts'
import { withIndexedPast } from '../search/with-indexed-past.ts'
import { waitForQuiet } from '../wait-for-quiet.ts'
import { type ScrollRound, scrollFiguresOf, size } from './scroll-figures.ts'
import { scrollReportOf } from './scroll-report.ts'

const rounds = 3

/** Wheel scrolling: distance per turn, number of turns, and interval between them in milliseconds. */
const wheel = { pixels: 240, times: 150, everyMs: 30 }

const watchBlanks = fileURLToPath(new URL('./page/watch-blanks.js', import.meta.url))

/**
 * Opens a page of a hundred thousand deliveries, scrolls through it and searches. Prints a table with the targets, then
 * one line of JSON.
 *
 * @returns the exit code: 0 when every goal was reached
 */
export async function runScrollBench({ say }: { say: (text: string) => void }): Promise<number> {
  if (!(await buildApps({ root, say }))) return 1
  return withIndexedPast({ size, say }, async ({ product, past }) => {
    const measured = []
    for (let round = 1; round <= rounds; round += 1) {
      say(`Round ${round} of ${rounds}.`)
      await waitForQuiet([product.pid])
      measured.push(await measurePage({ url: product.url, cookie: past.cookie, sought: size >> round }))
    }
    const figures = scrollFiguresOf(measured)
    say(scrollReportOf(figures))
    say(JSON.stringify(figures))
    return figures.reached ? 0 : 1
  })
}

/** @param given `sought` is the number of the delivery to search for */
async function measurePage({
  url,
  cookie,
  sought
}: {
  url: string
  cookie: string
  sought: number
}): Promise<ScrollRound> {
  const browser = await chromium.launch(launchOptionsOf(await findChromium()))
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    await context.addCookies(
      cookie.split('; ').map(pair => {
        const [name = '', ...value] = pair.split('=')
        return { name, value: value.join('='), url }
      })
    )
    await context.addInitScript({ path: watchBlanks })
    const page = await context.newPage()
    await page.goto(`${url}/deliveries`)
    await page.locator('a[data-row]').first().waitFor()
    const firstRowMs: number = await page.evaluate('performance.now()')
    const firstPaintMs: number = await page.evaluate(
      `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity`
    )

    // Older parts come automatically once one has asked for them.
    await page.getByRole('button', { name: 'Show older deliveries' }).click()
    await page.locator('table[aria-rowcount="101"]').waitFor()
    await page.mouse.move(720, 600)
    await page.mouse.wheel(0, -100_000)
    await page.evaluate('watchBlanks.start()')
    for (let time = 0; time < wheel.times; time += 1) {
      await page.mouse.wheel(0, wheel.pixels)
      await page.waitForTimeout(wheel.everyMs)
    }
    const rows = Number(await page.locator('table').getAttribute('aria-rowcount')) - 1
    const {
      longest: blankMs,
      frames,
      blankFrames
    }: { longest: number; frames: number; blankFrames: number } = await page.evaluate('watchBlanks.end()')

    const { email } = JSON.parse(pastOf(sought).body).user
    await page.getByRole('searchbox').fill(email)
    const began = performance.now()
    await page.keyboard.press('Enter')
    await page.locator('table[aria-rowcount="2"]').waitFor()
    const searchMs = performance.now() - began
    return { firstPaintMs, firstRowMs, blankMs, frames, blankFrames, rows, searchMs }
  } finally {
    await browser.close()
  }
}
