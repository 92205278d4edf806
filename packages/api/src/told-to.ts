import type { Attempt, CleanupEntry, FaultData, Run, Subscription } from '@hookwright/model'
import type { Person } from './permissions.ts'

/** A fault as a person is told of it: a viewer by its code alone, since the rest may hold values of the owner's. */
const faultTold = <Kept extends FaultData | null>(person: Person, fault: Kept): Kept | FaultData =>
  fault === null || person.role !== 'viewer'
    ? fault
    : { code: fault.code, message: 'What went wrong is told to the owner; ask them.', details: {} }

/** A subscription, or an attempt of one, as a person is told of it. */
export const toldOf = <Thing extends Subscription | Attempt>(person: Person, thing: Thing): Thing => ({
  ...thing,
  fault: faultTold(person, thing.fault)
})

/** A cleanup entry as a person is told of it. */
export const entryTold = (person: Person, entry: CleanupEntry): CleanupEntry => ({
  ...entry,
  why: faultTold(person, entry.why)
})

/** A run in a list as a person is told of it. */
export const runTold = (person: Person, run: Run): Run =>
  run.status.is === 'failed'
    ? { ...run, status: { ...run.status, fault: faultTold(person, run.status.fault) } }
    : run
