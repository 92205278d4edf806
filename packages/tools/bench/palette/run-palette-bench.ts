import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'
import { buildApps } from '../../commands/build.mjs'
import { root } from '../../commands/root.mjs'
import { findChromium, launchOptionsOf } from '../../find-chromium.ts'
import { passSignalsOn } from '../../launcher/signals.mjs'
import { openPage } from '../canvas/open-page.ts'
import { familyCpuSeconds, machineCpuSeconds } from '../process-figures.ts'
import { becomeAdmin } from '../product/sign-in.ts'
import { startProduct } from '../product/start-product.ts'
import { withTempFolder } from '../temp-folder.ts'
import { waitForQuiet } from '../wait-for-quiet.ts'
import { deployActions } from './deploy-actions.ts'
import { type PaletteRound, paletteFiguresOf } from './palette-figures.ts'
import { paletteReportOf } from './palette-report.ts'

/** Number of rounds; their median counts. */
const rounds = 5

const sizes = { connectors: 200, actionsEach: 10 }

/** Searched texts: an action, a connector, and a word that many share. */
const searches = ['create message', 'acme tracker', 'close ti']

/** Pause between keys of a fast typist, in milliseconds. */
const apartMs = 60

/**
 * Measures how fast the palette of a user's flow opens and filters with many connector actions. Prints a table with the
 * targets, then one line of JSON.
 *
 * @returns the exit code: 0 when every goal was reached
 */
export async function runPaletteBench({ say }: { say: (text: string) => void }): Promise<number> {
  if (!(await buildApps({ root, say }))) return 1
  const signals = passSignalsOn()
  return withTempFolder(async folder => {
    const product = await startProduct({ folder: join(folder, 'product'), port: 0, isNew: true })
    signals.passTo(product.child)
    try {
      const { api, cookie } = await becomeAdmin(product.firstAdminLink)
      const actions = sizes.connectors * sizes.actionsEach
      say(`Deploying ${sizes.connectors} connectors with ${actions.toLocaleString('en')} actions.`)
      const url = await deployActions(product.url, api, sizes)
      const measured = []
      for (let round = 1; round <= rounds; round += 1) {
        say(`Round ${round} of ${rounds}.`)
        await waitForQuiet([product.pid])
        measured.push(await measureRound({ url, cookie }))
      }
      const figures = paletteFiguresOf(measured)
      say(paletteReportOf(figures, { connectors: sizes.connectors, actions }))
      say(JSON.stringify(figures))
      return figures.reached ? 0 : 1
    } finally {
      await product.stop()
    }
  })
}

/** Opens the palette by its key and searches it, in a browser of its own. */
async function measureRound(place: { url: string; cookie: string }): Promise<PaletteRound> {
  const foreignNow = () => machineCpuSeconds() - familyCpuSeconds()
  const before = foreignNow()
  const began = performance.now()
  const browser = await chromium.launch(launchOptionsOf(await findChromium()))
  try {
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
    const foreignCores = Math.max(0, foreignNow() - before) / ((performance.now() - began) / 1_000)
    return { openMs, typing, listed, foreignCores }
  } finally {
    await browser.close()
  }
}

/**
 * Presses keys one after the other.
 *
 * @returns how long each took to be painted, in milliseconds
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
