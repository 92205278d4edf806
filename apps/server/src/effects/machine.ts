import { promises as dns } from 'node:dns'
import type { Millis } from '@hookwright/model'
import type { Resolve } from './guarded-connector.ts'

/** Effects of the machine: clock, timers, DNS lookup and trusted certificates. Tests may inject their own. */
export interface Machine {
  clock: () => Millis
  /** Calls back after the given number of milliseconds unless the returned function is called before. */
  after: (delay: Millis, act: () => void) => () => void
  resolve: Resolve
  /** Certificates of the authorities to trust, as PEM, instead of the usual ones. */
  authorities?: string
  /** Port of the stand-in for a host, if it differs from the port in the URL. */
  portOf?: (hostname: string) => number | undefined
}

/** The one that the server runs on. */
export const thisMachine: Machine = {
  clock: Date.now,
  after: (delay, act) => {
    const timer = setTimeout(act, delay)
    return () => clearTimeout(timer)
  },
  resolve: hostname => dns.lookup(hostname, { all: true })
}
