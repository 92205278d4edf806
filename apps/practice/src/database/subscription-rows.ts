import type SQLite from 'better-sqlite3'
import type { Subscription } from '../subscription.ts'

/** Result of creating a subscription. */
export type Creation =
  | { kind: 'created' }
  /** The same request was already sent with this idempotency key. `body` is the first answer. */
  | { kind: 'replayed'; body: object }
  /** Refused, since another request was already sent with this idempotency key. */
  | { kind: 'key-reused' }
  /** Refused, since this URL already has a live subscription to this event type. */
  | { kind: 'exists'; id: string }

/** Answer to store for requests with the same idempotency key. */
export interface FirstAnswer {
  idempotencyKey: string
  /** Text of the request; equal requests have equal texts. */
  request: string
  body: object
}

/** Subscriptions, and the stored answers to the requests that created them. */
export interface SubscriptionRows {
  createSubscription: (subscription: Subscription, first?: FirstAnswer) => Creation
  subscription: (id: string) => Subscription | undefined
  /** Returns all subscriptions, newest first. */
  subscriptions: () => Subscription[]
  /** Deletes a subscription; returns false if there is none. */
  deleteSubscription: (id: string) => boolean
  renewSubscription: (id: string, expiresAt: number | null) => void
  markDead: (id: string, deadAt: number) => void
  /** Replaces the signing secret. */
  changeSecret: (id: string, secret: string) => void
}

type Row = Omit<Subscription, 'list'> & { list: number }

/** Retention time of stored answers: a day, in milliseconds. */
const keptFor = 24 * 60 * 60 * 1000

const columns = 'id, url, eventType, list, department, secret, dialect, createdAt, expiresAt, deadAt'

/** Stores the subscriptions in the tables `subscriptions` and `firstAnswers`. */
export function keepSubscriptions(sqlite: SQLite.Database): SubscriptionRows {
  const insert = sqlite.prepare<Row>(
    `INSERT INTO subscriptions (${columns})
     VALUES (@id, @url, @eventType, @list, @department, @secret, @dialect, @createdAt, @expiresAt, @deadAt)`
  )
  const oneLive = sqlite.prepare<Row, { id: string }>(
    `SELECT id FROM subscriptions WHERE url = @url AND eventType = @eventType AND deadAt IS NULL
     AND (expiresAt IS NULL OR expiresAt > @createdAt)`
  )
  const one = sqlite.prepare<[string], Row>(`SELECT ${columns} FROM subscriptions WHERE id = ?`)
  const all = sqlite.prepare<[], Row>(`SELECT ${columns} FROM subscriptions ORDER BY seq DESC`)
  const remove = sqlite.prepare<[string]>('DELETE FROM subscriptions WHERE id = ?')
  const renew = sqlite.prepare<[number | null, string]>('UPDATE subscriptions SET expiresAt = ? WHERE id = ?')
  const markDead = sqlite.prepare<[number, string]>('UPDATE subscriptions SET deadAt = ? WHERE id = ?')

  const change = sqlite.prepare<[string, string]>('UPDATE subscriptions SET secret = ? WHERE id = ?')

  const forget = sqlite.prepare<[number]>('DELETE FROM firstAnswers WHERE answeredAt < ?')
  const remember = sqlite.prepare<[string, string, string, number]>(
    'INSERT INTO firstAnswers VALUES (?, ?, ?, ?)'
  )
  const recall = sqlite.prepare<[string], { request: string; body: string }>(
    'SELECT request, body FROM firstAnswers WHERE idempotencyKey = ?'
  )

  const createSubscription = (subscription: Subscription, first?: FirstAnswer): Creation => {
    if (first) {
      forget.run(subscription.createdAt - keptFor)
      const earlier = recall.get(first.idempotencyKey)
      if (earlier && earlier.request !== first.request) return { kind: 'key-reused' }
      if (earlier) return { kind: 'replayed', body: JSON.parse(earlier.body) }
    }
    const row = { ...subscription, list: Number(subscription.list) }
    const existing = oneLive.get(row)
    if (existing) return { kind: 'exists', id: existing.id }
    insert.run(row)
    if (first) {
      remember.run(first.idempotencyKey, first.request, JSON.stringify(first.body), subscription.createdAt)
    }
    return { kind: 'created' }
  }

  return {
    createSubscription: sqlite.transaction(createSubscription),
    subscription: id => {
      const row = one.get(id)
      return row && fromRow(row)
    },
    subscriptions: () => all.all().map(fromRow),
    deleteSubscription: id => remove.run(id).changes > 0,
    renewSubscription: (id, expiresAt) => void renew.run(expiresAt, id),
    markDead: (id, deadAt) => void markDead.run(deadAt, id),
    changeSecret: (id, secret) => void change.run(secret, id)
  }
}

const fromRow = (row: Row): Subscription => ({ ...row, list: row.list === 1 })
