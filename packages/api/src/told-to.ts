import type {
  Attempt,
  CleanupEntry,
  Deployment,
  FaultData,
  FlowImpact,
  Run,
  Subscription,
  Version
} from '@hookwright/model'
import type { Person } from './permissions.ts'
import type { Context } from './trpc.ts'

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

/** What is asked for names of people. */
type Names = Pick<Context, 'people'>

/** What someone is called who is not here any more. */
const SOMEONE = 'someone who left'

/** A version with the name of its maker. */
export const versionTold = ({ people }: Names, version: Version): Version => ({
  ...version,
  createdBy: people.nameOf(version.createdBy) ?? SOMEONE
})

/** A deployment with the name of the one whose act it was. */
export const deploymentTold = ({ people }: Names, deployment: Deployment): Deployment => ({
  ...deployment,
  by: deployment.by === null ? null : (people.nameOf(deployment.by) ?? SOMEONE)
})

/** What a deployment means for a flow, with the name of its owner. */
export const impactTold = ({ people }: Names, { ownerId, ...impact }: FlowImpact) => ({
  ...impact,
  ownerName: people.nameOf(ownerId) ?? SOMEONE
})
