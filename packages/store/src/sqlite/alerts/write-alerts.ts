import {
  ALERT_FOLD,
  foldOfAlert,
  type Id,
  type Millis,
  type NewAlert,
  thingsOfAlert
} from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { blobOfId, idOfBlob } from '../../schema/uid.ts'
import type { Note } from '../../statements/changes.ts'

/** Writes alerts in the commit of their cause. Needs a transaction. */
export interface AlertWriter {
  /** Returns the id of the new or extended alert, or null when its fact was reported before. */
  write: (alert: NewAlert) => Id | null
  /** Writes alerts inside a transaction that records changes. */
  raise: (alert: NewAlert | undefined, note: Note) => boolean
  /** Marks the alert about a subscription's hold as read. */
  endHold: (subscriptionId: Id, at: Millis, note: Note) => void
}

export const createAlertWriter = (db: Database): AlertWriter => {
  const tell = db.prepare('insert into alert_facts (fact, at) values (?, ?) on conflict do nothing')
  const fold = db
    .prepare<[number, string, number], Buffer>(
      `update alerts set count = count + 1, last_at = max(last_at, ?), seen_at = null
       where id = (select id from alerts where fold = ? and at > ? order by at desc limit 1) returning uid`
    )
    .pluck()
  const ownerOfFlow = db
    .prepare<[Buffer], string>('select owner_id from flows where uid = ? and connector is null')
    .pluck()
  const ownerOfConnection = db
    .prepare<[Buffer], string>(`select owner_id from connections where uid = ? and purpose = 'user'`)
    .pluck()
  const insert = db.prepare(
    'insert into alerts (uid, kind, fold, owner_id, about, at, last_at) values (?,?,?,?,?,?,?)'
  )
  const read = db
    .prepare<[number, Id], Buffer>(
      `update alerts set seen_at = ? where seen_at is null and kind = 'flow-on-hold'
       and about ->> '$.subscriptionId' = ? returning uid`
    )
    .pluck()

  const ownerOf = ({ about }: NewAlert): string | null => {
    const { flowId, connectionId } = thingsOfAlert(about)
    const owner = flowId === null ? undefined : ownerOfFlow.get(blobOfId(flowId))
    if (owner !== undefined || connectionId === null) return owner ?? null
    return ownerOfConnection.get(blobOfId(connectionId)) ?? null
  }

  const write = (alert: NewAlert): Id | null => {
    const { id, at, fact, about } = alert
    if (tell.run(fact, at).changes === 0) return null
    const name = foldOfAlert(about)
    const folded = fold.get(at, name, at - ALERT_FOLD)
    if (folded !== undefined) return idOfBlob(folded)
    insert.run(blobOfId(id), about.kind, name, ownerOf(alert), JSON.stringify(about), at, at)
    return id
  }

  return {
    write,
    raise: (alert, note) => {
      const id = alert === undefined ? null : write(alert)
      if (id !== null) note('alerts', id)
      return id !== null
    },
    endHold: (subscriptionId, at, note) => {
      for (const uid of read.all(at, subscriptionId)) note('alerts', idOfBlob(uid))
    }
  }
}
