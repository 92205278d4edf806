import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { buildApps } from '../../commands/build.mjs'
import { root } from '../../commands/root.mjs'
import { findChromium, launchOptionsOf } from '../../find-chromium.ts'
import { findWrk } from '../../find-wrk.ts'
import { passSignalsOn } from '../../launcher/signals.mjs'
import { loadPaced } from '../load-paced.ts'
import { loadPlans } from '../loads.ts'
import { familyCpuSeconds, machineCpuSeconds } from '../process-figures.ts'
import { benchFlow } from '../product/bench-flow.ts'
import { doublings } from '../product/documents.ts'
import { prepareProduct } from '../product/prepare-product.ts'
import { becomeAdmin } from '../product/sign-in.ts'
import { startProduct } from '../product/start-product.ts'
import { withTempFolder } from '../temp-folder.ts'
import { waitForQuiet } from '../wait-for-quiet.ts'
import { type FollowedRound, type LiveRound, liveFiguresOf, rates } from './live-figures.ts'
import { liveReportOf } from './live-report.ts'

const rounds = 3
const seconds = { usual: 8, fast: 6 }

/** Time for which the page is watched after the last delivery, in milliseconds. */
const afterMs = 1_000

/** Number of cards of the followed flow, the event among them. */
const followedCards = 100

const watchRows = fileURLToPath(new URL('./page/watch-rows.js', import.meta.url))

/**
 * Measures the delay of new rows on an open page of deliveries, and its responsiveness under a load too fast to read.
 * Prints a table with the targets, then one line of JSON.
 *
 * @returns the exit code: 0 when every goal was reached
 */
export async function runLiveBench({ say }: { say: (text: string) => void }): Promise<number> {
  const wrk = findWrk()
  if (wrk === undefined || !(await buildApps({ root, say }))) return 1
  const signals = passSignalsOn()
  return withTempFolder(async folder => {
    const [plan] = loadPlans(folder)
    if (plan === undefined) throw new Error('There is no usual load.')
    const product = await startProduct({ folder: join(folder, 'product'), port: 0, isNew: true })
    signals.passTo(product.child)
    try {
      const { api, cookie } = await becomeAdmin(product.firstAdminLink)
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
      const figures = liveFiguresOf(measured)
      say(liveReportOf(figures))
      say(JSON.stringify(figures))
      return figures.reached ? 0 : 1
    } finally {
      await product.stop()
    }
  })
}

/** Creates cards that each output the text of the card before. */
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
async function measureOpenPage(
  { url, cookie }: { url: string; cookie: string },
  load: Parameters<typeof loadPaced>[0]
): Promise<LiveRound & FollowedRound> {
  const browser = await chromium.launch(launchOptionsOf(await findChromium()))
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const { origin } = new URL(url)
    await context.addCookies(
      cookie.split('; ').map(pair => {
        const [name = '', ...value] = pair.split('=')
        return { name, value: value.join('='), url: origin }
      })
    )
    await context.addInitScript({ path: watchRows })
    const page = await context.newPage()
    await page.goto(url)
    await page.getByText('Live', { exact: true }).waitFor()
    await page.evaluate('watchRows.start()')
    const foreign = watchForeignCores()
    const { answers, refused, seconds: took } = await loadPaced(load)
    await sleep(afterMs)
    const seen: { delays: number[]; tasks: number[]; told: number[]; frames: number; spanMs: number } =
      await page.evaluate('watchRows.end()')
    return { ...seen, sent: answers - refused, seconds: took, foreignCores: foreign() }
  } finally {
    await browser.close()
  }
}

/** @returns how many cores processes have taken since that this one has not started */
function watchForeignCores(): () => number {
  const foreignNow = () => machineCpuSeconds() - familyCpuSeconds()
  const before = foreignNow()
  const began = performance.now()
  return () => Math.max(0, foreignNow() - before) / ((performance.now() - began) / 1_000)
}
