import { join } from 'node:path'
import { withBrowser } from '../browser.ts'
import { defineBench } from '../define-bench.ts'
import { watchForeignCores } from '../process-figures.ts'
import { fieldsPerCard, prepareCanvas } from '../product/canvas-flows.ts'
import { withProduct } from '../product/with-product.ts'
import { disturbingCores, waitForQuiet } from '../wait-for-quiet.ts'
import { canvasFiguresOf, canvasReportOf } from './canvas-figures.ts'
import { circle, framesOfDrag, measureKeys, sweep } from './move-mouse.ts'
import { type Opened, openPage } from './open-page.ts'
import { startReferencePage } from './start-reference-page.ts'

/** Number of rounds. The median is reported. */
const rounds = 5

/** Maximum number of attempts at one measurement. It is repeated if other processes disturbed it. */
const timesAtMost = 3

/** Sizes of the flows, in cards. */
const sizes = { small: 100, large: 1_000 }

/** Measures how the product renders flows. A large flow is compared with a minimal reference. */
export const bench = defineBench({
  measure: async harness => {
    const reference = await startReferencePage(join(harness.folder, 'page'))
    try {
      return await withProduct(harness, async ({ product, api, cookie }) => {
        const [small = '', large = ''] = await prepareCanvas(product.url, api, [sizes.small, sizes.large])
        const pages = {
          small: { url: small, cookie },
          product: { url: large, cookie },
          reference: { url: reference.urlOf({ cards: sizes.large, fields: fieldsPerCard }) }
        }
        return canvasFiguresOf(await measureRounds(pages, product.pid, harness.say))
      })
    } finally {
      await reference.stop()
    }
  },
  report: figures => canvasReportOf(figures, sizes.small * fieldsPerCard)
})

interface Place {
  url: string
  cookie?: string
}

/**
 * Measures the small flow, the large flow and the reference page in each round.
 *
 * @param pid process of the product, which does not count as a disturbance
 */
async function measureRounds(
  pages: Record<'small' | 'product' | 'reference', Place>,
  pid: number,
  say: (text: string) => void
) {
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
 * Opens a page in a separate browser once the machine is quiet, and measures it. A measurement disturbed by
 * other processes is repeated a few times. The least disturbed measurement is returned.
 *
 * @returns the measurement, with the number of CPU cores that other processes used during it
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
    const measured = await withBrowser(async browser => measure(await openPage(browser, place)))
    const foreignCores = foreign()
    if (calmest === undefined || foreignCores < calmest.foreignCores) calmest = { ...measured, foreignCores }
    if (calmest.foreignCores <= disturbingCores) break
  }
  if (calmest === undefined) throw new Error('Nothing was measured.')
  return calmest
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
