import type SQLite from 'better-sqlite3'
import type { Delivery, Outcome } from '../delivery.ts'

/** Log of the last five hundred deliveries. */
export interface DeliveryRows {
  /** Stores the start of an attempt, for a new delivery or another attempt of a known delivery. */
  beginAttempt: (delivery: Delivery) => void
  endAttempt: (id: string, outcome: Outcome) => void
  delivery: (id: string) => Delivery | undefined
  /** Returns the deliveries, newest first. */
  deliveries: (params?: { last: number }) => Delivery[]
  /** Returns the last delivery of each subscription, by subscription id. */
  lastDeliveries: () => Map<string, Delivery>
  /** Marks every open delivery as failed: the service stopped before the answer arrived. */
  closeOpenDeliveries: () => void
}

type Row = Omit<Delivery, 'outcome' | 'spoken'> & {
  spoken: string | null
  status: number | null
  error: string | null
  ms: number | null
}

const MOST_ROWS = 500

const columns =
  'id, subscriptionId, url, secret, eventType, body, spoken, late, attempts, sentAt, status, error, ms'

/** Stores the log in the table `deliveries`. */
export function keepDeliveries(sqlite: SQLite.Database): DeliveryRows {
  const begin = sqlite.prepare<Row>(
    `INSERT INTO deliveries (${columns})
     VALUES (@id, @subscriptionId, @url, @secret, @eventType, @body, @spoken, @late, @attempts, @sentAt, NULL, NULL, NULL)
     ON CONFLICT (id) DO UPDATE SET attempts = excluded.attempts, sentAt = excluded.sentAt,
       status = NULL, error = NULL, ms = NULL`
  )
  const trim = sqlite.prepare<[number]>(
    'DELETE FROM deliveries WHERE seq <= (SELECT max(seq) FROM deliveries) - ?'
  )
  const end = sqlite.prepare<Pick<Row, 'id' | 'status' | 'error' | 'ms'>>(
    'UPDATE deliveries SET status = @status, error = @error, ms = @ms WHERE id = @id'
  )
  const closeOpen = sqlite.prepare<[string]>(
    'UPDATE deliveries SET error = ?, ms = 0 WHERE status IS NULL AND error IS NULL'
  )
  const one = sqlite.prepare<[string], Row>(`SELECT ${columns} FROM deliveries WHERE id = ?`)
  const some = sqlite.prepare<[number], Row>(`SELECT ${columns} FROM deliveries ORDER BY seq DESC LIMIT ?`)
  const inOrderSent = sqlite.prepare<[], Row>(`SELECT ${columns} FROM deliveries ORDER BY sentAt, seq`)

  return {
    beginAttempt: sqlite.transaction((delivery: Delivery) => {
      begin.run(toRow(delivery))
      trim.run(MOST_ROWS)
    }),
    endAttempt: (id, outcome) => void end.run({ id, ...toColumns(outcome) }),
    delivery: id => {
      const row = one.get(id)
      return row && fromRow(row)
    },
    deliveries: ({ last } = { last: MOST_ROWS }) => some.all(last).map(fromRow),
    lastDeliveries: () => new Map(inOrderSent.all().map(row => [row.subscriptionId, fromRow(row)])),
    closeOpenDeliveries: () =>
      void closeOpen.run('The practice service stopped before an answer came. Send the delivery again.')
  }
}

const toRow = ({ outcome, spoken, ...delivery }: Delivery): Row => ({
  ...delivery,
  spoken: spoken && JSON.stringify(spoken),
  ...toColumns(outcome)
})

function toColumns(outcome: Outcome): Pick<Row, 'status' | 'error' | 'ms'> {
  switch (outcome.kind) {
    case 'open':
      return { status: null, error: null, ms: null }
    case 'answered':
      return { status: outcome.status, error: null, ms: outcome.ms }
    case 'failed':
      return { status: null, error: outcome.error, ms: outcome.ms }
  }
}

function fromRow({ status, error, ms, spoken, ...row }: Row): Delivery {
  const delivery = { ...row, spoken: spoken === null ? null : JSON.parse(spoken) }
  if (status !== null) return { ...delivery, outcome: { kind: 'answered', status, ms: ms ?? 0 } }
  if (error !== null) return { ...delivery, outcome: { kind: 'failed', error, ms: ms ?? 0 } }
  return { ...delivery, outcome: { kind: 'open' } }
}
