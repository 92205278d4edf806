import { Fault, type Id, REGISTRATION_FAILED, sameJson } from '@hookwright/model'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { cleanupEntries, deliveries, subscriptions } from '../../schema/schema.ts'
import { blobOfId } from '../../schema/uid.ts'
import type { Database } from '../../statements/database.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import { livingFlowRowid, subscriptionRowid } from '../../statements/rowid-of.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'
import type { SubscriptionStore, SwitchOnResult } from '../../store.ts'
import type { AlertWriter } from '../alerts/write-alerts.ts'
import { deleteFilteredKeys } from '../deliveries/dedup-keys.ts'
import { findSubscriptions } from './find-subscriptions.ts'
import { createReplacing } from './replace-subscription.ts'
import { addRevision, reviseSubscriptions } from './revise-subscription.ts'
import { versionUsers } from './version-users.ts'
import { wantedSubscriptions } from './wanted-subscriptions.ts'
import type { SubscriptionWriter } from './write-subscriptions.ts'

const bufferOf = (bytes: Uint8Array | null): Buffer | null => (bytes === null ? null : Buffer.from(bytes))

export const createSubscriptionStore = (
  file: Database,
  { writer, alerts }: { writer: SubscriptionWriter; alerts: AlertWriter }
): SubscriptionStore => {
  const { tables, write } = file
  const replacing = createReplacing(file)
  const wanted = (flow: number) => and(eq(subscriptions.flow, flow), eq(subscriptions.wanted, true))
  const selectRegistering = prepareOnce(() =>
    tables
      .select()
      .from(subscriptions)
      .where(and(eq(subscriptions.uid, sql.placeholder('uid')), eq(subscriptions.status, 'registering')))
      .prepare()
  )
  function* keptOf(id: Id): Steps<typeof subscriptions.$inferSelect | undefined> {
    return yield* get(tables.select().from(subscriptions).where(eq(subscriptions.uid, id)))
  }
  return {
    ...findSubscriptions(file),
    ...wantedSubscriptions(file),
    ...versionUsers(file),
    ...reviseSubscriptions(file, replacing),
    begin: ({ revision, snapshot, ...beginning }) =>
      write(function* (note) {
        const flow = yield* livingFlowRowid(tables, beginning.subscription.flowId)
        const other = yield* get(
          tables.select({ id: subscriptions.id }).from(subscriptions).where(wanted(flow))
        )
        if (other !== undefined) throw new Fault('subscription.already-on')
        yield* replacing.mustBeAlone(flow)
        yield* addRevision(tables, flow, revision, snapshot)
        yield* writer.begin(flow, { ...beginning, wanted: true }, note)
      }),
    beginSuccessor: ({ frozen, ...beginning }) =>
      write(function* (note) {
        const flow = yield* livingFlowRowid(tables, beginning.subscription.flowId)
        if ((yield* replacing.replaceable(flow)) === null) throw new Fault('flow.not-on')
        yield* replacing.mustBeAlone(flow)
        if (frozen !== null) yield* addRevision(tables, flow, frozen.revision, frozen.snapshot)
        yield* writer.begin(flow, { ...beginning, wanted: false }, note)
      }),
    becomeOn: (id, { at, attemptId, run, registrationData, answersUntil, ...came }) =>
      write(function* (note): Steps<SwitchOnResult> {
        const row = yield* get(selectRegistering(), { uid: blobOfId(id) })
        if (row === undefined) return { is: 'not-registering' }
        const old = row.wanted ? null : yield* replacing.replaceable(row.flow)
        if (!row.wanted && old === null) return { is: 'nobody-to-replace' }
        const data = bufferOf(registrationData)
        const { expiresAt, probedAt, compareAt = null } = came
        // What was registered for one that a list did not show is not settled until a list shows it.
        const healing = row.wanted ? null : row.healing
        const values = { since: at, registrationData: data, expiresAt, probedAt, compareAt, healing }
        const status = row.hold === null ? 'on' : 'paused'
        yield* writer.move(id, ['registering'], { status, ...values }, note)
        yield* writer.endAttempt({ at, attemptId, outcome: 'succeeded', fault: null, run }, note)
        if (old !== null) yield* replacing.handOver(old, id, { at, answersUntil }, note)
        if (old?.hold) yield* alerts.endHold(old.uid, at, note)
        return { is: 'on', replaced: old?.uid ?? null }
      }),
    endRegistering: (id, { at, how, fault, attemptId, outcome, run, cleanup, repair, alert }) =>
      write(function* (note) {
        const { compareAt, healing } = repair ?? { compareAt: null, healing: null }
        const over = { status: 'ended', how, wanted: false } as const
        const values = { ...over, since: at, fault, compareAt, healing }
        const ended = yield* writer.move(id, ['registering'], values, note)
        if (ended === null) return false
        if (ended.hold !== null) yield* alerts.endHold(id, at, note)
        yield* writer.endAttempt({ at, attemptId, outcome, fault, run }, note)
        if (cleanup !== null) yield* writer.openEntry(ended.id, cleanup, note)
        yield* alerts.raise(alert, note)
        const filtered = yield* all(
          tables
            .update(deliveries)
            .set({ status: 'filtered', why: REGISTRATION_FAILED })
            .where(and(eq(deliveries.subscription, ended.id), eq(deliveries.status, 'accepted')))
            .returning({ id: deliveries.uid })
        )
        yield* deleteFilteredKeys(tables, ended.id)
        for (const delivery of filtered) note('deliveries', delivery.id, id)
        return true
      }),
    beginDeregistering: (id, { at, attempt, run }) =>
      write(function* (note) {
        const kept = yield* keptOf(id)
        const off = { status: 'deregistering', wanted: false, since: at } as const
        const values = { ...off, compareAt: null, healing: null }
        const moved = yield* writer.move(id, ['on', 'paused'], values, note)
        if (moved === null) return false
        // From here on, nothing more is accepted for it, in no process.
        if (kept !== undefined) yield* replacing.moveWaitingDeliveries(kept, note)
        if (moved.hold !== null) yield* alerts.endHold(id, at, note)
        yield* writer.beginAttempt(moved.id, attempt, run, note)
        return true
      }),
    moveWaiting: (id, after) =>
      write(function* (note) {
        const old = yield* keptOf(id)
        const last = old && (yield* replacing.moveWaitingBatch(old, Number(after ?? 0), note))
        return typeof last === 'number' ? String(last) : null
      }),
    endDeregistering: (id, { at, attemptId, outcome, fault, run, cleanup, alert }) =>
      write(function* (note) {
        const how = (yield* keptOf(id))?.replacedBy ? 'replaced' : 'turned-off'
        const values = { status: 'ended', how, since: at, fault } as const
        const ended = yield* writer.move(id, ['deregistering'], values, note)
        if (ended === null) return
        yield* writer.endAttempt({ at, attemptId, outcome, fault, run }, note)
        if (cleanup !== null) yield* writer.openEntry(ended.id, cleanup, note)
        yield* alerts.raise(alert, note)
      }),
    beginAttempt: (id, { attempt, run: begun, registrationData }) =>
      write(function* (note) {
        const subscription = yield* subscriptionRowid(tables, id)
        if (registrationData !== null) {
          const values = { registrationData: Buffer.from(registrationData) }
          yield* run(tables.update(subscriptions).set(values).where(eq(subscriptions.id, subscription)))
        }
        yield* writer.beginAttempt(subscription, attempt, begun, note)
        note('subscriptions', id)
      }),
    endAttempt: (id, { closes, nextAt, alert, ...end }) =>
      write(function* (note) {
        const subscription = yield* subscriptionRowid(tables, id)
        yield* writer.endAttempt(end, note)
        yield* alerts.raise(alert, note)
        note('subscriptions', id)
        if (closes === null && nextAt === undefined) return
        const closed = yield* all(
          tables
            .update(cleanupEntries)
            .set(
              closes === null
                ? { nextAt }
                : { status: 'closed', how: closes.how, reason: closes.reason, closedAt: end.at }
            )
            .where(
              and(
                eq(cleanupEntries.subscription, subscription),
                eq(cleanupEntries.status, 'open'),
                closes?.entryId === undefined ? undefined : eq(cleanupEntries.uid, closes.entryId)
              )
            )
            .returning({ id: cleanupEntries.uid })
        )
        for (const entry of closed) note('cleanup', entry.id, id)
      }),
    capture: (id, { sealed, instead }) =>
      write(function* (note) {
        const { changes } = yield* run(
          tables
            .update(subscriptions)
            .set({ capturedSealed: Buffer.from(sealed) })
            .where(
              and(
                eq(subscriptions.uid, id),
                eq(subscriptions.status, 'registering'),
                instead === null
                  ? isNull(subscriptions.capturedSealed)
                  : eq(subscriptions.capturedSealed, Buffer.from(instead))
              )
            )
        )
        if (changes > 0) note('subscriptions', id)
        return changes > 0
      }),
    noteMatched: (id, matched) =>
      write(function* (note) {
        const kept = yield* get(
          tables
            .select({ matched: subscriptions.matched })
            .from(subscriptions)
            .where(eq(subscriptions.uid, id))
        )
        yield* run(
          tables
            .update(subscriptions)
            .set({ matched: { ...kept?.matched, ...matched } })
            .where(eq(subscriptions.uid, id))
        )
        note('subscriptions', id)
      }),
    setHold: (id, hold, { at, alert }) =>
      write(function* (note) {
        const kept = yield* keptOf(id)
        const { status, hold: before = null } = kept ?? {}
        if (status !== 'registering' && status !== 'on' && status !== 'paused') return false
        if (sameJson(before?.lost ?? null, hold?.lost ?? null)) return false
        if (hold === null) {
          const next = status === 'paused' && before?.wasPaused === false ? 'on' : status
          if (next !== status) yield* replacing.inheritOrdered(id, note)
          yield* writer.move(
            id,
            [status],
            { hold: null, status: next, ...(next !== status && { since: at }) },
            note
          )
          yield* alerts.endHold(id, at, note)
          return true
        }
        const wasPaused = before?.wasPaused ?? status === 'paused'
        const next = status === 'on' ? 'paused' : status
        const moved = next !== status && { since: at }
        const since = before?.since ?? hold.since
        yield* writer.move(
          id,
          [status],
          { hold: { ...hold, since, wasPaused }, status: next, ...moved },
          note
        )
        yield* alerts.raise(alert, note)
        return true
      }),
    pause: (id, paused, at) =>
      write(function* (note) {
        const [from, to] = paused ? (['on', 'paused'] as const) : (['paused', 'on'] as const)
        if (!paused) yield* replacing.inheritOrdered(id, note)
        return (yield* writer.move(id, [from], { status: to, since: at }, note)) !== null
      })
  }
}
