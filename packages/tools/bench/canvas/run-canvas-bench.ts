import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { buildApps } from '../../commands/build.mjs'
import { root } from '../../commands/root.mjs'
import { findChromium, launchOptionsOf } from '../../find-chromium.ts'
import { passSignalsOn } from '../../launcher/signals.mjs'
import { familyCpuSeconds, machineCpuSeconds } from '../process-figures.ts'
import { fieldsPerCard } from '../product/canvas-flows.ts'
import { prepareCanvas } from '../product/prepare-canvas.ts'
import { becomeAdmin } from '../product/sign-in.ts'
import { startProduct } from '../product/start-product.ts'
import { withTempFolder } from '../temp-folder.ts'
import { disturbingCores, waitForQuiet } from '../wait-for-quiet.ts'
import { canvasFiguresOf } from './canvas-figures.ts'
import { canvasReportOf } from './canvas-report.ts'
import { circle, framesOfDrag, sweep } from './move-mouse.ts'
import { type Opened, openPage } from './open-page.ts'
import { measureKeys } from './press-keys.ts'
import { startReferencePage } from './start-reference-page.ts'

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
 * @returns the exit code: 0 when every goal was reached
 */
export async function runCanvasBench({ say }: { say: (text: string) => void }): Promise<number> {
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

interface Place {
  url: string
  cookie?: string
}

/** @param given.pid the product's, whose work is no disturbance */
async function measureRounds({
  pages,
  pid,
  say
}: {
  pages: Record<'small' | 'product' | 'reference', Place>
  pid: number
  say: (text: string) => void
}) {
  const measured: Parameters<typeof canvasFiguresOf>[0] = { small: [], large: { product: [], reference: [] } }
  for (let round = 1; round <= rounds; round += 1) {
    say(`Round ${round} of ${rounds}.`)
    const turns = ['product', 'reference'] as const
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
 * @returns with how many cores other processes took meanwhile
 */
async function inBrowser<Measured>(
  place: Place,
  pid: number,
  measure: (opened: Opened) => Promise<Measured>
): Promise<Measured & { foreignCores: number }> {
  let calmest: (Measured & { foreignCores: number }) | undefined
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

/** @returns how many cores processes have taken since that this one has not started */
function watchForeignCores(): () => number {
  const foreignNow = () => machineCpuSeconds() - familyCpuSeconds()
  const before = foreignNow()
  const began = performance.now()
  return () => Math.max(0, foreignNow() - before) / ((performance.now() - began) / 1_000)
}

async function measureLarge({ page, shown }: Opened) {
  return {
    presentMs: shown.sinceMs,
    drag: await framesOfDrag(page, 'headOfCard', circle),
    pan: await framesOfDrag(page, 'ground', sweep)
  }
}

async function measureSmall({ page }: Opened) {
  return {
    drag: await framesOfDrag(page, 'headOfCard', circle),
    pan: await framesOfDrag(page, 'ground', sweep),
    ...(await measureKeys(page))
  }
}
