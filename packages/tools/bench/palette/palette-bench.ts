import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from '@playwright/test'
import { withBrowser } from '../browser.ts'
import { openPage } from '../canvas/open-page.ts'
import { defineBench } from '../define-bench.ts'
import { watchForeignCores } from '../process-figures.ts'
import { withProduct } from '../product/with-product.ts'
import { waitForQuiet } from '../wait-for-quiet.ts'
import { deployActions } from './deploy-actions.ts'
import { type PaletteRound, paletteFiguresOf, paletteReportOf } from './palette-figures.ts'

/** Number of rounds. The median is reported. */
const rounds = 5

const sizes = { connectors: 200, actionsEach: 10 }
const actions = sizes.connectors * sizes.actionsEach

/** Search texts: an action, a connector, and words that many actions share. */
const searches = ['create message', 'acme tracker', 'close ti']

/** Pause between key presses, as of a fast typist, in milliseconds. */
const apartMs = 60

/** Measures how fast the palette of a user's flow opens and filters with many connector actions. */
export const bench = defineBench({
  measure: harness =>
    withProduct(harness, async ({ product, api, cookie }) => {
      harness.say(`Deploying ${sizes.connectors} connectors with ${actions.toLocaleString('en')} actions.`)
      const url = await deployActions(product.url, api, sizes)
      const measured = []
      for (let round = 1; round <= rounds; round += 1) {
        harness.say(`Round ${round} of ${rounds}.`)
        await waitForQuiet([product.pid])
        measured.push(await measureRound({ url, cookie }))
      }
      return paletteFiguresOf(measured)
    }),
  report: figures => paletteReportOf(figures, { connectors: sizes.connectors, actions })
})

/** Opens the palette with its key and searches it, in a separate browser. */
function measureRound(place: { url: string; cookie: string }): Promise<PaletteRound> {
  const foreign = watchForeignCores()
  return withBrowser(async browser => {
    const { page } = await openPage(browser, place)
    // Its code comes with the first opening, which is not measured.
    await page.getByRole('button', { name: 'Add card', exact: true }).click()
    await page
      .getByRole('option', { name: /^Show actions of/ })
      .nth(0)
      .waitFor()
    await page.getByRole('button', { name: 'Close cards panel' }).click()
    await page.locator('[data-card-title]').nth(0).focus()
    const [openMs = Number.NaN] = await keysOf(page, ['a'])
    // Only rows in sight are drawn; each says how many there are.
    const listed = Number(await page.getByRole('option').nth(0).getAttribute('aria-setsize'))
    const field = page.getByRole('combobox', { name: 'Search cards' })
    const typing = []
    for (const search of searches) {
      await field.fill('')
      typing.push(...(await keysOf(page, [...search])))
    }
    return { openMs, typing, listed, foreignCores: foreign() }
  })
}

/**
 * Presses keys one after the other.
 *
 * @returns the time from each key press until its result was painted, in milliseconds
 */
async function keysOf(page: Page, keys: string[]): Promise<number[]> {
  await page.evaluate('watch.startKeys()')
  for (const key of keys) {
    await page.keyboard.press(key === ' ' ? 'Space' : key)
    await sleep(apartMs)
  }
  // The browser reports a key some time after it was painted.
  await sleep(500)
  return page.evaluate('watch.endKeys()')
}
