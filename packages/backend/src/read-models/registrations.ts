import {
  type Attempt,
  type CleanupEntry,
  Fault,
  type Id,
  type Lifetime,
  type Millis,
  type SignaturePlace,
  type Subscription
} from '@hookwright/model'
import type { RegistrationFilter, SubscriptionRow, SubscriptionTimes } from '@hookwright/store'
import type { LastMatched } from '../intake/last-matched.ts'
import { memoize } from '../kernel/weighted-cache.ts'
import { yieldToEventLoop } from '../kernel/yield-to-event-loop.ts'
import { mayRetry } from '../registrations/cleanup.ts'
import { type Act, actOf } from '../registrations/progress.ts'
import type { RegistrationContext } from '../registrations/registration-context.ts'
import { lifetimeOf, shownOf } from '../registrations/rows.ts'
import { receivingOf } from '../revisions/receiving-of.ts'
import { type EventSummary, eventOf } from './about.ts'

/** Subscription with its possible leftovers at the service. */
export interface RegistrationSummary {
  subscription: Subscription
  flowId: Id
  flowName: string | null
  event: EventSummary | null
  /** Time until which the subscription still accepts events next to its successor. */
  answersUntil: Millis | null
  /** Time at which the registration expires at the service. */
  expiresAt: Millis | null
  /** Expiry and renewal state at the service; `null` if the subscription is not on. */
  lifetime: Lifetime | null
  /** Time of the newest stored delivery; `null` if there is none. */
  receivedAt: Millis | null
  /** Last time the service confirmed the registration; `null` if never. */
  confirmedAt: Millis | null
  /** Newest cleanup entry, open or closed. */
  entry: CleanupEntry | null
  /** True if the server can retry the entry. */
  mayRetry: boolean
}

/** Signature scheme of an event, with the last match: its time and the index of the matching key. */
export interface SignatureHint {
  place: Pick<SignaturePlace, 'from' | 'name'>
  last: { key: number; at: Millis } | null
}

/** Registration with all its attempts, or only the newest. They are in order, oldest first. */
export interface OpenRegistration extends RegistrationSummary {
  /** Time of the request that verified the Event URL. `null` if verification is not required. */
  probedAt: Millis | null
  signatures: SignatureHint[]
  attempts: (Act & { attempt: Attempt })[]
  /** Total number of attempts. */
  attemptCount: number
}

/** Queries on registrations that exist at services, or may exist. */
export interface Registrations {
  /**
   * Lists registrations that are open, uncertain or have an open cleanup entry, newest first. With `times:
   * false`, `receivedAt` and `confirmedAt` are not loaded and are `null`.
   */
  list: (filter?: RegistrationFilter & { times?: boolean }) => Promise<RegistrationSummary[]>
  /** Lists uncertain registrations that are not closed. They may exist at the service. */
  uncertain: () => Promise<{ id: Id; flowId: Id }[]>
  /**
   * Returns a subscription with its request log: all attempts, or only the `newest`. Throws
   * `subscription.gone`.
   */
  open: (id: Id, limit?: { newest?: number }) => Promise<OpenRegistration>
  /**
   * Closes an uncertain subscription with a reason, after a person has checked it at the service. Throws
   * `subscription.gone`, `subscription.not-uncertain`.
   */
  closeUncertain: (id: Id, reason: string) => Promise<void>
}

/** Returns the later of two times. */
const latestOf = (one: Millis | null, other: Millis | null): Millis | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other)

export const createRegistrations = (
  context: RegistrationContext,
  matched: Pick<LastMatched, 'of'>
): Registrations => {
  const { store, effects, specs, loadedRevisions } = context

  const signaturesOf = async (row: SubscriptionRow): Promise<SignatureHint[]> => {
    const { versionId, eventFlowId } = row.terms
    const loadedRevision = await loadedRevisions.of(versionId, null).catch(() => null)
    if (loadedRevision === null) return []
    const last = matched.of(row)
    return receivingOf(specs, loadedRevision.snapshot, eventFlowId).verify.map(
      ({ id, signature: { from, name } }) => ({
        place: { from, name },
        last: last[id] ?? null
      })
    )
  }

  const summaryOf = async (
    row: SubscriptionRow,
    nameOf: (flowId: Id) => Promise<string | null>,
    entries: CleanupEntry[],
    times: ReadonlyMap<Id, SubscriptionTimes>
  ): Promise<RegistrationSummary> => {
    const entry = entries.find(({ subscriptionId }) => subscriptionId === row.id) ?? null
    const { receivedAt = null, confirmedAt = null } = times.get(row.id) ?? {}
    return {
      subscription: shownOf(row),
      flowId: row.flowId,
      flowName: await nameOf(row.flowId),
      event: await eventOf(loadedRevisions, row.terms),
      answersUntil: row.answersUntil,
      expiresAt: row.expiresAt,
      lifetime: await lifetimeOf(context, row),
      receivedAt,
      confirmedAt: times.has(row.id) ? latestOf(confirmedAt, row.probedAt) : null,
      entry,
      mayRetry: mayRetry(row, entry)
    }
  }
  const nameOf = async (flowId: Id): Promise<string | null> =>
    (await store.flows.ownerOf(flowId))?.name ?? null
  /** Returns the attempts to show, and their total number. Each attempt costs a query for its run. */
  const attemptsOf = async (id: Id, newest: number | undefined) => {
    if (newest !== undefined) return store.subscriptions.newestAttempts(id, newest)
    const attempts = await store.subscriptions.attemptsOf(id)
    return { attempts, total: attempts.length }
  }
  const found = async (id: Id): Promise<SubscriptionRow> => {
    const row = await store.subscriptions.find(id)
    if (row === null) throw new Fault('subscription.gone')
    return row
  }

  return {
    list: async ({ times: hasTimes = true, ...filter } = {}) => {
      const entries = await store.cleanup.list()
      const names = memoize(nameOf)
      const summaries: RegistrationSummary[] = []
      const rows = await store.subscriptions.known(filter)
      const times = await store.subscriptions.timesOf(hasTimes ? rows.map(({ id }) => id) : [])
      for (const row of rows) {
        summaries.push(await summaryOf(row, names, entries, times))
        await yieldToEventLoop(effects)
      }
      return summaries
    },
    uncertain: () => store.subscriptions.uncertain(),
    open: async (id, { newest } = {}) => {
      const row = await found(id)
      const { attempts, total } = await attemptsOf(id, newest)
      return {
        ...(await summaryOf(
          row,
          nameOf,
          await store.cleanup.list(),
          await store.subscriptions.timesOf([id])
        )),
        probedAt: row.probedAt,
        signatures: await signaturesOf(row),
        attempts: await Promise.all(
          attempts.map(async attempt => ({ ...(await actOf(context, row, attempt)), attempt }))
        ),
        attemptCount: total
      }
    },
    closeUncertain: async (id, reason) => {
      const row = await found(id)
      if (row.status.is !== 'ended' || row.status.how !== 'uncertain') {
        throw new Fault('subscription.not-uncertain')
      }
      const at = effects.clock()
      await store.cleanup.addClosed({
        id: effects.newId(),
        subscriptionId: id,
        flowId: row.flowId,
        status: { is: 'closed', how: 'by-hand', reason, at },
        why: row.fault ?? new Fault('registration.uncertain').toData(),
        openedAt: row.since,
        tries: 0,
        nextAt: null
      })
    }
  }
}
