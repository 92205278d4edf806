import {
  type Attempt,
  type CleanupEntry,
  compareRegistrations,
  Fault,
  type Id,
  type ListedRegistration,
  type Millis,
  maskEventUrl,
  openGapOf,
  type Removal,
  type StoredRegistration,
  sameJson,
  withGap,
  withoutOpenGap
} from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import { lostAlert } from '../alerts/new-alert.ts'
import { orphanPlace, sealPlace } from '../kernel/seal-places.ts'
import { mayRetry } from './cleanup.ts'
import { listAtService, ownRegistrationsOf } from './listing.ts'
import { helperRun, type RegistrationContext } from './registration-context.ts'

/** Counts of a comparison between subscriptions and the service's list. */
export interface Compared {
  at: Millis
  /** Number of registrations at the service that send to this installation. */
  listed: number
  fine: number
  /** Number of subscriptions whose missing Registration Data was found. */
  adopted: number
  /** Number of newly found orphans. */
  found: number
  /** Subscriptions that should exist at the service but do not. */
  missing: Id[]
  /**
   * Number of subscriptions and cleanup entries whose registration has provably disappeared from the service.
   */
  gone: number
  /** Number of recent registrations that the service does not list yet. Their state is unknown. */
  early: number
}

/**
 * Registration at the service that no subscription uses. `own` is the subscription with the same Event URL,
 * if any.
 */
export interface Unowned {
  orphanId: Id
  own: SubscriptionRow | null
  remote: ListedRegistration
}

/** Result of a comparison, with the repairs that remain to be done. */
export interface Comparison {
  compared: Compared
  unowned: Unowned[]
}

const NOT_LISTED = 'The service no longer lists the subscription, so it sends no events.'

const wantedOrNewest = async (context: RegistrationContext, flowId: Id): Promise<SubscriptionRow | null> => {
  const { subscriptions } = context.store
  const wanted = await subscriptions.wantedOf(flowId)
  const [newest] = wanted === null ? await subscriptions.list(flowId) : []
  return wanted ?? (newest === undefined ? null : await subscriptions.find(newest.id))
}

/**
 * Returns the subscription whose listing flow a comparison uses. This is the given one, otherwise the flow's
 * wanted one, otherwise its newest. Throws `reconciliation.no-listing`, `subscription.gone` if the given one
 * belongs to another flow.
 */
const rowToCompare = async (
  context: RegistrationContext,
  flowId: Id,
  subscriptionId?: Id
): Promise<SubscriptionRow> => {
  const row =
    subscriptionId === undefined
      ? await wantedOrNewest(context, flowId)
      : await context.store.subscriptions.find(subscriptionId)
  if (subscriptionId !== undefined && row?.flowId !== flowId) throw new Fault('subscription.gone')
  if (row?.terms.listing === undefined) throw new Fault('reconciliation.no-listing')
  return row
}

/**
 * Loads the stored state of all registrations that the comparison covers, whether the service listed them or
 * not.
 */
const storedFor = async (
  context: RegistrationContext,
  row: SubscriptionRow,
  listed: ListedRegistration[]
): Promise<{
  rows: Map<Id, SubscriptionRow>
  stored: StoredRegistration[]
  entryOf: Map<Id, CleanupEntry>
}> => {
  const { store } = context
  const known = await store.subscriptions.knownOf(row.flowId)
  const ids = new Set([...known.map(({ id }) => id), ...listed.flatMap(({ of }) => of ?? [])])
  const rows = new Map<Id, SubscriptionRow>()
  const entryOf = new Map<Id, CleanupEntry>()
  for (const id of ids) {
    const one = await store.subscriptions.find(id)
    if (one === null) continue
    rows.set(id, one)
    const entry = await store.cleanup.openOf(id)
    if (entry !== null) entryOf.set(id, entry)
  }
  const { listing, versionId, connectionId } = row.terms
  const stored = [...rows.values()].map(
    (one): StoredRegistration => ({
      id: one.id,
      status: one.status,
      wanted: one.wanted,
      hasData: one.registrationData !== null,
      hasEntry: entryOf.has(one.id),
      entryNeedsData: needsData(one, entryOf.get(one.id)),
      isCovered:
        one.terms.versionId === versionId &&
        one.terms.connectionId === connectionId &&
        sameJson({ ...one.terms.listing }, { ...listing })
    })
  )
  return { rows, stored, entryOf }
}

/**
 * Returns true if all requests for a registration ended well before the list was requested. Only then does
 * its absence from the list prove that it is gone.
 */
const isLongAgo = (
  { settings }: RegistrationContext,
  row: SubscriptionRow | undefined,
  askedAt: Millis
): boolean => row !== undefined && row.since + settings.registrationTime <= askedAt

/** Returns true if a cleanup entry cannot be retried because its Registration Data is missing. */
const needsData = (row: SubscriptionRow, entry: CleanupEntry | undefined): boolean =>
  entry !== undefined && entry.nextAt === null && row.terms.deregistration !== null && !mayRetry(row, entry)

/**
 * Returns the reason why a listed registration should not exist, such as “No subscription in Hookwright has
 * this Event URL.”
 */
const whyUnowned = (own: SubscriptionRow | undefined): string => {
  if (own === undefined) return 'No subscription in Hookwright has this Event URL.'
  if (own.status.is === 'ended' && own.status.how === 'uncertain') {
    return 'The response to the registration was lost, so the flow stayed off, but the registration exists at the service.'
  }
  return 'The flow was turned off, but its registration still exists at the service.'
}

/**
 * Compares the registrations that a flow's service lists with the expected ones. Stores unowned registrations
 * as orphans, adopts missing data, closes entries that are proven gone, and opens a gap for a missing
 * registration. Changes nothing at the service. A given subscription is compared on its own terms, even if
 * the flow has newer terms. Throws `reconciliation.no-listing`, `subscription.gone`, and the fault of a
 * failed listing.
 */
export const reconcile = async (
  context: RegistrationContext,
  flowId: Id,
  subscriptionId?: Id
): Promise<Comparison> => {
  const { store, effects } = context
  const row = await rowToCompare(context, flowId, subscriptionId)
  const { listing, versionId, connectorId, connectionId } = row.terms
  if (listing === undefined) throw new Fault('reconciliation.no-listing')
  const run = helperRun(context, row, 'listing', listing.flowId)
  const attempt: Attempt = {
    id: effects.newId(),
    subscriptionId: row.id,
    kind: 'reconciliation',
    outcome: 'running',
    startedAt: run.startedAt,
    endedAt: null,
    fault: null,
    runId: run.id
  }
  await store.subscriptions.beginAttempt(row.id, { attempt, run, registrationData: null })
  // What comes on while the service is asked may be missing in its answer without being gone.
  const askedAt = effects.clock()
  const came = await listAtService(context, row, { listing, run, attemptId: attempt.id })
  const at = effects.clock()
  const { outcome, fault } = came
  await store.subscriptions.endAttempt(row.id, {
    at,
    attemptId: attempt.id,
    outcome,
    fault,
    run: came.run,
    closes: null
  })
  if (fault !== null) throw new Fault(fault.code, fault.details)

  const listed = await ownRegistrationsOf(context, came.listed)
  const { rows, stored, entryOf } = await storedFor(context, row, listed)
  const differences = compareRegistrations(stored, listed)
  const wanted = [...differences.fine, ...differences.adopt].flatMap(({ of }) => rows.get(of ?? '') ?? [])

  for (const { of, registrationData } of differences.adopt) {
    const sealed = effects.sealer.seal(
      JSON.stringify(registrationData),
      sealPlace(of ?? '', 'registration-data')
    )
    await store.renewals.learn(of ?? '', sealed)
    const entry = entryOf.get(of ?? '')
    if (entry === undefined || rows.get(of ?? '')?.status.is !== 'ended') continue
    await store.comparisons.planEntry(entry.id, { why: new Fault('cleanup.listed').toData(), nextAt: at })
  }
  const unowned: Unowned[] = []
  let found = 0
  for (const one of differences.remove) {
    const own = rows.get(one.of ?? '')
    const { deregistration, versionId: of } = own?.terms ?? row.terms
    const id = effects.newId()
    const whose = own && { subscriptionId: own.id }
    const removal: Removal | null = deregistration && { versionId: of, ...deregistration, ...whose }
    const data =
      one.registrationData === null
        ? null
        : effects.sealer.seal(JSON.stringify(one.registrationData), orphanPlace(id))
    const about = { id, connectorId, connectionId, remoteId: one.id, foundAt: at }
    const orphan = { ...about, url: maskEventUrl(one.eventUrl), reason: whyUnowned(own) }
    const added = await store.orphans.add(orphan, { data, removal })
    if (added.isNew) found++
    unowned.push({ orphanId: added.id, own: own ?? null, remote: one })
  }
  const missing = differences.recreate.filter(id => (rows.get(id)?.since ?? askedAt) < askedAt)
  for (const id of missing) {
    const one = rows.get(id)
    if (one === undefined) continue
    const gap = { from: at, why: NOT_LISTED }
    const gaps = withGap(one.gaps, gap)
    const plan = { renewAt: one.renewAt, renewTries: one.renewTries, gaps }
    const isNew = gaps !== one.gaps
    await store.renewals.plan(id, plan, isNew ? lostAlert(effects, one, gap, at) : undefined)
  }
  for (const one of wanted.filter(({ gaps }) => openGapOf(gaps)?.why === NOT_LISTED)) {
    const gaps = withoutOpenGap(one.gaps, at)
    await store.renewals.plan(one.id, { renewAt: one.renewAt, renewTries: one.renewTries, gaps })
  }
  const gone = differences.gone.filter(id => isLongAgo(context, rows.get(id), askedAt))
  for (const id of gone) {
    const reason = 'The service does not list the registration, so nothing is left there.'
    const entry = entryOf.get(id)
    if (entry !== undefined) await store.cleanup.close(entry.id, { how: 'gone', reason, at })
    await store.renewals.settleUncertain(id, { fault: new Fault('registration.not-there').toData() })
  }
  await closeOrphansGone(
    context,
    { versionId, connectorId, connectionId, deregistration: row.terms.deregistration },
    listed
  )
  const compared = {
    at,
    listed: listed.length,
    fine: differences.fine.length,
    adopted: differences.adopt.length,
    found,
    missing,
    gone: gone.length,
    early: differences.gone.length - gone.length
  }
  return { compared, unowned }
}

/** Closes the orphans that an earlier list contained but the current list does not. */
const closeOrphansGone = async (
  { store, effects }: RegistrationContext,
  through: Pick<SubscriptionRow['terms'], 'versionId' | 'connectorId' | 'connectionId' | 'deregistration'>,
  listed: ListedRegistration[]
): Promise<void> => {
  const there = new Set(listed.map(({ id }) => id))
  for (const { id, connectorId, connectionId, remoteId } of await store.orphans.listOpen()) {
    const isSame = connectorId === through.connectorId && connectionId === through.connectionId
    if (!isSame || remoteId === '' || there.has(remoteId)) continue
    const removal = (await store.orphans.find(id))?.removal ?? null
    const isOfThis =
      removal?.versionId === through.versionId && removal.flowId === through.deregistration?.flowId
    if (!isOfThis) continue
    const reason = 'The service no longer lists the registration.'
    await store.orphans.close(id, { how: 'removed', reason, at: effects.clock() })
  }
}
