import { setTimeout as sleep } from 'node:timers/promises'
import { loadPaced } from '../bench/load.ts'
import { loadPlans } from '../bench/loads.ts'
import { memoryOf } from '../bench/process-figures.ts'
import { benchFlow } from '../bench/product/bench-flow.ts'
import { prepareOne } from '../bench/product/prepare-product.ts'
import { withProduct } from '../bench/product/with-product.ts'
import type { Harness } from '../harness/harness.ts'
import { watch } from '../harness/watch.ts'
import { breachesOf, longestMs, type Seen } from './judge.ts'
import { startDripping } from './start-dripping.ts'
import { readBuffersMb, sendTooMuch, uploads } from './upload.ts'

/** Number of slow connections, and rate of signed deliveries per second. */
const count = 1_000
const rate = 100

/**
 * Number of rounds, and duration of a round in seconds. Request heads time out in each round, bodies in
 * nearly all.
 */
const rounds = 2
const seconds = 20

/** Sampling interval of the server's memory, and interval of the oversized uploads, in milliseconds. */
const lookMs = 50
const uploadMs = 1_000

/** Number of uploads without other traffic, to measure the cost of uploads alone. */
const timesAlone = 10

/** Uploads below 100 MB, which warm the server up. If it buffered larger ones, its memory would show that. */
const smaller = uploads.filter(({ mb }) => mb < 100)

/**
 * Number of times that the smaller uploads are sent before the measurement. The memory of the process is
 * stable after about six.
 */
const warmUps = 8

/**
 * Opens many slow connections and sends oversized bodies. Checks the response times of regular senders, and
 * the memory used for rejecting uploads.
 *
 * @returns the exit code
 */
export async function run(harness: Harness): Promise<number> {
  const { folder, wrk, say } = harness
  const [plan] = loadPlans(folder)
  return withProduct(harness, async ({ product, api }) => {
    const { eventUrl: url } = await prepareOne(api, { ...benchFlow, signed: true })
    say('Bodies of 11 and 200 MB, and nothing beside them.')
    const alone = []
    for (let time = 0; time < warmUps; time += 1) alone.push(...(await uploadAll(url, smaller)))
    const watchAlone = watch(lookMs, () => memoryOf(product.pid).nowMb)
    for (let time = 0; time < timesAlone; time += 1) alone.push(...(await uploadAll(url)))
    const [before, ...rest] = watchAlone.end()
    const during = Math.max(before, ...rest)
    say(`${count} connections that send a byte a second, ${rate} deliveries a second and the same bodies.`)
    const dripping = startDripping({ url, count })
    // Each opens in the second that is its own.
    await sleep(1_500)
    const watchMemory = watch(lookMs, () => memoryOf(product.pid).nowMb)
    const watchOpen = watch(lookMs, dripping.open)
    const [load, beside] = await Promise.all([
      loadInRounds({ wrk, url, letter: plan.letter }),
      uploadUntil(url, performance.now() + rounds * seconds * 1_000)
    ])
    const opened = watchOpen.end()
    const sockets = { wanted: count, open: opened.reduce((sum, one) => sum + one, 0) / opened.length }
    const ended = await dripping.stop(longestMs)
    const memoryMb = { busiest: Math.max(...watchMemory.end()), before, during }
    const deliveries = { expected: rate * rounds * seconds, ...load }
    const sent = [...beside, ...alone]
    const breaches = breachesOf({
      deliveries,
      ended,
      sockets,
      uploads: sent,
      buffersMb: readBuffersMb(),
      memoryMb
    })
    for (const breach of breaches) say(breach)
    const longest = (part: 'head' | 'body') =>
      Math.max(0, ...ended.filter(one => one.part === part).map(one => one.seconds)).toFixed(1)
    say(
      `deliveries ${load.answers} refused ${load.refused} p99 ${load.p99Ms.map(ms => ms.toFixed(1)).join(', ')} ms slow connections ` +
        `${ended.length} open at most ${longest('head')} s (head) ${longest('body')} s (body) uploads ${sent.length} ` +
        `memory by uploads alone ${before.toFixed(0)} to ${during.toFixed(0)} MB, at most ${memoryMb.busiest.toFixed(0)} MB`
    )
    return breaches.length === 0 ? 0 : 1
  })
}

/** Sends deliveries at a steady rate, round after round. */
async function loadInRounds(
  given: Pick<Parameters<typeof loadPaced>[0], 'wrk' | 'url' | 'letter'>
): Promise<{ answers: number; refused: number; p99Ms: number[] }> {
  const all = { answers: 0, refused: 0, p99Ms: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    const { answers, refused, p99Ms } = await loadPaced({ ...given, rate, seconds })
    all.answers += answers
    all.refused += refused
    all.p99Ms.push(p99Ms)
  }
  return all
}

/**
 * Sends all oversized bodies repeatedly.
 *
 * @param until end, as a time of `performance.now()`
 */
async function uploadUntil(url: string, until: number): Promise<Seen['uploads']> {
  const sent = []
  while (performance.now() < until) {
    sent.push(...(await uploadAll(url)))
    await sleep(uploadMs)
  }
  return sent
}

/** Sends all bodies at the same time. */
function uploadAll(url: string, bodies: typeof uploads = uploads): Promise<Seen['uploads']> {
  return Promise.all(
    bodies.map(async upload => {
      const { name, refusedWith } = upload
      return { name, refusedWith, ...(await sendTooMuch(url, upload)) }
    })
  )
}
