import { join } from 'node:path'
import { buildApps } from '../../commands/build.mjs'
import { root } from '../../commands/root.mjs'
import { findWrk } from '../../find-wrk.ts'
import { passSignalsOn } from '../../launcher/signals.mjs'
import { measureColdStarts } from '../measure-cold-starts.ts'
import { pushPayload } from '../payload.ts'
import { signatureOf } from '../product/signed.ts'
import { startProduct } from '../product/start-product.ts'
import { untilIndexed } from '../search/until-indexed.ts'
import { withTempFolder } from '../temp-folder.ts'
import { getWithWrk } from './get-with-wrk.ts'
import { growthFiguresOf, type PageName, sizes } from './growth-figures.ts'
import { growthReportOf } from './growth-report.ts'
import { makePast, type Past } from './make-past.ts'

const rounds = 5
const seconds = { warmUp: 1, load: 3 }

/**
 * Measures pages and starts of a product with a short and a long history. Prints a table with the targets, then one
 * line of JSON.
 *
 * @returns the exit code: 0 when every goal was reached
 */
export async function runGrowthBench({ say }: { say: (text: string) => void }): Promise<number> {
  const wrk = findWrk()
  if (wrk === undefined || !(await buildApps({ root, say }))) return 1
  const signals = passSignalsOn()
  return withTempFolder(async folder => {
    const pasts: Past[] = []
    for (const [name, count] of Object.entries(sizes)) {
      say(`Making a past of ${count} deliveries.`)
      pasts.push(await makePast({ folder: join(folder, name), count, signals }))
    }
    const [small, large] = pasts
    if (small === undefined || large === undefined) throw new Error('There is no past to measure.')
    const reads = await measureReads({ wrk, small, large, signals, say })
    say('Cold starts with the long past.')
    const body = pushPayload()
    const { coldMs } = await measureColdStarts({
      folders: { product: large.folder, run: join(folder, 'reference') },
      eventUrl: large.eventUrl,
      body,
      signature: signatureOf(body),
      signals
    })
    const figures = growthFiguresOf({ reads, coldMs })
    say(growthReportOf(figures))
    say(JSON.stringify(figures))
    return figures.reached ? 0 : 1
  })
}

/** Reads the same pages of both alternately. */
async function measureReads({
  wrk,
  signals,
  say,
  ...pasts
}: {
  wrk: string
  small: Past
  large: Past
  signals: ReturnType<typeof passSignalsOn>
  say: (text: string) => void
}) {
  const reads: Parameters<typeof growthFiguresOf>[0]['reads'] = {
    first: { small: [], large: [] },
    deep: { small: [], large: [] },
    one: { small: [], large: [] },
    runs: { small: [], large: [] },
    deepRuns: { small: [], large: [] }
  }
  const names = ['small', 'large'] as const
  const running: Awaited<ReturnType<typeof startProduct>>[] = []
  try {
    const urls = { small: '', large: '' }
    for (const name of names) {
      const port = Number(new URL(pasts[name].eventUrl).port)
      const product = await startProduct({ folder: pasts[name].folder, port, isNew: false })
      signals.passTo(product.child)
      running.push(product)
      urls[name] = product.url
      // A past of so many that came at once is indexed once, and what is measured comes behind that.
      say(`Waiting for the index of ${sizes[name]} deliveries.`)
      await untilIndexed({
        path: join(pasts[name].folder, 'search.db'),
        count: sizes[name],
        maker: product.child
      })
    }
    for (let round = 0; round < rounds; round += 1) {
      say(`Pages, round ${round + 1} of ${rounds}.`)
      for (const page of ['first', 'deep', 'one', 'runs', 'deepRuns'] as const) {
        for (const name of round % 2 === 0 ? names : names.toReversed()) {
          const { cookie, middle } = pasts[name]
          const url = `${urls[name]}/trpc/${pathOf(page, middle)}`
          await getWithWrk({ wrk, url, cookie, seconds: seconds.warmUp })
          reads[page][name].push(await getWithWrk({ wrk, url, cookie, seconds: seconds.load }))
        }
      }
    }
  } finally {
    for (const product of running) await product.stop()
  }
  return reads
}

/** @param middle the id of the delivery in the middle */
function pathOf(page: PageName, middle: string) {
  const call = (name: string, input: object) => `${name}?input=${encodeURIComponent(JSON.stringify(input))}`
  switch (page) {
    case 'first':
      return call('deliveries.list', { limit: 50 })
    case 'deep':
      return call('deliveries.list', { limit: 50, before: middle })
    case 'one':
      return call('deliveries.get', { deliveryId: middle })
    case 'runs':
      return call('runs.list', { limit: 50 })
    case 'deepRuns':
      return call('runs.list', { limit: 50, before: middle })
  }
}
