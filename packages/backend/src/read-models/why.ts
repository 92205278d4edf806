import {
  type Id,
  isBuiltIn,
  type LastRequest,
  type RefusalCount,
  type Run,
  type Subscription,
  sameJson,
  startKindOf,
  type WhyCheck,
  type WhyFacts,
  type WhyPlace,
  whyChecks
} from '@hookwright/model'
import type { Refusals } from '@hookwright/store'
import { createOpenBreakers } from '../breakers/open-breakers.ts'
import { eventUseOf } from '../flows/draft-states.ts'
import { isHandshake } from '../intake/refusals.ts'
import { pendingOf } from '../registrations/pending.ts'
import { successorOf } from '../registrations/progress.ts'
import { readinessOf } from '../registrations/readiness.ts'
import type { RegistrationContext } from '../registrations/registration-context.ts'
import { lifeOf } from '../registrations/rows.ts'
import { draftOf } from '../revisions/drafts.ts'
import { driftForUsers } from './drift/drift.ts'
import { stepNamesOf } from './open-run.ts'

/**
 * Stages that involve the service. For a flow without an event, they are shown only if they are the cause.
 */
const ofService = new Set<WhyPlace>(['event-url', 'registration'])

/** Number of newest deliveries to search for the last request that is not a handshake. */
const LOOKED_AT = 20

/** Sums the refusals of all subscriptions of a flow, by reason. */
const byReason = (counted: Refusals[]): RefusalCount[] => {
  const reasons = new Map<string, RefusalCount>()
  for (const { reason, count, lastAt } of counted) {
    const known = reasons.get(reason)
    reasons.set(reason, {
      reason,
      count: count + (known?.count ?? 0),
      lastAt: Math.max(lastAt, known?.lastAt ?? 0)
    })
  }
  return [...reasons.values()]
}

/**
 * Returns the newest request that was meant as an event, so no handshake. It is a stored delivery, or a later
 * refused request that was only counted.
 */
const lastRequestOf = async (
  { store }: RegistrationContext,
  flowId: Id,
  turnedAway: RefusalCount[]
): Promise<LastRequest | null> => {
  const { rows } = await store.deliveries.list({ scope: { flowId }, limit: LOOKED_AT })
  const kept = rows.find(({ status }) => !isHandshake(status))
  const counted = turnedAway.toSorted((one, other) => other.lastAt - one.lastAt)[0]
  if (counted !== undefined && counted.lastAt > (kept?.receivedAt ?? 0)) {
    const { reason, lastAt } = counted
    const verdict = { reason, facts: {} }
    return { at: lastAt, deliveryId: null, status: { is: 'refused', why: reason }, verdict }
  }
  return kept === undefined
    ? null
    : { at: kept.receivedAt, deliveryId: kept.id, status: kept.status, verdict: kept.verdict }
}

/**
 * Returns the newest run of the last request, or of the flow if the request has none. A replay of another
 * delivery does not show how the last event ended. For a run of a single record, a failed run of the same
 * delivery takes precedence.
 */
const lastRunOf = async (
  { store }: RegistrationContext,
  flowId: Id,
  request: LastRequest | null
): Promise<Run | null> => {
  const scope = { flowId }
  const newestOf = async (filter: { deliveryId?: Id }): Promise<Run | null> =>
    (await store.runs.list({ scope, withoutPolls: true, limit: 1, ...filter })).rows[0] ?? null
  const lastId = request?.deliveryId ?? null
  const newest = (lastId === null ? null : await newestOf({ deliveryId: lastId })) ?? (await newestOf({}))
  if (newest === null || newest.recordIndex === null || newest.deliveryId === null) return newest
  const { deliveryId } = newest
  const failed = await store.runs.list({ scope, deliveryId, status: 'failed', limit: 1 })
  return failed.rows[0] ?? newest
}

/**
 * Returns the path of the step where a run failed or stopped early. `null` if the run executed all its steps.
 */
const endOf = ({ status }: Run) =>
  status.is === 'failed' ? status.at : status.is === 'succeeded' ? (status.stoppedAt ?? null) : null

const withCard = async (context: RegistrationContext, run: Run): Promise<NonNullable<WhyFacts['run']>> => {
  const end = endOf(run)
  const whole = end === null ? null : await context.store.runs.find(run.id)
  const names = whole === null ? null : await stepNamesOf(context, whole)
  const at = whole?.steps?.findIndex(({ path }) => sameJson(path, end)) ?? -1
  return { run, card: names?.[at] ?? null }
}

/**
 * Loads details of a subscription that lists of flows leave out, such as its lifetime and its newest attempt.
 */
const subscribed = async ({ store, settings }: RegistrationContext, subscription: Subscription) => {
  const row = await store.subscriptions.find(subscription.id)
  const { is } = subscription.status
  const { publicUrl, connectorId } = subscription.terms
  const attempts = await store.subscriptions.attemptsOf(subscription.id)
  return {
    lifetime: row !== null && (is === 'on' || is === 'paused') ? lifeOf(row, attempts) : null,
    attempt: attempts.at(-1) ?? null,
    isElsewhere: !isBuiltIn(connectorId) && publicUrl !== undefined && publicUrl !== settings.publicUrl()
  }
}

/** Returns the open breakers that block the runs of a subscription. */
const openBreakersFor = async (
  context: RegistrationContext,
  { terms }: Subscription
): Promise<WhyFacts['openBreakers']> =>
  (await createOpenBreakers(context).list()).filter(
    ({ connectorId, connectionId }) =>
      connectorId === terms.connectorId && connectionId === terms.connectionId
  )

/**
 * Explains why a user's flow did not run, with a check for each stage of an event. Throws
 * `flow.gone`.
 */
export const whyOf = async (context: RegistrationContext, flowId: Id): Promise<WhyCheck[]> => {
  const { store, effects } = context
  const flow = await draftOf(context, flowId)
  const subscription = await store.subscriptions.currentOf(flowId)
  const wanted = subscription?.wanted === true ? subscription : null
  const turnedAway = byReason(await store.deliveries.refusalsOf(flowId))
  const request = await lastRequestOf(context, flowId, turnedAway)
  const run = await lastRunOf(context, flowId, request)
  const none = { lifetime: null, attempt: null, isElsewhere: false }
  const use = subscription?.terms ?? eventUseOf(context.specs, flow)
  const start = use === null ? 'event' : startKindOf(use)
  const lines = whyChecks({
    start,
    now: effects.clock(),
    subscription,
    successor: subscription && (await successorOf(context, subscription)),
    ...(subscription === null ? none : await subscribed(context, subscription)),
    openCleanup: await store.cleanup.countOpen(flowId),
    blockers:
      wanted === null ? (await readinessOf(context, flow)).blockers.map(({ message }) => message) : [],
    pending: (await pendingOf(context, { flow, wanted })).is,
    request,
    turnedAway,
    drift: subscription === null ? [] : await driftForUsers(store, subscription.terms),
    run: run && (await withCard(context, run)),
    openBreakers: subscription === null ? [] : await openBreakersFor(context, subscription),
    suspended: await store.waits.count({ flowId }),
    polling: wanted?.terms.polls ? await store.polls.find(wanted.id) : null,
    hasRoom: effects.hasRoom()
  })
  // Nobody outside sends what the installation tells of itself.
  return start === 'event' ? lines : lines.filter(({ place, isCause }) => isCause || !ofService.has(place))
}
