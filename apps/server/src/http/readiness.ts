import { type Millis, SECOND, toFault } from '@hookwright/model'

/** Response of `/readyz`: ready, or the reasons why not. */
export interface ReadinessReport {
  ready: boolean
  /** Reasons for not being ready, as sentences. Empty while the server is ready. */
  reasons: string[]
}

/** Readiness of the server, which must be able to read, write, and store new events. */
export interface Readiness {
  report: () => Promise<ReadinessReport>
  /** Makes the server report that it is stopping. */
  stop: () => void
}

/** Cache time of a report. Frequent requests get the last one, since each check waits for the disk. */
const FRESH: Millis = SECOND

/** Time after which a check counts as failed. Orchestrators stop waiting for a probe soon after this. */
const PATIENCE: Millis = 4 * SECOND

const LATE = `The database did not answer within ${PATIENCE / SECOND} seconds. Check the database and its disk.`

export const createReadiness = (params: {
  /** Checks that throw when a database cannot be used. */
  probes: (() => Promise<void>)[]
  /** Returns false while new events are refused for lack of disk space. */
  hasRoom: () => boolean
  clock: () => Millis
  after: (delay: Millis, act: () => void) => () => void
}): Readiness => {
  const { probes, hasRoom, clock, after } = params
  let last: { at: Millis; report: Promise<ReadinessReport> } | null = null
  let isStopping = false
  /** Checks in progress. Each check is only repeated after it has ended. */
  const pending = new Map<() => Promise<void>, Promise<string[]>>()

  const ask = (probe: () => Promise<void>): Promise<string[]> => {
    const asked =
      pending.get(probe) ??
      probe().then(
        () => [],
        thrown => [toFault(thrown).message]
      )
    pending.set(probe, asked)
    asked.finally(() => pending.delete(probe))
    return asked
  }

  /**
   * Returns the reasons why a check fails. A check that does not end in time fails too, for example on a disk
   * that hangs.
   */
  const reasonOf = (probe: () => Promise<void>): Promise<string[]> =>
    new Promise(resolve => {
      const cancel = after(PATIENCE, () => resolve([LATE]))
      ask(probe).then(reasons => {
        cancel()
        resolve(reasons)
      })
    })

  const probeAll = async (): Promise<ReadinessReport> => {
    const reasons = (await Promise.all(probes.map(reasonOf))).flat()
    if (!hasRoom()) {
      reasons.push(
        'New events are refused because the disk of the data folder is nearly full. Free disk space.'
      )
    }
    return { ready: reasons.length === 0, reasons }
  }

  return {
    report: () => {
      if (isStopping) return Promise.resolve({ ready: false, reasons: ['The server is stopping.'] })
      const now = clock()
      // A clock that was set back must not keep an old report.
      if (last === null || Math.abs(now - last.at) >= FRESH) last = { at: now, report: probeAll() }
      return last.report
    },
    stop: () => {
      isStopping = true
    }
  }
}
