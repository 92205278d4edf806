import { buildApps } from '../commands/build.mjs'
import { root } from '../commands/root.mjs'
import { crashHistory } from '../crash/crash-history.mjs'
import { watchAcks } from '../disk/watch-acks.mjs'
import { breachesIn, checkHistory } from '../history/check-history.mjs'
import { dropUniqueIndex } from './drop-unique-index.mjs'
import { lateHistory } from './late-history.mjs'

/** Number of kills that is enough for most bugs to show. */
const mostKills = 4

/**
 * A bug injected into a real server, and the checker's findings about it.
 *
 * @typedef {object} Planted
 * @property {string} name
 * @property {() => Promise<string[]>} seen what the checker found of its kind
 */

/** @param {string} name */
const loaded = name => ['--import', new URL(`./plants/${name}.mjs`, import.meta.url).href]

/**
 * @param {import('../crash/crash-history.mjs').Plant} plant
 * @param {'lost' | 'doubled'} kind
 */
const crashing =
  (plant, kind, kills = mostKills) =>
  async () => {
    const { history } = await crashHistory({ kills, seed: 1, say: () => {}, plant })
    return checkHistory(history)[kind]
  }

/** @type {Planted[]} */
const planted = [
  {
    name: 'a delivery is acked before it is committed',
    seen: crashing({ nodeFlags: loaded('ack-before-commit') }, 'lost')
  },
  {
    name: 'the ids of deliveries have no unique index',
    seen: crashing({ alter: dropUniqueIndex }, 'doubled')
  },
  {
    name: 'a run is taken by a second server while the first still runs it',
    seen: crashing({ nodeFlags: loaded('no-lock'), second: true, longestMs: 400 }, 'doubled', 2)
  },
  {
    name: 'recovery takes what is done for what waits',
    seen: crashing({ nodeFlags: loaded('recovery-of-done') }, 'doubled')
  },
  {
    name: 'a commit is not synced (synchronous=NORMAL)',
    seen: async () => (await watchAcks({ acks: 100, nodeFlags: loaded('normal-sync') })).early
  },
  {
    name: 'a registration that came too late is not taken back',
    seen: async () => checkHistory(await lateHistory({ nodeFlags: loaded('no-compensation') })).unowned
  }
]

/**
 * Injects bugs into real servers one by one: the checker must find each, and nothing without one.
 *
 * @param {object} given
 * @param {(text: string) => void} given.say
 * @returns {Promise<number>} the exit code: 0 when each was found
 */
export async function runChecker({ say }) {
  if (!(await buildApps({ root, say }))) return 1
  let missed = 0
  for (const { name, seen } of planted) {
    const found = await seen()
    if (found.length === 0) missed += 1
    say(`${found.length === 0 ? 'MISSED' : `found ${found.length} times`}: ${name}. ${found[0] ?? ''}`)
  }
  const { history } = await crashHistory({ kills: mostKills, seed: 1, say: () => {} })
  const late = await lateHistory({ nodeFlags: [] })
  const wrong = [history, late].flatMap(each => breachesIn(checkHistory(each)))
  for (const sentence of wrong.slice(0, 20)) say(sentence)
  say(`planted ${planted.length} found ${planted.length - missed}, without a bug ${wrong.length} breaches`)
  return missed === 0 && wrong.length === 0 ? 0 : 1
}
