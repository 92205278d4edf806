import {
  type AlertAbout,
  alertWhy,
  type CleanupEntry,
  type Connection,
  type DriftFinding,
  dateHintOf,
  type FaultData,
  formatBreakerReason,
  formatFaultForAlert,
  formatHold,
  type Gap,
  type Id,
  isPollBlocked,
  type LostConnection,
  type Millis,
  type NewAlert,
  nameOfDriftPlace,
  type OpenBreaker,
  type PollFailure,
  type Run,
  type Subscription
} from '@hookwright/model'
import type { BreakerRef } from '../breakers/breakers.ts'
import type { Effects } from '../kernel/effects.ts'

/*
 * Alerts as the acts write them, in the commit of what they tell of. What each calls its fact is said once, whoever comes
 * to know of it again. They leave the house, so that none quotes what a service said: who goes to the place that an alert
 * names sees that.
 */

type Ids = Pick<Effects, 'newId'>

const alertOf = ({ newId }: Ids, at: Millis, fact: string, about: AlertAbout): NewAlert => ({
  id: newId(),
  at,
  fact: `${about.kind}/${fact}`,
  about
})

const thingsOf = ({ id, flowId, terms }: Subscription) => ({
  flowId,
  subscriptionId: id,
  connectorId: terms.connectorId,
  connectionId: terms.connectionId
})

/**
 * Returns an alert for a run on hold, one for each hold. For a helper flow's run, the alert names the
 * subscription's flow, so that its owner is notified.
 */
export const onHoldAlert = (
  ids: Ids,
  run: Pick<Run, 'id' | 'flowId' | 'subscriptionId'>,
  params: { why: string; connectorId: Id | null; at: Millis }
): NewAlert => {
  const { id: runId, flowId, subscriptionId } = run
  const { connectorId, at } = params
  const about = { flowId, runId, subscriptionId, connectorId, why: alertWhy(params.why) }
  return alertOf(ids, at, `${runId}/${at}`, { kind: 'run-on-hold', ...about })
}

/** Returns an alert for a subscription that may have missed events since `gap.from`. */
export const lostAlert = (
  ids: Ids,
  row: Subscription,
  gap: Pick<Gap, 'from' | 'why'>,
  at: Millis
): NewAlert =>
  alertOf(ids, at, `${row.id}/${gap.from}`, {
    kind: 'subscription-lost',
    ...thingsOf(row),
    since: gap.from,
    why: alertWhy(gap.why)
  })

/**
 * Returns an alert for a failed renewal. Later failed attempts to renew before the same expiry update this
 * alert.
 */
export const renewalAlert = (
  ids: Ids,
  row: Subscription,
  params: { expiresAt: Millis; nextAt: Millis | null; fault: FaultData | null; at: Millis }
): NewAlert => {
  const { expiresAt, nextAt, fault, at } = params
  const why = alertWhy(fault === null ? '' : formatFaultForAlert(fault))
  const about = { kind: 'renewal-failed' as const, ...thingsOf(row), expiresAt, nextAt, why }
  return alertOf(ids, at, `${row.id}/${expiresAt}`, about)
}

/** Returns an alert for a registration whose response was lost. */
export const uncertainAlert = (ids: Ids, row: Subscription, fault: FaultData, at: Millis): NewAlert =>
  alertOf(ids, at, row.id, {
    kind: 'registration-uncertain',
    ...thingsOf(row),
    why: alertWhy(formatFaultForAlert(fault))
  })

/** Number of failed attempts to remove a registration before there is an alert. They take about an hour. */
const MANY_TRIES = 4

/**
 * Returns an alert for a registration that could not be removed at its service. Undefined if an automatic
 * retry may still succeed. There is one alert per subscription.
 */
export const stuckAlert = (
  ids: Ids,
  row: Subscription,
  params: Pick<CleanupEntry, 'tries' | 'nextAt'> & { fault: FaultData | null; at: Millis }
): NewAlert | undefined => {
  const { tries, nextAt, fault, at } = params
  if (nextAt !== null && tries < MANY_TRIES) return undefined
  const why = alertWhy(fault === null ? '' : formatFaultForAlert(fault))
  return alertOf(ids, at, row.id, { kind: 'cleanup-stuck', ...thingsOf(row), tries, nextAt, why })
}

/** Number of consecutive failed polls before an alert. */
const MANY_POLLS = 3

/**
 * Returns an alert for a flow whose polls fail repeatedly; there is one until a poll succeeds. Returns
 * undefined for fewer than `MANY_POLLS` failures, and for a lost authorization or an open breaker, which
 * raise other alerts.
 */
export const pollFailedAlert = (
  ids: Ids,
  row: Subscription,
  failure: PollFailure,
  nextAt: Millis | null
): NewAlert | undefined => {
  const { fault, count, since, at } = failure
  if (count < MANY_POLLS || fault.code === 'connection.authorization-lost' || isPollBlocked(failure))
    return undefined
  const about = { ...thingsOf(row), tries: count, nextAt, why: alertWhy(formatFaultForAlert(fault)) }
  return alertOf(ids, at, `${row.id}/${since}`, { kind: 'poll-failed', ...about })
}

/** Returns an alert for a flow on hold. There is one alert until the hold ends. */
export const flowOnHoldAlert = (
  ids: Ids,
  row: Subscription,
  { since, lost }: { since: Millis; lost: LostConnection[] }
): NewAlert =>
  alertOf(ids, since, `${row.id}/${since}`, {
    kind: 'flow-on-hold',
    ...thingsOf(row),
    why: alertWhy(formatHold({ lost }))
  })

/**
 * Returns an alert for a connection that lost its authorization. Each loss raises a separate alert.
 */
export const authorizationLostAlert = (
  ids: Ids,
  { id: connectionId, connectorId, purpose }: Connection,
  why: string,
  at: Millis
): NewAlert =>
  alertOf(ids, at, `${connectionId}/${at}`, {
    kind: 'authorization-lost',
    ...{ connectorId, connectionId, purpose },
    why: alertWhy(why)
  })

/** Returns an alert for an open breaker. There is one alert until the breaker closes. */
export const breakerAlert = (
  ids: Ids,
  { connectorId, connectionId, host, open: { since, until, why } }: BreakerRef & { open: OpenBreaker }
): NewAlert =>
  alertOf(ids, since, `${connectionId ?? connectorId}/${host}/${since}`, {
    kind: 'breaker-open',
    ...{ connectorId, connectionId, host },
    probeAt: until,
    why: alertWhy(`${capital(formatBreakerReason(why))}.`)
  })

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** Ends of the sentences that describe drift findings, by kind: “… is missing”. */
const driftTexts: Record<DriftFinding['kind'], string> = {
  missing: 'is missing',
  unfit: 'does not fit',
  new: 'is new'
}

/** Maximum number of paths listed in an alert. An entirely different body would have hundreds. */
const MOST_PLACES = 5

/**
 * Returns an alert for the drift of an event. `looked` is the number of checked deliveries, which makes the
 * alert id of each check unique.
 */
export const driftAlert = (
  ids: Ids,
  found: {
    connectorId: Id
    versionId: Id
    eventFlowId: Id
    looked: number
    findings: Pick<DriftFinding, 'kind' | 'root' | 'path' | 'output' | 'seen'>[]
  },
  at: Millis
): NewAlert => {
  const { connectorId, versionId, eventFlowId, looked, findings } = found
  const named = findings
    .slice(0, MOST_PLACES)
    .map(finding => `${nameOfDriftPlace(finding)} ${driftTexts[finding.kind]}`)
  const more = findings.length > MOST_PLACES ? `, and ${findings.length - MOST_PLACES} more` : ''
  const hints = [...new Set(findings.map(dateHintOf))].join('')
  const why = alertWhy(`${named.join(', ')}${more}.${hints}`)
  const about = { connectorId, eventFlowId, flowId: null, why }
  return alertOf(ids, at, `${versionId}/${eventFlowId}/${looked}`, { kind: 'drift-found', ...about })
}
