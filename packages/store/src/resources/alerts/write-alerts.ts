import {
  ALERT_FOLD,
  foldOfAlert,
  type Id,
  type Millis,
  type NewAlert,
  namesAllKnown,
  thingsOfAlert
} from '@hookwright/model'
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { alertFacts, alerts, connections, flows } from '../../schema/schema.ts'
import type { Tables } from '../../schema/tables.ts'
import { blobOfId } from '../../schema/uid.ts'
import type { Note } from '../../statements/changes.ts'
import { prepareOnce } from '../../statements/prepare-once.ts'
import { all, get, run, type Steps } from '../../statements/steps.ts'

/** Writer of alerts inside the transaction of their cause. Every method needs a transaction. */
export interface AlertWriter {
  /**
   * Writes an alert. Returns the id of the new or extended alert, or null when the same fact was reported
   * before.
   */
  write: (alert: NewAlert) => Steps<Id | null>
  /** Writes an alert, if any, and records the change for listeners. Returns true if an alert was written. */
  raise: (alert: NewAlert | undefined, note: Note) => Steps<boolean>
  /** Marks the alert about a subscription's hold as read. */
  endHold: (subscriptionId: Id, at: Millis, note: Note) => Steps<void>
}

const { placeholder } = sql

/** Counts one more occurrence in the newest alert with a grouping key, and marks it as unread. */
const foldInto = (tables: Tables, changed: { about?: SQL }) =>
  tables
    .update(alerts)
    .set({
      ...changed,
      count: sql`${alerts.count} + 1`,
      lastAt: sql`case when ${alerts.lastAt} < ${placeholder('at')} then ${placeholder('at')}
        else ${alerts.lastAt} end`,
      seenAt: null
    })
    .where(
      sql`${alerts.id} = (select ${alerts.id} from ${alerts} where ${alerts.fold} = ${placeholder('fold')}
        and ${alerts.at} > ${placeholder('since')} order by ${alerts.at} desc limit 1)`
    )
    .returning({ id: alerts.uid })

const prepareStatements = (tables: Tables) => ({
  insertFact: prepareOnce(() =>
    tables
      .insert(alertFacts)
      .values({ fact: placeholder('fact'), at: placeholder('at') })
      .onConflictDoNothing()
      .prepare()
  ),
  fold: prepareOnce(() => foldInto(tables, {}).prepare()),
  foldNewest: prepareOnce(() =>
    foldInto(tables, { about: sql`${sql.param(placeholder('about'), alerts.about)}` }).prepare()
  ),
  ownerOfFlow: prepareOnce(() =>
    tables
      .select({ ownerId: flows.ownerId })
      .from(flows)
      .where(and(eq(flows.uid, placeholder('uid')), isNull(flows.connector)))
      .prepare()
  ),
  ownerOfConnection: prepareOnce(() =>
    tables
      .select({ ownerId: connections.ownerId })
      .from(connections)
      .where(and(eq(connections.uid, placeholder('uid')), eq(connections.purpose, 'user')))
      .prepare()
  ),
  insert: prepareOnce(() =>
    tables
      .insert(alerts)
      .values({
        uid: placeholder('id'),
        kind: placeholder('kind'),
        fold: placeholder('fold'),
        ownerId: placeholder('ownerId'),
        about: placeholder('about'),
        at: placeholder('at'),
        lastAt: placeholder('at')
      })
      .prepare()
  ),
  markRead: prepareOnce(() =>
    tables
      .update(alerts)
      .set({ seenAt: sql`${placeholder('at')}` })
      .where(
        sql`${alerts.seenAt} is null and ${alerts.kind} = 'flow-on-hold'
          and ${alerts.about} ->> '$.subscriptionId' = ${placeholder('subscriptionId')}`
      )
      .returning({ id: alerts.uid })
      .prepare()
  )
})

export const createAlertWriter = (tables: Tables): AlertWriter => {
  const { insertFact, fold, foldNewest, ownerOfFlow, ownerOfConnection, insert, markRead } =
    prepareStatements(tables)

  function* ownerOf({ about }: NewAlert): Steps<string | null> {
    const { flowId, connectionId } = thingsOfAlert(about)
    const ofFlow = flowId === null ? undefined : yield* get(ownerOfFlow(), { uid: blobOfId(flowId) })
    if (ofFlow !== undefined || connectionId === null) return ofFlow?.ownerId ?? null
    return (yield* get(ownerOfConnection(), { uid: blobOfId(connectionId) }))?.ownerId ?? null
  }

  function* write(alert: NewAlert): Steps<Id | null> {
    const { id, at, fact, about } = alert
    if ((yield* run(insertFact(), { fact, at })).changes === 0) return null
    const name = foldOfAlert(about)
    const extended = { at, fold: name, since: at - ALERT_FOLD }
    const folded = namesAllKnown(about)
      ? yield* get(foldNewest(), { ...extended, about })
      : yield* get(fold(), extended)
    if (folded !== undefined) return folded.id
    const ownerId = yield* ownerOf(alert)
    yield* run(insert(), { id, kind: about.kind, fold: name, ownerId, about, at })
    return id
  }

  function* raise(alert: NewAlert | undefined, note: Note): Steps<boolean> {
    const id = alert === undefined ? null : yield* write(alert)
    if (id !== null) note('alerts', id)
    return id !== null
  }

  function* endHold(subscriptionId: Id, at: Millis, note: Note): Steps<void> {
    for (const { id } of yield* all(markRead(), { at, subscriptionId })) note('alerts', id)
  }

  return { write, raise, endHold }
}
