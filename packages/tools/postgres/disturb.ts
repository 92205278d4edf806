import { setTimeout as sleep } from 'node:timers/promises'
import type { History, Recorded, Seen } from '../history/history.ts'
import type { DatabaseReader } from './read-database.ts'
import type { sendLanes } from './send-lanes.ts'
import type { Servers } from './start-servers.ts'

/** Shortest and longest time between two disturbances, in milliseconds. */
const calm = { shortest: 500, longest: 3_500 }

/**
 * Time after a kill, in milliseconds, until all requests that the process had sent have arrived at the
 * service. Other processes take over its work only later.
 */
const underWayMs = 1_000

/**
 * Duration of a stall, in milliseconds. Long enough for a takeover: a process that was silent for 10 s is
 * replaced, which is checked every 5 s.
 */
const stallMs = 20_000

/** Lead of one process's clock over the others, and duration of the load meanwhile, in milliseconds. */
const apart = { aheadMs: 300_000, loadMs: 20_000 }

/** Maximum wait for a takeover or a response, in milliseconds. If it takes longer, the report says so. */
const longestWaitMs = 120_000

/** Results of disturbances, for the report. */
export interface Disturbed {
  /** Times of the disturbances, in milliseconds since 1970. */
  readonly killedAt: number[]
  readonly recorded: Recorded[]
  /** Time until all work that was open at a kill had ended, for each kill, in milliseconds. */
  readonly takeoversMs: number[]
  /** Time from the return of PostgreSQL to the next acknowledged event, in milliseconds. */
  readonly returnsMs: number[]
  /** Stalls, each with the time of its end by the database's clock. */
  readonly stalls: { name: string; continued: string }[]
  /**
   * Effects that a stalled process repeated after another process had finished them. A service cannot be
   * protected from these.
   */
  readonly repeated: Seen[]
}

/** Creates the empty results of a test with disturbances. */
export const startDisturbed = (): Disturbed => ({
  ...{ killedAt: [], recorded: [], takeoversMs: [], returnsMs: [], stalls: [], repeated: [] }
})

interface DisturbanceParams {
  readonly servers: Servers
  readonly reader: DatabaseReader
  readonly load: Pick<ReturnType<typeof sendLanes>, 'acks'>
  readonly effects: readonly Seen[]
  readonly chance: () => number
  readonly say: (text: string) => void
  readonly disturbed: Disturbed
}

/** Creates functions that disturb processes under load, and their database. */
export function createDisturbances(params: DisturbanceParams) {
  const { servers, reader, load, effects, chance, say, disturbed } = params
  const { killedAt, recorded, takeoversMs, returnsMs, stalls, repeated } = disturbed
  const measuring: Promise<void>[] = []
  const wait = () => sleep(calm.shortest + chance() * (calm.longest - calm.shortest))
  const anyOf = () => Math.floor(chance() * servers.products.length)
  /**
   * Begins the next “life”, the time between two disturbances. Effects that have ended before it must not be
   * repeated in it.
   */
  const beginLife = async (): Promise<void> => {
    recorded.push(...(await reader.recordedEffects(killedAt.length)))
    killedAt.push(Date.now())
  }

  const measureTakeover = async (): Promise<void> => {
    const started = performance.now()
    let open = await reader.openDeliveries()
    while (open.length > 0 && performance.now() - started < longestWaitMs) {
      await sleep(250)
      const still = new Set(await reader.openDeliveries())
      open = open.filter(id => still.has(id))
    }
    takeoversMs.push(performance.now() - started)
  }

  const kill = async (aheadMs?: number): Promise<void> => {
    await wait()
    const at = anyOf()
    await servers.kill(at)
    measuring.push(measureTakeover())
    await sleep(underWayMs)
    await beginLife()
    await servers.startAgain(at, aheadMs)
  }

  /** Replaces a process by one with a different clock, while the load continues. */
  const setApart = async (): Promise<void> => {
    await kill(apart.aheadMs)
    await sleep(apart.loadMs)
    say(
      `The clock of a process was ${apart.aheadMs / 1_000} s ahead for ${apart.loadMs / 1_000} s of the load.`
    )
  }

  const stop = async (): Promise<void> => {
    await wait()
    await beginLife()
    await servers.postgres.crash()
    killedAt.push(Date.now())
    await wait()
    killedAt.push(Date.now())
    await servers.postgres.restart()
    const back = performance.now()
    const isAnswered = () => load.acks.some(({ at }) => at > back)
    while (!isAnswered() && performance.now() - back < longestWaitMs) await sleep(20)
    const first = load.acks.find(({ at }) => at > back)
    returnsMs.push((first?.at ?? performance.now()) - back)
  }

  const stall = async (): Promise<void> => {
    await wait()
    const at = anyOf()
    const name = servers.nameOf(at)
    const pid = servers.products[at]?.pid ?? 0
    process.kill(pid, 'SIGSTOP')
    await sleep(underWayMs)
    await beginLife()
    await sleep(stallMs)
    const ended = new Set((await reader.recordedEffects(0)).map(({ run, key }) => key ?? run))
    const seen = effects.length
    killedAt.push(Date.now())
    const continued = await reader.now()
    process.kill(pid, 'SIGCONT')
    await sleep(2 * underWayMs)
    repeated.push(
      ...effects.slice(seen).filter(({ key }) => ended.has(key) || ended.has(key.split('/', 1)[0] ?? ''))
    )
    await servers.comeBack(at)
    stalls.push({ name, continued })
  }

  const repeat = async (times: number, what: string, act: () => Promise<void>): Promise<void> => {
    for (let done = 1; done <= times; done += 1) {
      await act()
      if (done % 10 === 0 || done === times) say(`${what} ${done} of ${times} times.`)
    }
  }

  return {
    kill: (times: number) => repeat(times, 'Killed a process', () => kill()),
    stop: (times: number) => repeat(times, 'Stopped PostgreSQL hard', stop),
    stall: (times: number) => repeat(times, 'Stalled a process', stall),
    /** Replaces the primary server by its standby, if PostgreSQL has one. */
    failOver: (times: number) => repeat(times, 'Failed over to the standby', stop),
    setApart,
    /** Waits until the takeovers of all kills are measured. */
    measured: async () => {
      await Promise.all(measuring)
    }
  }
}

/**
 * Waits until no work is open, or until there is no progress for too long. Returns the number of unfinished
 * items.
 */
export async function waitForIdle(reader: Pick<DatabaseReader, 'openWork'>): Promise<number> {
  let moved = performance.now()
  let open = await reader.openWork()
  while (open > 0 && performance.now() - moved < longestWaitMs) {
    await sleep(100)
    const now = await reader.openWork()
    if (now !== open) moved = performance.now()
    open = now
  }
  return open
}

/** Returns the history of the events and their runs for the checker. It does not include subscriptions. */
export async function historyOf(
  sent: History['sent'],
  effects: readonly Seen[],
  { reader, disturbed }: Pick<DisturbanceParams, 'reader' | 'disturbed'>
): Promise<History> {
  const once: Map<string, Recorded> = new Map()
  for (const each of disturbed.recorded) {
    const name = each.key ?? each.run
    if (!once.has(name)) once.set(name, each)
  }
  return {
    sent,
    ...(await reader.keptAndRun(disturbed.killedAt)),
    effects: [...effects],
    recorded: [...once.values()],
    ...{ subscriptions: [], there: [], integrity: [] }
  }
}
