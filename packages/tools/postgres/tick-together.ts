import { setTimeout as sleep } from 'node:timers/promises'
import { turnOn } from '../bench/product/prepare-product.ts'
import type { DatabaseReader } from './read-database.ts'
import type { Servers } from './start-servers.ts'

/** Number of flows that a schedule starts each minute. */
const flows = 100

/** Time between two kills, in milliseconds. */
const killEveryMs = 20_000

const minuteMs = 60_000

/**
 * Maximum delay of a flow's start after its minute, in milliseconds. It includes a takeover of the schedules
 * by another process.
 */
const lateMs = 45_000

/**
 * Runs flows that start every minute while processes are killed, and counts the starts.
 *
 * @returns a sentence for each breach
 */
export async function tickTogether(
  servers: Servers,
  reader: Pick<DatabaseReader, 'ticks'>,
  { minutes, chance, say }: { minutes: number; chance: () => number; say: (text: string) => void }
): Promise<string[]> {
  if (minutes === 0) return []
  const restart = async (at: number): Promise<void> => {
    await servers.kill(at)
    await servers.startAgain(at)
  }
  // None has another clock any more.
  for (const at of servers.products.keys()) await restart(at)
  const [api] = servers.apis
  if (api === undefined) throw new Error('There is no process.')
  const start = {
    id: 'start',
    type: 'scheduled',
    config: {
      ...{ every: 'cron', cron: '* * * * *', zone: 'UTC', count: 1, at: '07:00', days: [1], atOnce: 'any' }
    },
    inputs: {}
  }
  const doc = { schemaVersion: 1 as const, strip: [start.id], cards: { [start.id]: start } }
  for (let made = 1; made <= flows; made += 1) {
    const { id } = await api.flows.create.mutate({ name: `Each minute ${made}`, doc })
    await turnOn(api, id)
  }
  const from = Math.ceil(Date.now() / minuteMs) * minuteMs
  const until = from + minutes * minuteMs
  let kills = 0
  while (Date.now() + killEveryMs < until) {
    await sleep(killEveryMs)
    await restart(Math.floor(chance() * servers.products.length))
    kills += 1
  }
  await sleep(until - Date.now() + lateMs)
  const ticks = (await reader.ticks()).filter(({ at }) => at >= from && at < until)
  const twice = ticks.filter(({ count }) => count !== 1).length
  const wanted = flows * minutes
  say(
    `${flows} flows were started every minute for ${minutes} minutes with ${kills} kills: ${ticks.length} of ${wanted} ` +
      `starts, ${twice} of them not once.`
  )
  return ticks.length === wanted && twice === 0
    ? []
    : ['Flows with a schedule are not started once each time.']
}
