import Database from 'better-sqlite3'
import { crashHistory, type Plant } from '../crash/crash-history.ts'
import { watchAcks } from '../disk/watch-acks.ts'
import type { Harness } from '../harness/harness.ts'
import { breachesIn, checkHistory } from '../history/check-history.ts'
import { lateHistory } from './late-history.ts'

/** Maximum number of kills of the server in most of these tests. This is enough to reveal their bugs. */
const mostKills = 4

/** Bug that is injected into a real server, with the test that must reveal it. */
interface Planted {
  name: string
  /** Runs the server with the bug. Returns the breaches of the expected kind that the checker found. */
  seen: () => Promise<string[]>
}

const loaded = (name: string) => ['--import', new URL(`./plants/${name}.mjs`, import.meta.url).href]

const crashing =
  (plant: Plant, kind: 'lost' | 'doubled', kills = mostKills) =>
  async () => {
    const { history } = await crashHistory({ kills, seed: 1, say: () => {}, plant })
    return checkHistory(history)[kind]
  }

const planted: Planted[] = [
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
    seen: async () => (await watchAcks(100, { nodeFlags: loaded('normal-sync') })).early
  },
  {
    name: 'a registration that came too late is not taken back',
    seen: async () => checkHistory(await lateHistory({ nodeFlags: loaded('no-compensation') })).unowned
  }
]

/**
 * Injects bugs into real servers one by one. The checker must find each bug, and must find nothing without a
 * bug.
 *
 * @returns the exit code: 0 if so
 */
export async function run({ say }: Harness): Promise<number> {
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

/**
 * Drops the unique index on the dedup keys of deliveries.
 *
 * @param database database file that no process has open
 */
export function dropUniqueIndex(database: string) {
  const db = new Database(database)
  try {
    db.exec(`create table keys_without (flow integer not null, key blob not null, delivery integer not null, at integer not null);
      insert into keys_without select flow, key, delivery, at from delivery_keys;
      drop table delivery_keys;
      alter table keys_without rename to delivery_keys;`)
  } finally {
    db.close()
  }
}
