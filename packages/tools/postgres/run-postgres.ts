import { chanceOf } from '../crash/start-load.ts'
import type { Harness } from '../harness/harness.ts'
import type { Numbers } from '../long-tests/define-long-test.ts'
import { fetchNode, newestLts } from '../package/fetch-node.ts'
import { actTogether } from './act-together.ts'
import { openCountingService } from './counting-service.ts'
import { judgeServers } from './judge-servers.ts'
import { startPair } from './start-pair.ts'
import { tickTogether } from './tick-together.ts'

/** Maximum number of sentences shown. Further ones are only counted. */
const mostShown = 20

/**
 * Kills and stalls processes on one PostgreSQL under load, stops PostgreSQL, and fails over to its standby.
 * Then checks the result of every event, and of actions performed on all processes at once.
 *
 * @param numbers.seed seed for the times of the disturbances
 * @returns the exit code: 0 when nothing was lost, doubled, unfinished, written late or done twice
 */
export async function run(
  harness: Harness,
  numbers: Numbers<'kills' | 'stops' | 'stalls' | 'failovers' | 'minutes' | 'seed'>
): Promise<number> {
  const { say } = harness
  const { kills, stops, stalls, failovers, minutes, seed } = numbers
  say(
    `Killing processes ${kills} times, stopping PostgreSQL ${stops} times, stalling ${stalls}, failing over ${failovers}, ` +
      `schedules for ${minutes} minutes; seed ${seed}.`
  )
  if (!(await fetchNode(newestLts))) return 1
  say(`The processes run on Node ${newestLts}.`)
  const chance = chanceOf(seed)
  const counting = await openCountingService()
  try {
    const breaches = await judgeServers(
      harness,
      { counting, chance },
      {
        disturb: async disturbances => {
          await disturbances.kill(kills)
          await disturbances.measured()
          await disturbances.stall(stalls)
          await disturbances.stop(stops)
          await disturbances.setApart()
          await disturbances.measured()
        },
        afterwards: async (servers, reader) => [
          // With clocks apart.
          ...(await actTogether(servers, counting, say)),
          ...(await tickTogether(servers, reader, { minutes, chance, say }))
        ]
      }
    )
    if (failovers > 0) {
      say('Now on a PostgreSQL server with a synchronous standby.')
      const failOver = {
        startPostgres: startPair,
        disturb: (disturbances: { failOver: (times: number) => Promise<void> }) =>
          disturbances.failOver(failovers)
      }
      breaches.push(...(await judgeServers(harness, { counting, chance }, failOver)))
    }
    for (const sentence of breaches.slice(0, mostShown)) say(sentence)
    if (breaches.length > mostShown) say(`There are ${breaches.length - mostShown} more breaches.`)
    return breaches.length === 0 ? 0 : 1
  } finally {
    await counting.close()
  }
}
