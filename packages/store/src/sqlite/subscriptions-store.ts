import { Fault, type Revision, type RevisionSnapshot } from '@hookwright/model'
import { and, asc, desc, eq, exists, getTableColumns, inArray, isNull, max, or } from 'drizzle-orm'
import type { SubscriptionStore } from '../store.ts'
import { createEraseUnrun } from './erase-delivery.ts'
import { livingFlowRowid, subscriptionRowid } from './rowid-of.ts'
import { attempts, cleanupEntries, deliveries, flows, revisions, subscriptions } from './schema.ts'
import type { SeenKeys } from './seen-keys.ts'
import type { SqliteFile } from './sqlite-file.ts'
import { attemptOf, selectSubscriptions, subscriptionOf, subscriptionRowOf } from './subscription-row.ts'
import type { JournalWriter } from './write-journal.ts'
import type { RunWriter } from './write-runs.ts'
import { createSubscriptionWriter } from './write-subscriptions.ts'

const bufferOf = (bytes: Uint8Array | null): Buffer | null => (bytes === null ? null : Buffer.from(bytes))

export const createSubscriptionStore = (
  { db, tables, write, read, list }: SqliteFile,
  runs: RunWriter,
  journal: JournalWriter,
  seen: SeenKeys
): SubscriptionStore => {
  const writer = createSubscriptionWriter(tables, runs, journal)
  const eraseUnrun = createEraseUnrun(db)
  const wanted = (flow: number) => and(eq(subscriptions.flow, flow), eq(subscriptions.wanted, true))
  /** Keeps a snapshot under the flow's next number, which it gives. */
  const addRevision = (
    flow: number,
    { id, createdAt }: Omit<Revision, 'number'>,
    snapshot: RevisionSnapshot
  ): number => {
    const newest = tables
      .select({ number: max(revisions.number) })
      .from(revisions)
      .where(eq(revisions.flow, flow))
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
  return {
    begin: ({ revision, snapshot, subscription, attempt, run, ...sealed }) =>
      write(note => {
        const flow = livingFlowRowid(tables, subscription.flowId)
        const other = tables.select({ id: subscriptions.id }).from(subscriptions).where(wanted(flow)).get()
        if (other !== undefined) throw new Fault('subscription.already-on')
        addRevision(flow, revision, snapshot)
        const begun = tables
          .insert(subscriptions)
          .values({
            uid: subscription.id,
            flow,
            status: 'registering',
            wanted: true,
            replacedBy: subscription.replacedBy,
            terms: subscription.terms,
            startedAt: subscription.startedAt,
            deadline: subscription.deadline,
            since: subscription.since,
            fault: subscription.fault,
            tokenTail: subscription.tokenTail,
            tokenHash: Buffer.from(sealed.tokenHash),
            tokenSealed: Buffer.from(sealed.tokenSealed),
            signingSecretSealed: Buffer.from(sealed.signingSecretSealed)
          })
          .returning({ id: subscriptions.id })
          .get()
        writer.beginAttempt(begun.id, attempt, run, note)
        note('subscriptions', subscription.id)
      }),
    find: id => findOne(eq(subscriptions.uid, id)),
    findByTokenHash: hash => findOne(eq(subscriptions.tokenHash, Buffer.from(hash))),
    list: flowId =>
      list(reading =>
        selectSubscriptions(reading)
          .where(flowId === null ? undefined : eq(flows.uid, flowId))
          .orderBy(desc(subscriptions.id))
          .all()
          .map(subscriptionOf)
      ),
    newestOf: flowId =>
      list(reading => {
        const row = selectSubscriptions(reading)
          .where(eq(flows.uid, flowId))
          .orderBy(desc(subscriptions.id))
          .limit(1)
          .get()
        return row === undefined ? null : subscriptionOf(row)
      }),
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
        tables
          .select({ ...getTableColumns(attempts), subscriptionId: subscriptions.uid })
          .from(attempts)
          .innerJoin(subscriptions, eq(attempts.subscription, subscriptions.id))
          .where(eq(subscriptions.uid, id))
          .orderBy(asc(attempts.id))
          .all()
          .map(attemptOf)
      ),
    interrupted: () =>
      read(() =>
        selectSubscriptions(tables)
          .where(
            or(
              inArray(subscriptions.status, ['registering', 'deregistering']),
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
          .orderBy(asc(subscriptions.id))
          .all()
          .map(subscriptionRowOf)
      ),
    becomeOn: (id, { at, attemptId, run, registrationData, expiresAt }) =>
      write(note => {
        const values = {
          status: 'on',
          since: at,
          registrationData: bufferOf(registrationData),
          expiresAt
        } as const
        if (writer.move(id, ['registering'], values, note) === null) return false
        writer.endAttempt({ at, attemptId, outcome: 'succeeded', fault: null, run }, note)
        return true
      }),
    endRegistering: (id, { at, how, fault, attemptId, outcome, run, cleanup }) =>
      write(note => {
        const values = { status: 'ended', how, wanted: false, since: at, fault } as const
        const ended = writer.move(id, ['registering'], values, note)
        if (ended === null) return false
        writer.endAttempt({ at, attemptId, outcome, fault, run }, note)
        if (cleanup !== null) writer.openEntry(ended.id, cleanup, note)
        const filtered = tables
          .update(deliveries)
          .set({ status: 'filtered', why: 'registration failed' })
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
        const values = { status: 'deregistering', wanted: false, since: at } as const
        const moved = writer.move(id, ['on', 'paused'], values, note)
        if (moved === null) return false
        writer.beginAttempt(moved.id, attempt, run, note)
        return true
      }),
    endDeregistering: (id, { at, attemptId, outcome, fault, run, cleanup }) =>
      write(note => {
        const values = { status: 'ended', how: 'turned-off', since: at, fault } as const
        const ended = writer.move(id, ['deregistering'], values, note)
        if (ended === null) return
        writer.endAttempt({ at, attemptId, outcome, fault, run }, note)
        if (cleanup !== null) writer.openEntry(ended.id, cleanup, note)
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
    endAttempt: (id, { closes, ...end }) =>
      write(note => {
        const subscription = subscriptionRowid(tables, id)
        writer.endAttempt(end, note)
        note('subscriptions', id)
        if (closes === null) return
        const closed = tables
          .update(cleanupEntries)
          .set({ status: 'closed', how: closes.how, reason: closes.reason, closedAt: end.at })
          .where(and(eq(cleanupEntries.subscription, subscription), eq(cleanupEntries.status, 'open')))
          .returning({ id: cleanupEntries.uid })
          .all()
        for (const entry of closed) note('cleanup', entry.id, id)
      }),
    revise: (id, { revision, snapshot }) =>
      write(note => {
        const kept = tables
          .select()
          .from(subscriptions)
          .where(and(eq(subscriptions.uid, id), eq(subscriptions.wanted, true)))
          .get()
        if (kept === undefined) return null
        const number = addRevision(kept.flow, revision, snapshot)
        const terms = { ...kept.terms, revisionId: revision.id }
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
      })
  }
}
