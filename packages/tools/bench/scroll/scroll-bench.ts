import { fileURLToPath } from 'node:url'
import { openWindow, withBrowser } from '../browser.ts'
import { defineBench } from '../define-bench.ts'
import { pastOf } from '../search/past-of.ts'
import { withIndexedPast } from '../search/with-indexed-past.ts'
import { waitForQuiet } from '../wait-for-quiet.ts'
import { type ScrollRound, scrollFiguresOf, scrollReportOf, size } from './scroll-figures.ts'

const rounds = 3

/**
 * Wheel scrolling: distance per turn in pixels, number of turns, and interval between turns in milliseconds.
 */
const wheel = { pixels: 240, times: 150, everyMs: 30 }

const watchBlanks = fileURLToPath(new URL('./page/watch-blanks.js', import.meta.url))

/** Opens a page of a hundred thousand deliveries, scrolls through it and searches. */
export const bench = defineBench({
  measure: harness =>
    withIndexedPast(harness, size, async ({ product, past }) => {
      const measured = []
      for (let round = 1; round <= rounds; round += 1) {
        harness.say(`Round ${round} of ${rounds}.`)
        await waitForQuiet([product.pid])
        measured.push(await measurePage(product.url, past.cookie, size >> round))
      }
      return scrollFiguresOf(measured)
    }),
  report: scrollReportOf
})

/**
 * Measures the page in a separate browser.
 *
 * @param sought number of the delivery to search for
 */
function measurePage(url: string, cookie: string, sought: number): Promise<ScrollRound> {
  return withBrowser(async browser => {
    const page = await (await openWindow(browser, { url, cookie, script: watchBlanks })).newPage()
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
  })
}
