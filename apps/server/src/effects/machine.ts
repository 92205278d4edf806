import { promises as dns } from 'node:dns'
import type { Millis } from '@hookwright/model'
import type { Resolve } from './guarded-connector.ts'

/**
 * Effects of the machine: clock, timers, DNS lookups and trusted certificates. Tests may inject replacements.
 */
export interface Machine {
  clock: () => Millis
  /** Calls `act` after the given number of milliseconds, unless the returned function is called first. */
  after: (delay: Millis, act: () => void) => () => void
  resolve: Resolve
  /** Trusted certificate authorities as PEM, instead of the default authorities. */
  authorities?: string
  /** Port of a host's local substitute in tests, if it differs from the port in the URL. */
  portOf?: (hostname: string) => number | undefined
}

/** Effects of the real machine. */
export const thisMachine: Machine = {
  clock: Date.now,
  after: (delay, act) => {
    const timer = setTimeout(act, delay)
    return () => clearTimeout(timer)
  },
  resolve: hostname => dns.lookup(hostname, { all: true })
}
