import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openWindow, withBrowser } from '../browser.ts'
import { defineBench } from '../define-bench.ts'
import { loadPaced } from '../load.ts'
import { loadPlans } from '../loads.ts'
import { watchForeignCores } from '../process-figures.ts'
import { benchFlow } from '../product/bench-flow.ts'
import { doublings } from '../product/documents.ts'
import { prepareProduct } from '../product/prepare-product.ts'
import { withProduct } from '../product/with-product.ts'
import { waitForQuiet } from '../wait-for-quiet.ts'
import { type FollowedRound, type LiveRound, liveFiguresOf, liveReportOf, rates } from './live-figures.ts'

const rounds = 3
const seconds = { usual: 8, fast: 6 }

/** Time that the page is observed after the last delivery, in milliseconds. */
const afterMs = 1_000

/** Number of cards of the flow shown with *Follow live*, including the event. */
const followedCards = 100

const watchRows = fileURLToPath(new URL('./page/watch-rows.js', import.meta.url))

/**
 * Measures an open page of deliveries: how late new rows appear, and how responsive the page stays when rows
 * arrive faster than anyone can read.
 */
export const bench = defineBench({
  measure: async harness => {
    const { folder, wrk, say } = harness
    const [plan] = loadPlans(folder)
    return withProduct(harness, async ({ product, api, cookie }) => {
      const followedFlow = { name: 'Follow pushes', cards: echoes(followedCards - 1) }
      const [made, seen] = await prepareProduct(api, {
        ...benchFlow,
        flows: [...benchFlow.flows, followedFlow]
      })
      if (made === undefined || seen === undefined) throw new Error('There is no flow to be made.')
      const { eventUrl } = made
      const place = { url: `${product.url}/deliveries`, cookie }
      const canvas = { url: `${product.url}/flows/${seen.flowId}`, cookie }
      const measured: Parameters<typeof liveFiguresOf>[0] = { usual: [], fast: [], followed: [] }
      for (let round = 1; round <= rounds; round += 1) {
        for (const pace of ['usual', 'fast'] as const) {
          say(`Round ${round} of ${rounds}: ${rates[pace]} deliveries a second.`)
          await waitForQuiet([product.pid])
          const load = {
            wrk,
            url: eventUrl,
            letter: plan.letter,
            rate: rates[pace],
            seconds: seconds[pace]
          }
          measured[pace].push(await measureOpenPage(place, load))
        }
        say(`Round ${round} of ${rounds}: ${rates.usual} events a second on a followed canvas.`)
        await waitForQuiet([product.pid])
        const load = {
          ...{ wrk, url: seen.eventUrl, letter: plan.letter },
          ...{ rate: rates.usual, seconds: seconds.usual }
        }
        measured.followed.push(await measureOpenPage(canvas, load))
      }
      return liveFiguresOf(measured)
    })
  },
  report: liveReportOf
})

/** Returns a chain of cards that each output the text of the previous card. */
function echoes(count: number) {
  return doublings('ref', count).map(({ inputs: { text }, ...card }) => ({
    ...card,
    inputs: {
      text: {
        kind: 'text' as const,
        parts: text?.kind === 'text' ? text.parts.slice(0, 1) : []
      }
    }
  }))
}

/** Opens the page in a separate browser, sends deliveries, and returns the page's measurements. */
function measureOpenPage(
  place: { url: string; cookie: string },
  load: Parameters<typeof loadPaced>[0]
): Promise<LiveRound & FollowedRound> {
  return withBrowser(async browser => {
    const page = await (await openWindow(browser, { ...place, script: watchRows })).newPage()
    await page.goto(place.url)
    await page.getByText('Live', { exact: true }).waitFor()
    await page.evaluate('watchRows.start()')
    const foreign = watchForeignCores()
    const { answers, refused, seconds: took } = await loadPaced(load)
    await sleep(afterMs)
    const seen: { delays: number[]; tasks: number[]; told: number[]; frames: number; spanMs: number } =
      await page.evaluate('watchRows.end()')
    return { ...seen, sent: answers - refused, seconds: took, foreignCores: foreign() }
  })
}
