import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { buildApps } from '../../commands/build.mjs'
import { root } from '../../commands/root.mjs'
import { findChromium, launchOptionsOf } from '../../find-chromium.mjs'
import { passSignalsOn } from '../../launcher/signals.mjs'
import { familyCpuSeconds, machineCpuSeconds } from '../process-figures.mjs'
import { fieldsPerCard } from '../product/canvas-flows.mjs'
import { prepareCanvas } from '../product/prepare-canvas.mjs'
import { becomeAdmin } from '../product/sign-in.mjs'
import { startProduct } from '../product/start-product.mjs'
import { withTempFolder } from '../temp-folder.mjs'
import { disturbingCores, waitForQuiet } from '../wait-for-quiet.mjs'
import { canvasFiguresOf } from './canvas-figures.mjs'
import { canvasReportOf } from './canvas-report.mjs'
import { circle, framesOfDrag, sweep } from './move-mouse.mjs'
import { openPage } from './open-page.mjs'
import { measureKeys } from './press-keys.mjs'
import { startReferencePage } from './start-reference-page.mjs'

/** Number of rounds; their median counts. */
const rounds = 5

/** Maximum number of attempts at a measurement disturbed by other processes. */
const timesAtMost = 3

/** Sizes in cards. */
const sizes = { small: 100, large: 1_000 }

/**
 * Measures how the product draws flows, a large one against a minimal reference. Prints a table with the targets, then
 * one line of JSON.
 *
 * @param {{ say: (text: string) => void }} given
 * @returns {Promise<number>} the exit code: 0 when every goal was reached
 */
export async function runCanvasBench({ say }) {
  if (!(await buildApps({ root, say }))) return 1
  const signals = passSignalsOn()
  return withTempFolder(async folder => {
    const product = await startProduct({ folder: join(folder, 'product'), port: 0, isNew: true })
    signals.passTo(product.child)
    const reference = await startReferencePage(join(folder, 'page'))
    try {
      const { api, cookie } = await becomeAdmin(product.firstAdminLink)
      const [small = '', large = ''] = await prepareCanvas(product.url, api, [sizes.small, sizes.large])
      const pages = {
        small: { url: small, cookie },
        product: { url: large, cookie },
        reference: { url: reference.urlOf({ cards: sizes.large, fields: fieldsPerCard }) }
      }
      const figures = canvasFiguresOf(await measureRounds({ pages, pid: product.pid, say }))
      say(canvasReportOf(figures, { fields: sizes.small * fieldsPerCard }))
      say(JSON.stringify(figures))
      return figures.reached ? 0 : 1
    } finally {
      await reference.stop()
      await product.stop()
    }
  })
}

/** @typedef {{ url: string, cookie?: string }} Place */

/**
 * @param {object} given
 * @param {Record<'small' | 'product' | 'reference', Place>} given.pages
 * @param {number} given.pid the product's, whose work is no disturbance
 * @param {(text: string) => void} given.say
 */
async function measureRounds({ pages, pid, say }) {
  /** @type {Parameters<typeof canvasFiguresOf>[0]} */
  const measured = { small: [], large: { product: [], reference: [] } }
  for (let round = 1; round <= rounds; round += 1) {
    say(`Round ${round} of ${rounds}.`)
    const turns = /** @type {const} */ (['product', 'reference'])
    for (const name of round % 2 === 0 ? turns : turns.toReversed()) {
      measured.large[name].push(await inBrowser(pages[name], pid, measureLarge))
    }
    measured.small.push(await inBrowser(pages.small, pid, measureSmall))
  }
  return measured
}

/**
 * Opens a page in a browser of its own, once the machine is quiet. A measurement disturbed by other processes is
 * repeated a few times; the least disturbed one counts.
 *
 * @template Measured
 * @param {Place} place
 * @param {number} pid
 * @param {(opened: import('./open-page.mjs').Opened) => Promise<Measured>} measure
 * @returns {Promise<Measured & { foreignCores: number }>} with how many cores other processes took meanwhile
 */
async function inBrowser(place, pid, measure) {
  /** @type {(Measured & { foreignCores: number }) | undefined} */
  let calmest
  for (let time = 0; time < timesAtMost; time += 1) {
    await waitForQuiet([pid])
    const foreign = watchForeignCores()
    const browser = await chromium.launch(launchOptionsOf(await findChromium()))
    try {
      const measured = await measure(await openPage(browser, place))
      const foreignCores = foreign()
      if (calmest === undefined || foreignCores < calmest.foreignCores)
        calmest = { ...measured, foreignCores }
    } finally {
      await browser.close()
    }
    if (calmest.foreignCores <= disturbingCores) break
  }
  if (calmest === undefined) throw new Error('Nothing was measured.')
  return calmest
}

/**
 * @returns {() => number} how many cores processes have taken since that this one has not started
 */
function watchForeignCores() {
  const foreignNow = () => machineCpuSeconds() - familyCpuSeconds()
  const before = foreignNow()
  const began = performance.now()
  return () => Math.max(0, foreignNow() - before) / ((performance.now() - began) / 1_000)
}

/** @param {import('./open-page.mjs').Opened} opened */
async function measureLarge({ page, shown }) {
  return {
    presentMs: shown.sinceMs,
    drag: await framesOfDrag(page, 'headOfCard', circle),
    pan: await framesOfDrag(page, 'ground', sweep)
  }
}

/** @param {import('./open-page.mjs').Opened} opened */
async function measureSmall({ page }) {
  return {
    drag: await framesOfDrag(page, 'headOfCard', circle),
    pan: await framesOfDrag(page, 'ground', sweep),
    ...(await measureKeys(page))
  }
}
