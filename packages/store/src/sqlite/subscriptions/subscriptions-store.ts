import { Fault, type Id, REGISTRATION_FAILED, sameJson } from '@hookwright/model'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { AlertWriter } from '../../resources/alerts/write-alerts.ts'
import { cleanupEntries, deliveries, subscriptions } from '../../schema/schema.ts'
import { blobOfId } from '../../schema/uid.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import { livingFlowRowid, subscriptionRowid } from '../../statements/rowid-of.ts'
import { execute } from '../../statements/steps.ts'
import type { SubscriptionStore, SwitchOnResult } from '../../store.ts'
import type { SqliteFile } from '../database/sqlite-file.ts'
import type { DedupStore } from '../deliveries/dedup-store.ts'
import { createEraseUnrun } from '../deliveries/erase-delivery.ts'
import { findSubscriptions } from './find-subscriptions.ts'
import { createReplacing } from './replace-subscription.ts'
import { addRevision, reviseSubscriptions } from './revise-subscription.ts'
import { versionUsers } from './version-users.ts'
import { wantedSubscriptions } from './wanted-subscriptions.ts'
import type { SubscriptionWriter } from './write-subscriptions.ts'

const bufferOf = (bytes: Uint8Array | null): Buffer | null => (bytes === null ? null : Buffer.from(bytes))

export const createSubscriptionStore = (
  file: SqliteFile,
  params: { writer: SubscriptionWriter; seen: DedupStore; alerts: AlertWriter }
): SubscriptionStore => {
  const { db, tables, write } = file
  const { writer, seen, alerts } = params
  const eraseUnrun = createEraseUnrun(db)
  const replacing = createReplacing(tables)
  const wanted = (flow: number) => and(eq(subscriptions.flow, flow), eq(subscriptions.wanted, true))
  const selectRegistering = prepareOnce(() =>
    tables
      .select()
      .from(subscriptions)
      .where(and(eq(subscriptions.uid, sql.placeholder('uid')), eq(subscriptions.status, 'registering')))
      .prepare()
  )
  const keptOf = (id: Id) => tables.select().from(subscriptions).where(eq(subscriptions.uid, id)).get()
  return {
    ...findSubscriptions(file),
    ...wantedSubscriptions(file),
    ...versionUsers(file),
    ...reviseSubscriptions(file, replacing),
    begin: ({ revision, snapshot, ...beginning }) =>
      write(note => {
        const flow = execute(livingFlowRowid(tables, beginning.subscription.flowId))
        const other = tables.select({ id: subscriptions.id }).from(subscriptions).where(wanted(flow)).get()
        if (other !== undefined) throw new Fault('subscription.already-on')
        replacing.mustBeAlone(flow)
        addRevision(tables, flow, revision, snapshot)
        writer.begin(flow, { ...beginning, wanted: true }, note)
      }),
    beginBeside: ({ frozen, ...beginning }) =>
      write(note => {
        const flow = execute(livingFlowRowid(tables, beginning.subscription.flowId))
        if (replacing.replaceable(flow) === null) throw new Fault('flow.not-on')
        replacing.mustBeAlone(flow)
        if (frozen !== null) addRevision(tables, flow, frozen.revision, frozen.snapshot)
        writer.begin(flow, { ...beginning, wanted: false }, note)
      }),
    becomeOn: (id, { at, attemptId, run, registrationData, answersUntil, ...came }) =>
      write((note): SwitchOnResult => {
        const row = selectRegistering().get({ uid: blobOfId(id) })
        if (row === undefined) return { is: 'not-registering' }
        const old = row.wanted ? null : replacing.replaceable(row.flow)
        if (!row.wanted && old === null) return { is: 'nobody-to-replace' }
        const data = bufferOf(registrationData)
        const { expiresAt, probedAt, compareAt = null } = came
        // What was registered for one that a list did not show is not settled until a list shows it.
        const healing = row.wanted ? null : row.healing
        const values = { since: at, registrationData: data, expiresAt, probedAt, compareAt, healing }
        const status = row.hold === null ? 'on' : 'paused'
        writer.move(id, ['registering'], { status, ...values }, note)
        writer.endAttempt({ at, attemptId, outcome: 'succeeded', fault: null, run }, note)
        if (old !== null) replacing.handOver(old, id, { at, answersUntil }, note)
        if (old?.hold) execute(alerts.endHold(old.uid, at, note))
        return { is: 'on', replaced: old?.uid ?? null }
      }),
    endRegistering: (id, { at, how, fault, attemptId, outcome, run, cleanup, repair, alert }) =>
      write(note => {
        const { compareAt, healing } = repair ?? { compareAt: null, healing: null }
        const over = { status: 'ended', how, wanted: false } as const
        const values = { ...over, since: at, fault, compareAt, healing }
        const ended = writer.move(id, ['registering'], values, note)
        if (ended === null) return false
        if (ended.hold !== null) execute(alerts.endHold(id, at, note))
        writer.endAttempt({ at, attemptId, outcome, fault, run }, note)
        if (cleanup !== null) writer.openEntry(ended.id, cleanup, note)
        execute(alerts.raise(alert, note))
        const filtered = tables
          .update(deliveries)
          .set({ status: 'filtered', why: REGISTRATION_FAILED })
          .where(and(eq(deliveries.subscription, ended.id), eq(deliveries.status, 'accepted')))
          .returning({ id: deliveries.uid })
          .all()
        seen.takeBack(ended.id)
        for (const delivery of filtered) {
          eraseUnrun(delivery.id)
          note('deliveries', delivery.id, id)
        }
        return true
      }),
    beginDeregistering: (id, { at, attempt, run }) =>
      write(note => {
        const kept = keptOf(id)
        if (kept !== undefined) replacing.bequeath(kept, note)
        const off = { status: 'deregistering', wanted: false, since: at } as const
        const values = { ...off, compareAt: null, healing: null }
        const moved = writer.move(id, ['on', 'paused'], values, note)
        if (moved === null) return false
        if (moved.hold !== null) execute(alerts.endHold(id, at, note))
        writer.beginAttempt(moved.id, attempt, run, note)
        return true
      }),
    endDeregistering: (id, { at, attemptId, outcome, fault, run, cleanup, alert }) =>
      write(note => {
        const how = keptOf(id)?.replacedBy ? 'replaced' : 'turned-off'
        const values = { status: 'ended', how, since: at, fault } as const
        const ended = writer.move(id, ['deregistering'], values, note)
        if (ended === null) return
        writer.endAttempt({ at, attemptId, outcome, fault, run }, note)
        if (cleanup !== null) writer.openEntry(ended.id, cleanup, note)
        execute(alerts.raise(alert, note))
      }),
    beginAttempt: (id, { attempt, run, registrationData }) =>
      write(note => {
        const subscription = execute(subscriptionRowid(tables, id))
        if (registrationData !== null) {
          const values = { registrationData: Buffer.from(registrationData) }
          tables.update(subscriptions).set(values).where(eq(subscriptions.id, subscription)).run()
        }
        writer.beginAttempt(subscription, attempt, run, note)
        note('subscriptions', id)
      }),
    endAttempt: (id, { closes, nextAt, alert, ...end }) =>
      write(note => {
        const subscription = execute(subscriptionRowid(tables, id))
        writer.endAttempt(end, note)
        execute(alerts.raise(alert, note))
        note('subscriptions', id)
        if (closes === null && nextAt === undefined) return
        const closed = tables
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
          .all()
        for (const entry of closed) note('cleanup', entry.id, id)
      }),
    capture: (id, { sealed, instead }) =>
      write(note => {
        const { changes } = tables
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
          .run()
        if (changes > 0) note('subscriptions', id)
        return changes > 0
      }),
    noteMatched: (id, matched) =>
      write(note => {
        const kept = tables
          .select({ matched: subscriptions.matched })
          .from(subscriptions)
          .where(eq(subscriptions.uid, id))
          .get()
        tables
          .update(subscriptions)
          .set({ matched: { ...kept?.matched, ...matched } })
          .where(eq(subscriptions.uid, id))
          .run()
        note('subscriptions', id)
      }),
    setHold: (id, hold, { at, alert }) =>
      write(note => {
        const kept = keptOf(id)
        const { status, hold: before = null } = kept ?? {}
        if (status !== 'registering' && status !== 'on' && status !== 'paused') return false
        if (sameJson(before?.lost ?? null, hold?.lost ?? null)) return false
        if (hold === null) {
          const next = status === 'paused' && before?.wasPaused === false ? 'on' : status
          writer.move(id, [status], { hold: null, status: next, ...(next !== status && { since: at }) }, note)
          execute(alerts.endHold(id, at, note))
          return true
        }
        const wasPaused = before?.wasPaused ?? status === 'paused'
        const next = status === 'on' ? 'paused' : status
        const moved = next !== status && { since: at }
        const since = before?.since ?? hold.since
        writer.move(id, [status], { hold: { ...hold, since, wasPaused }, status: next, ...moved }, note)
        execute(alerts.raise(alert, note))
        return true
      }),
    pause: (id, paused, at) =>
      write(note => {
        const [from, to] = paused ? (['on', 'paused'] as const) : (['paused', 'on'] as const)
        return writer.move(id, [from], { status: to, since: at }, note) !== null
      })
  }
}
