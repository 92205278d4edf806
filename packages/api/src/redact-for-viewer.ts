import type {
  Act,
  AlertView,
  DeliveryRow,
  ListedConnection,
  OpenDelivery,
  OpenRegistration,
  OpenRun,
  RegistrationSummary,
  RunnableFlow,
  SubscriptionProgress,
  SwitchProgress,
  UserFlowSummary
} from '@hookwright/backend'
import type {
  Attempt,
  CleanupEntry,
  Deployment,
  FaultData,
  FlowImpact,
  Lifetime,
  Polling,
  Run,
  RunStatus,
  Step,
  Subscription,
  SubscriptionTerms,
  Version,
  WhyCheck,
  WhyPlace
} from '@hookwright/model'
import type { withOwnExamples } from './own.ts'
import type { Person } from './permissions.ts'
import type { Context } from './trpc.ts'

/** Message that replaces the message of an error for viewers. */
const ownersError = 'Only the owner can see this error.'

/**
 * Redacts a fault for a person. Viewers get only its code, since its message may contain the
 * owner's values.
 */
const faultTold = <Kept extends FaultData | null>(person: Person, fault: Kept): Kept | FaultData =>
  fault === null || person.role !== 'viewer' ? fault : { code: fault.code, message: ownersError, details: {} }

/**
 * Redacts an alert for a person. Viewers do not get its reason, which may contain the owner's
 * values.
 */
export const alertForViewer = (person: Person, alert: AlertView): AlertView => {
  if (person.role !== 'viewer') return alert
  const { about, sentence } = alert
  const why = 'Only the owner can see the reason.'
  return {
    ...alert,
    about: { ...about, why },
    sentence: about.why === '' ? sentence : sentence.replace(about.why, () => why)
  }
}

/**
 * Redacts a run's status for a person. Viewers get no messages that may quote the owner's values.
 */
const statusTold = (person: Person, status: RunStatus): RunStatus => {
  if (status.is === 'failed') return { ...status, fault: faultTold(person, status.fault) }
  if (person.role !== 'viewer') return status
  const why = 'Only the owner can see the reason.'
  if (status.is === 'on-hold') return { ...status, why }
  return status.is === 'waiting' && status.waitsFor.is === 'held'
    ? { ...status, waitsFor: { ...status.waitsFor, cause: why } }
    : status
}

/**
 * Redacts the terms of a subscription for a person. Viewers get no values, which may be secrets.
 */
const termsTold = (person: Person, terms: SubscriptionTerms): SubscriptionTerms => {
  if (person.role !== 'viewer') return terms
  const { registration, deregistration, renewal, listing } = terms
  return {
    ...terms,
    options: {},
    registration: registration && { ...registration, inputs: {} },
    deregistration: deregistration && { ...deregistration, inputs: {} },
    ...(renewal && { renewal: { ...renewal, inputs: {} } }),
    ...(listing && { listing: { ...listing, inputs: {} } })
  }
}

/**
 * Redacts the lifetime of a subscription for a person. Viewers get no reasons, which may quote
 * values.
 */
export const lifetimeForViewer = (person: Person, lifetime: Lifetime): Lifetime =>
  person.role === 'viewer'
    ? {
        ...lifetime,
        failed: faultTold(person, lifetime.failed),
        gaps: lifetime.gaps.map(gap => ({ ...gap, why: 'Only the owner can see the reason.' }))
      }
    : lifetime

/** Redacts a subscription for a person. */
export const subscriptionForViewer = (person: Person, subscription: Subscription): Subscription => ({
  ...subscription,
  terms: termsTold(person, subscription.terms),
  fault: faultTold(person, subscription.fault)
})

/** Redacts an attempt of a subscription for a person. */
export const attemptForViewer = (person: Person, attempt: Attempt): Attempt => ({
  ...attempt,
  fault: faultTold(person, attempt.fault)
})

/** Redacts a cleanup entry for a person. */
export const entryForViewer = (person: Person, entry: CleanupEntry): CleanupEntry => ({
  ...entry,
  why: faultTold(person, entry.why)
})

/**
 * Redacts the subject of an event for a person. Viewers get null, since the subject is a value of the
 * payload.
 */
const subjectTold = (person: Person, { subject }: { subject: string | null }): string | null =>
  person.role === 'viewer' ? null : subject

/** Redacts a run in a list of runs, together with the subject of its event, for a person. */
export const listedRunForViewer = <Value extends Run & { subject: string | null }>(
  person: Person,
  run: Value
): Value => ({ ...runForViewer(person, run), subject: subjectTold(person, run) })

const runForViewer = <Value extends Run>(person: Person, run: Value): Value => ({
  ...run,
  status: statusTold(person, run.status)
})

type WholeRun = OpenRun['run']

/** Redacts a run with its trace for a person. Viewers get no values and URLs. */
export const wholeRunForViewer = (person: Person, run: WholeRun): WholeRun => {
  if (person.role !== 'viewer') return run
  const steps = run.steps?.map(
    ({ path, status, from, to, fault }): Step => ({
      path,
      status,
      from,
      to,
      ...(fault === undefined ? {} : { fault: faultTold(person, fault) })
    })
  )
  return { ...runForViewer(person, run), steps: steps ?? null, result: null }
}

/** Redacts a delivery in a list for a person. */
export const deliveryForViewer = <Value extends DeliveryRow>(person: Person, row: Value): Value => ({
  ...row,
  subject: subjectTold(person, row),
  run: row.run && runForViewer(person, row.run),
  failure: row.failure === null || person.role !== 'viewer' ? row.failure : ownersError
})

/** Redacts a delivery for a person. Viewers do not get its payload and results. */
export const openDeliveryForViewer = (person: Person, delivery: OpenDelivery): OpenDelivery => {
  const shown = {
    ...deliveryForViewer(person, delivery),
    runs: delivery.runs.map(run => runForViewer(person, run))
  }
  return person.role === 'viewer' ? { ...shown, arrival: null, outputs: null } : shown
}

/** Redacts the steps of an attempt for a person. Viewers get no URLs and values. */
const actTold = <Value extends Act>(person: Person, act: Value): Value => ({
  ...act,
  lines: act.lines.map(line => ({
    ...line,
    fault: faultTold(person, line.fault),
    requests: person.role === 'viewer' ? [] : line.requests
  }))
})

const subscriptionProgressTold = <Value extends SubscriptionProgress>(
  person: Person,
  progress: Value
): Value => ({
  ...actTold(person, progress),
  subscription: subscriptionForViewer(person, progress.subscription),
  attempt: progress.attempt && attemptForViewer(person, progress.attempt)
})

const pollingForViewer = (person: Person, polling: Polling): Polling => ({
  ...polling,
  failure: polling.failure && { ...polling.failure, fault: faultTold(person, polling.failure.fault) }
})

/** Redacts the progress of turning on or off for a person. */
export const progressForViewer = (person: Person, progress: SwitchProgress): SwitchProgress => ({
  ...subscriptionProgressTold(person, progress),
  lifetime: progress.lifetime && lifetimeForViewer(person, progress.lifetime),
  polling: progress.polling && pollingForViewer(person, progress.polling),
  successor: progress.successor && subscriptionProgressTold(person, progress.successor)
})

/** Redacts a registration at a service for a person. */
export const registrationForViewer = <Value extends RegistrationSummary>(
  person: Person,
  registration: Value
): Value => ({
  ...registration,
  subscription: subscriptionForViewer(person, registration.subscription),
  lifetime: registration.lifetime && lifetimeForViewer(person, registration.lifetime),
  entry: registration.entry && entryForViewer(person, registration.entry)
})

/** Redacts an open registration with its request log. */
export const openRegistrationForViewer = (person: Person, open: OpenRegistration): OpenRegistration => ({
  ...registrationForViewer(person, open),
  attempts: open.attempts.map(act => ({
    ...actTold(person, act),
    attempt: attemptForViewer(person, act.attempt)
  }))
})

/**
 * Names of the checks whose reasons may quote the owner's values. Such a reason contains a message of a
 * service, a run or the draft.
 */
const ownWhys: WhyPlace[] = ['registration', 'polling', 'state', 'run']

/** Redacts one check of the page "Why didn't it run?" for a person. */
export const whyForViewer = (person: Person, line: WhyCheck): WhyCheck =>
  person.role === 'viewer' && line.why !== null && ownWhys.includes(line.place)
    ? { ...line, why: 'Only the owner can see the reason.' }
    : line

/** Part of the context that resolves names of people. */
type Names = Pick<Context, 'people'>

/** Name shown for a removed member. */
const SOMEONE = 'a former member'

/** Redacts a flow in a list for a person. Adds the owner's name unless the person is the owner. */
export const summaryForViewer = (
  { people, person }: Names & { person: Person },
  summary: UserFlowSummary
) => ({
  ...summary,
  ownerName: summary.ownerId === person.id ? null : (people.nameOf(summary.ownerId) ?? SOMEONE),
  subscription: summary.subscription && subscriptionForViewer(person, summary.subscription),
  successor: summary.successor && subscriptionForViewer(person, summary.successor),
  lastRun: summary.lastRun && {
    ...summary.lastRun,
    status: statusTold(person, summary.lastRun.status)
  }
})

/** Returns a runnable flow for a person, with the owner's name if the owner is another member. */
export const runnableForViewer = (
  { people, person }: Names & { person: Person },
  { ownerId, ...flow }: RunnableFlow
) => ({
  ...flow,
  ownerName: ownerId === person.id ? null : (people.nameOf(ownerId) ?? SOMEONE)
})

/** Returns the drift of an event, with the names of those who ignored a finding. */
export const driftForViewer = (
  { people }: Names,
  event: Awaited<ReturnType<typeof withOwnExamples>>[number]
) => ({
  ...event,
  findings: event.findings.map(({ ignored, ...finding }) => ({
    ...finding,
    ignoredBy: ignored === null ? null : (people.nameOf(ignored.by) ?? SOMEONE)
  }))
})

/** Returns a version with the name of its maker. */
export const versionForViewer = ({ people }: Names, version: Version): Version => ({
  ...version,
  createdBy: people.nameOf(version.createdBy) ?? SOMEONE
})

/** Returns a deployment with the name of the person who deployed it. */
export const deploymentForViewer = ({ people }: Names, deployment: Deployment): Deployment => ({
  ...deployment,
  by: deployment.by === null ? null : (people.nameOf(deployment.by) ?? SOMEONE)
})

/** Returns the impact of a deployment on a flow, with the name of its owner. */
export const impactForViewer = ({ people }: Names, { ownerId, ...impact }: FlowImpact) => ({
  ...impact,
  ownerName: people.nameOf(ownerId) ?? SOMEONE
})

/** Adds the owners' names to flows; null for a removed owner. */
export const withOwnerNames = <Thing extends { ownerId: string }>({ people }: Names, things: Thing[]) =>
  things.map(thing => ({ ...thing, ownerName: people.nameOf(thing.ownerId) }))

/** Adds the names of members to a listed connection; null for a removed member. */
export const connectionForViewer = (context: Names, { shares, users, ...connection }: ListedConnection) => ({
  ...connection,
  ownerName: context.people.nameOf(connection.ownerId),
  shares: shares.map(({ target, by, at }) => ({
    target,
    name: target.with === 'person' ? context.people.nameOf(target.personId) : null,
    byName: context.people.nameOf(by),
    at
  })),
  users: withOwnerNames(context, users)
})
