import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { inspect } from 'node:util'
import { pushPayload } from '../bench/payload.ts'
import { memoryOf } from '../bench/process-figures.ts'
import { benchFlow } from '../bench/product/bench-flow.ts'
import { doublings } from '../bench/product/documents.ts'
import { prepareProduct } from '../bench/product/prepare-product.ts'
import { signatureOf } from '../bench/product/signed.ts'
import { withProduct } from '../bench/product/with-product.ts'
import { endOf } from '../commands/exit-code.mjs'
import type { Harness, Signals } from '../harness/harness.ts'
import { watch } from '../harness/watch.ts'
import { type Hostile, hostileBodies } from './bodies.mjs'
import { type AttackFigures, missesOf, type Parsed } from './judge.ts'
import { type LoopFigures, loopFlags, readLoop } from './loop-figures.ts'
import { sendEvents } from './send-events.ts'
import { watchEnd } from './watch-end.ts'

type AttackName = 'doublings' | 'bodies' | 'xml' | 'silent'

const script = fileURLToPath(new URL('./attack-process.mjs', import.meta.url))

/** Rate of signed events during each attack, per second, and duration of an attack. */
const rate = 100
const attackMs = 12_000
const sender = '127.0.0.4'

/** Sampling interval of the memory, and maximum time to parse a body and run its flow, in milliseconds. */
const lookMs = 50
const parseMs = 250
const rounds = 5

const kilobyte = 1_024

/**
 * Attacks the built server in several ways, one after the other, while signed events arrive. Then measures
 * how long bodies that are hard to parse block its event loop.
 *
 * @returns the exit code
 */
export async function run(harness: Harness): Promise<number> {
  const { folder, signals, say } = harness
  const figures = join(folder, 'loop.json')
  const more = { env: { LOOP_FIGURES: figures }, nodeFlags: loopFlags, errors: 'pipe' as const }
  return withProduct(
    harness,
    async ({ product, api }) => {
      const howItEnded = watchEnd(product.child)
      try {
        const [signed] = await prepareProduct(api, { ...benchFlow, connector: 'Acme Code', signed: true })
        const [doubling] = await prepareProduct(api, {
          connector: 'Acme Mail',
          picks: { text: ['text'] },
          flows: [{ name: 'Double a text', cards: doublings('text', 20) }]
        })
        if (signed === undefined || doubling === undefined)
          throw new Error('There is no flow to be attacked.')
        const loop = readLoop(product.pid, figures)
        const body = pushPayload()
        const event = { body, signature: signatureOf(body) }

        const attack = async (name: string, act: () => Promise<string>): Promise<AttackFigures> => {
          await loop()
          const memory = watch(lookMs, () => memoryOf(product.pid).nowMb)
          const events = sendEvents({ url: signed.eventUrl, event, rate, from: sender })
          const [open] = await Promise.all([act(), sleep(attackMs)])
          const { answers, refused, p99Ms } = await events.stop()
          const attacked = {
            name,
            answers,
            refused,
            p99Ms,
            loop: await loop(),
            memoryMb: Math.max(...memory.end())
          }
          say(
            `${name}: events ${answers} refused ${refused.length} p99 ${p99Ms.toFixed(1)} ms event loop p99 ` +
              `${written(attacked.loop.p99Ms, attacked.loop.own.p99Ms)} longest ` +
              `${written(attacked.loop.mostMs, attacked.loop.own.mostMs)} memory at most ` +
              `${attacked.memoryMb.toFixed(0)} MB${open === '' ? '' : ` sockets open at the end ${open}`}`
          )
          return attacked
        }

        const by = (name: AttackName, url = doubling.eventUrl) => attackFrom(signals, name, url)
        const { url } = product
        const attacks = [
          await attack('nothing', async () => ''),
          await attack('600 sockets of 4 MB', () => by('bodies', url)),
          await attack('2,200 silent sockets', () => by('silent', url)),
          await attack('XML of < and of spaces', () => by('xml')),
          await attack('12 doubling events', () => by('doublings'))
        ]
        let failed: string | null = null
        const parsed = await parseAll(doubling.eventUrl, loop, say).catch(thrown => {
          failed = `The parsing could not be measured: ${inspect(thrown)}`
          return []
        })
        if (!(await isHealthy(url))) failed = 'The server did not answer at the end.'
        failed = howItEnded() ?? failed
        const misses = missesOf({ attacks, expected: (rate * attackMs) / 1_000, parsed, failed })
        for (const miss of misses) say(miss)
        const most = (values: number[]) => Math.max(...values)
        say(
          `hostile refused ${attacks.reduce((sum, { refused }) => sum + refused.length, 0)} event loop p99 at most ` +
            `${written(most(attacks.map(each => each.loop.p99Ms)), most(attacks.map(each => each.loop.own.p99Ms)))} memory at most ` +
            `${most(attacks.map(each => each.memoryMb)).toFixed(0)} MB longest parsing ` +
            `${most([0, ...parsed.map(each => each.mostMs)]).toFixed(1)} ms goals ${misses.length === 0 ? 'reached' : `missed ${misses.length}`}`
        )
        return misses.length === 0 ? 0 : 1
      } catch (thrown) {
        say(howItEnded() ?? 'The server runs.')
        throw thrown
      }
    },
    more
  )
}

/**
 * Formats a delay of the event loop, and the part of it that the server itself caused: “12.3 ms (own 4.5)”.
 */
function written(ms: number, ownMs: number) {
  return `${ms.toFixed(1)} ms (own ${ownMs.toFixed(1)})`
}

/**
 * Sends each hostile body separately, several times. Returns the shortest time that each blocked the event
 * loop.
 */
async function parseAll(
  url: string,
  loop: () => Promise<LoopFigures>,
  say: (text: string) => void
): Promise<Parsed[]> {
  const calm = await longestOf(
    { url, loop },
    { name: 'a small body', contentType: 'application/json', body: '{}' }
  )
  say(
    `a small body: longest ${written(calm.mostMs, calm.ownMs)}, which the machine and not a parser takes; the others are given beyond it`
  )
  const parsed = []
  for (const size of [256 * kilobyte, 1_024 * kilobyte]) {
    for (const body of hostileBodies(size)) {
      const longest = await longestOf({ url, loop }, body)
      const mostMs = Math.max(0, longest.mostMs - calm.mostMs)
      const ownMs = Math.max(0, longest.ownMs - calm.ownMs)
      const name = `${body.name}, ${size / kilobyte} KB`
      say(`${name}: longest ${written(mostMs, ownMs)}`)
      parsed.push({ name, mostMs, ownMs })
    }
  }
  return parsed
}

/**
 * Measures how long a hostile body blocks the event loop at most. The body is sent in several rounds; the
 * best round counts.
 */
async function longestOf({ url, loop }: { url: string; loop: () => Promise<LoopFigures> }, body: Hostile) {
  let mostMs = Number.POSITIVE_INFINITY
  let ownMs = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round += 1) {
    await loop()
    await post(url, body)
    await sleep(parseMs)
    const figures = await loop()
    mostMs = Math.min(mostMs, figures.mostMs)
    ownMs = Math.min(ownMs, figures.own.mostMs)
  }
  return { mostMs, ownMs }
}

function isHealthy(url: string) {
  return fetch(`${url}/healthz`).then(
    answer => answer.ok,
    () => false
  )
}

async function post(url: string, { contentType, body }: Hostile) {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': contentType }, body })
  await answer.text()
}

/**
 * Attacks a server from a separate process.
 *
 * @returns the output of the attack; empty for none
 * @throws Error when the attack fails
 */
async function attackFrom(signals: Signals, name: AttackName, url: string): Promise<string> {
  const child = spawn(process.execPath, [script, name, url, String(attackMs)], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  signals.passTo(child)
  const [said, code] = await Promise.all([text(child.stdout), endOf(child)])
  if (code !== 0) throw new Error(`The attack "${name}" ended with code ${code}; it says why above.`)
  return said.trim()
}
