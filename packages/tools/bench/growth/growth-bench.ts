import { join } from 'node:path'
import type { Harness } from '../../harness/harness.ts'
import { measureColdStarts } from '../cold-starts.ts'
import { defineBench } from '../define-bench.ts'
import { getWithWrk } from '../load.ts'
import { startProduct } from '../product/start-product.ts'
import { untilIndexed } from '../search/with-indexed-past.ts'
import { growthFiguresOf, growthReportOf, type PageName, sizes } from './growth-figures.ts'
import { makePast, type Past } from './make-past.ts'

const rounds = 5
const seconds = { warmUp: 1, load: 3 }

/** Measures pages and starts of a product with a short and a long history. */
export const bench = defineBench({
  measure: async harness => {
    const { folder, signals, say } = harness
    const pastOf = (name: keyof typeof sizes) => {
      say(`Making a past of ${sizes[name]} deliveries.`)
      return makePast({ folder: join(folder, name), count: sizes[name], signals })
    }
    const pasts = { small: await pastOf('small'), large: await pastOf('large') }
    const reads = await measureReads(harness, pasts)
    say('Cold starts with the long past.')
    const { coldMs } = await measureColdStarts(
      signals,
      { product: pasts.large.folder, run: join(folder, 'reference') },
      pasts.large.eventUrl
    )
    return growthFiguresOf({ reads, coldMs })
  },
  report: growthReportOf
})

/** Measures the same pages of the products with the short and the long history, alternately. */
async function measureReads({ wrk, signals, say }: Harness, pasts: Record<'small' | 'large', Past>) {
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
      const product = await startProduct({ folder: pasts[name].folder, port, isNew: false, signals })
      running.push(product)
      urls[name] = product.url
      // A past of so many that came at once is indexed once, and what is measured comes behind that.
      say(`Waiting for the index of ${sizes[name]} deliveries.`)
      await untilIndexed(join(pasts[name].folder, 'search.db'), sizes[name], product.child)
    }
    for (let round = 0; round < rounds; round += 1) {
      say(`Pages, round ${round + 1} of ${rounds}.`)
      for (const page of ['first', 'deep', 'one', 'runs', 'deepRuns'] as const) {
        for (const name of round % 2 === 0 ? names : names.toReversed()) {
          const { cookie, middle } = pasts[name]
          const url = `${urls[name]}/trpc/${pathOf(page, middle)}`
          await getWithWrk({ wrk, url, seconds: seconds.warmUp }, cookie)
          reads[page][name].push(await getWithWrk({ wrk, url, seconds: seconds.load }, cookie))
        }
      }
    }
  } finally {
    for (const product of running) await product.stop()
  }
  return reads
}

/**
 * Returns the API path of a page.
 *
 * @param middle id of the middle delivery
 */
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
