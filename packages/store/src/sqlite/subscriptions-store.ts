import {
  Fault,
  type Id,
  REGISTRATION_FAILED,
  type Revision,
  type RevisionSnapshot,
  sameJson
} from '@hookwright/model'
import {
  and,
  asc,
  desc,
  eq,
  exists,
  getTableColumns,
  inArray,
  isNull,
  max,
  ne,
  not,
  notExists,
  or,
  type SQL,
  sql
} from 'drizzle-orm'
import type { CameOn, SubscriptionRow, SubscriptionStore } from '../store.ts'
import { createEraseUnrun } from './erase-delivery.ts'
import { createReplacing } from './replace-subscription.ts'
import { livingFlowRowid, subscriptionRowid } from './rowid-of.ts'
import { attempts, cleanupEntries, deliveries, flows, revisions, subscriptions } from './schema.ts'
import type { SeenKeys } from './seen-keys.ts'
import type { SqliteFile } from './sqlite-file.ts'
import {
  attemptOf,
  isRenewed,
  selectAttempts,
  selectSubscriptions,
  subscriptionOf,
  subscriptionRowOf
} from './subscription-row.ts'
import type { AlertWriter } from './write-alerts.ts'
import type { SubscriptionWriter } from './write-subscriptions.ts'

const bufferOf = (bytes: Uint8Array | null): Buffer | null => (bytes === null ? null : Buffer.from(bytes))

export const createSubscriptionStore = (
  { db, tables, write, read, list }: SqliteFile,
  given: { writer: SubscriptionWriter; seen: SeenKeys; alerts: AlertWriter }
): SubscriptionStore => {
  const { writer, seen, alerts } = given
  const eraseUnrun = createEraseUnrun(db)
  const replacing = createReplacing(tables)
  const wanted = (flow: number) => and(eq(subscriptions.flow, flow), eq(subscriptions.wanted, true))
  const isOpen = inArray(subscriptions.status, ['registering', 'on', 'paused'])
  const keptOf = (id: Id) => tables.select().from(subscriptions).where(eq(subscriptions.uid, id)).get()
  /** Keeps a snapshot under the flow's next number, which it gives. */
  const addRevision = (
    flow: number,
    { id, createdAt }: Omit<Revision, 'number'>,
    snapshot: RevisionSnapshot
  ): number => {
    const newest = tables
      .select({ number: max(revisions.number) })
      .from(revisions)
      // Said as the partial index says it, so that it is used.
      .where(and(eq(revisions.flow, flow), sql`number > 0`))
      .get()
    const number = (newest?.number ?? 0) + 1
    tables.insert(revisions).values({ uid: id, flow, number, createdAt, snapshot }).run()
    return number
  }
  const findOne = (where: ReturnType<typeof eq> | ReturnType<typeof and>) =>
    read(() => {
      const row = selectSubscriptions(tables).where(where).get()
      return row === undefined ? null : subscriptionRowOf(row)
    })
  const rowsOf = (where: ReturnType<typeof and>): SubscriptionRow[] =>
    selectSubscriptions(tables).where(where).orderBy(asc(subscriptions.id)).all().map(subscriptionRowOf)
  return {
    begin: ({ revision, snapshot, ...beginning }) =>
      write(note => {
        const flow = livingFlowRowid(tables, beginning.subscription.flowId)
        const other = tables.select({ id: subscriptions.id }).from(subscriptions).where(wanted(flow)).get()
        if (other !== undefined) throw new Fault('subscription.already-on')
        replacing.mustBeAlone(flow)
        addRevision(flow, revision, snapshot)
        writer.begin(flow, { ...beginning, wanted: true }, note)
      }),
    beginBeside: ({ frozen, ...beginning }) =>
      write(note => {
        const flow = livingFlowRowid(tables, beginning.subscription.flowId)
        if (replacing.replaceable(flow) === null) throw new Fault('flow.not-on')
        replacing.mustBeAlone(flow)
        if (frozen !== null) addRevision(flow, frozen.revision, frozen.snapshot)
        writer.begin(flow, { ...beginning, wanted: false }, note)
      }),
    find: id => findOne(eq(subscriptions.uid, id)),
    findByTokenHash: hash => findOne(eq(subscriptions.tokenHash, Buffer.from(hash))),
    known: () =>
      list(reading => {
        const entries = (...narrowed: SQL[]) =>
          reading
            .select({ id: cleanupEntries.id })
            .from(cleanupEntries)
            .where(and(eq(cleanupEntries.subscription, subscriptions.id), ...narrowed))
        return selectSubscriptions(reading)
          .where(
            or(
              ne(subscriptions.status, 'ended'),
              and(eq(subscriptions.how, 'uncertain'), notExists(entries())),
              exists(entries(eq(cleanupEntries.status, 'open')))
            )
          )
          .orderBy(desc(subscriptions.id))
          .all()
          .map(subscriptionRowOf)
      }),
    list: flowId =>
      list(reading =>
        selectSubscriptions(reading)
          .where(flowId === null ? undefined : eq(flows.uid, flowId))
          .orderBy(desc(subscriptions.id))
          .all()
          .map(subscriptionOf)
      ),
    currentOf: flowId =>
      list(reading => {
        const row = selectSubscriptions(reading)
          .where(eq(flows.uid, flowId))
          .orderBy(desc(subscriptions.wanted), desc(subscriptions.since), desc(subscriptions.id))
          .limit(1)
          .get()
        return row === undefined ? null : subscriptionOf(row)
      }),
    besideOf: flowId =>
      read(() => rowsOf(and(eq(flows.uid, flowId), eq(subscriptions.wanted, false), isOpen))),
    wasOn: ownerId =>
      read(
        () =>
          tables
            .select({ id: subscriptions.id })
            .from(subscriptions)
            .innerJoin(flows, eq(subscriptions.flow, flows.id))
            .where(
              and(
                ownerId === null ? undefined : eq(flows.ownerId, ownerId),
                or(
                  inArray(subscriptions.status, ['on', 'paused', 'deregistering']),
                  inArray(subscriptions.how, ['turned-off', 'replaced'])
                )
              )
            )
            .limit(1)
            .get() !== undefined
      ),
    wantedOf: flowId => findOne(and(eq(flows.uid, flowId), eq(subscriptions.wanted, true))),
    attemptsOf: id =>
      read(() =>
        selectAttempts(tables).where(eq(subscriptions.uid, id)).orderBy(asc(attempts.id)).all().map(attemptOf)
      ),
    interrupted: () =>
      read(() =>
        rowsOf(
          or(
            inArray(subscriptions.status, ['registering', 'deregistering']),
            and(eq(subscriptions.wanted, false), isOpen),
            exists(
              tables
                .select({ id: attempts.id })
                .from(attempts)
                .where(
                  and(
                    eq(attempts.subscription, subscriptions.id),
                    eq(attempts.kind, 'compensation'),
                    eq(attempts.outcome, 'running')
                  )
                )
            )
          )
        )
      ),
    forsaken: () =>
      read(() =>
        selectAttempts(tables)
          .where(
            and(
              eq(attempts.outcome, 'running'),
              or(
                inArray(attempts.kind, ['reconciliation', 'probe']),
                and(eq(attempts.kind, 'renewal'), not(isRenewed))
              )
            )
          )
          .orderBy(asc(attempts.id))
          .all()
          .map(attemptOf)
      ),
    becomeOn: (id, { at, attemptId, run, registrationData, expiresAt, answersUntil, probedAt }) =>
      write((note): CameOn => {
        const registering = and(eq(subscriptions.uid, id), eq(subscriptions.status, 'registering'))
        const row = tables.select().from(subscriptions).where(registering).get()
        if (row === undefined) return { is: 'not-registering' }
        const old = row.wanted ? null : replacing.replaceable(row.flow)
        if (!row.wanted && old === null) return { is: 'nobody-to-replace' }
        const data = bufferOf(registrationData)
        const values = { status: 'on', since: at, registrationData: data, expiresAt, probedAt } as const
        writer.move(id, ['registering'], values, note)
        writer.endAttempt({ at, attemptId, outcome: 'succeeded', fault: null, run }, note)
        if (old !== null) replacing.handOver(old, id, { at, answersUntil }, note)
        return { is: 'on', replaced: old?.uid ?? null }
      }),
    endRegistering: (id, { at, how, fault, attemptId, outcome, run, cleanup, alert }) =>
      write(note => {
        const values = { status: 'ended', how, wanted: false, since: at, fault } as const
        const ended = writer.move(id, ['registering'], values, note)
        if (ended === null) return false
        writer.endAttempt({ at, attemptId, outcome, fault, run }, note)
        if (cleanup !== null) writer.openEntry(ended.id, cleanup, note)
        alerts.raise(alert, note)
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
        const values = { status: 'deregistering', wanted: false, since: at } as const
        const moved = writer.move(id, ['on', 'paused'], values, note)
        if (moved === null) return false
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
        alerts.raise(alert, note)
      }),
    beginAttempt: (id, { attempt, run, registrationData }) =>
      write(note => {
        const subscription = subscriptionRowid(tables, id)
        if (registrationData !== null) {
          const values = { registrationData: Buffer.from(registrationData) }
          tables.update(subscriptions).set(values).where(eq(subscriptions.id, subscription)).run()
        }
        writer.beginAttempt(subscription, attempt, run, note)
        note('subscriptions', id)
      }),
    endAttempt: (id, { closes, nextAt, alert, ...end }) =>
      write(note => {
        const subscription = subscriptionRowid(tables, id)
        writer.endAttempt(end, note)
        alerts.raise(alert, note)
        note('subscriptions', id)
        if (closes === null && nextAt === undefined) return
        const closed = tables
          .update(cleanupEntries)
          .set(
            closes === null
              ? { nextAt }
              : { status: 'closed', how: closes.how, reason: closes.reason, closedAt: end.at }
          )
          .where(and(eq(cleanupEntries.subscription, subscription), eq(cleanupEntries.status, 'open')))
          .returning({ id: cleanupEntries.uid })
          .all()
        for (const entry of closed) note('cleanup', entry.id, id)
      }),
    revise: (id, { revision, snapshot, terms: newTerms }) =>
      write(note => {
        const kept = tables
          .select()
          .from(subscriptions)
          .where(and(eq(subscriptions.uid, id), eq(subscriptions.wanted, true)))
          .get()
        if (kept === undefined) return null
        replacing.mustBeAlone(kept.flow)
        const number = addRevision(kept.flow, revision, snapshot)
        const terms = { ...(newTerms ?? kept.terms), revisionId: revision.id }
        tables.update(subscriptions).set({ terms }).where(eq(subscriptions.id, kept.id)).run()
        note('subscriptions', id)
        return { ...revision, number }
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
    pause: (id, paused, at) =>
      write(note => {
        const [from, to] = paused ? (['on', 'paused'] as const) : (['paused', 'on'] as const)
        return writer.move(id, [from], { status: to, since: at }, note) !== null
      }),
    revision: id =>
      read(() => {
        const row = tables
          .select({ ...getTableColumns(revisions), flowId: flows.uid })
          .from(revisions)
          .innerJoin(flows, eq(revisions.flow, flows.id))
          .where(eq(revisions.uid, id))
          .get()
        if (row === undefined) return null
        const { uid, flowId, number, createdAt, snapshot } = row
        return { revision: { id: uid, flowId, number, createdAt }, snapshot }
      }),
    keepDraft: ({ revision: { id, flowId, createdAt }, snapshot }) =>
      write(() => {
        const flow = livingFlowRowid(tables, flowId)
        const last = tables
          .select({ id: revisions.uid, snapshot: revisions.snapshot })
          .from(revisions)
          .where(and(eq(revisions.flow, flow), sql`number = 0`))
          .orderBy(desc(revisions.id))
          .limit(1)
          .get()
        if (last !== undefined && sameJson(last.snapshot, snapshot)) return last.id
        tables.insert(revisions).values({ uid: id, flow, number: 0, createdAt, snapshot }).run()
        return id
      })
  }
}
