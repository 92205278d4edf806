import type { Id } from '@hookwright/model'
import { sql } from 'drizzle-orm'
import { blobOfId, idOfBlob } from '../schema/uid.ts'
import type { NewWork } from '../statements/job-writer.ts'
import { rawRows, type Steps } from '../statements/steps.ts'
import { createConnections } from './connections.ts'
import { openJobs } from './jobs/open-jobs.ts'
import { lockOrders } from './jobs/predecessors.ts'
import { type Positioned, readWaitingOf, type WaitingWork } from './jobs/read-work.ts'
import type { AtOnceOf } from './jobs/routes.ts'
import { createPostgresDatabase, type PostgresDatabase } from './postgres-database.ts'

/** Number of jobs written at a time. */
const PAGE = 1_000

interface UnfinishedRow {
  uid: Buffer
  order_key: string | null
  subscription: number
}

/**
 * Returns jobs for the next deliveries with unfinished work, in order of their ids. Queued records are run by
 * the job of their delivery, even those of a replay.
 */
function* readDeliveries({ tables }: PostgresDatabase, after: Id | null): Steps<NewWork[]> {
  const behind = after === null ? sql`` : sql`and d.uid > ${blobOfId(after)}`
  const rows = yield* rawRows<UnfinishedRow>(
    tables,
    sql`select d.uid, d.order_key, d.subscription from deliveries d where d.status = 'accepted' ${behind}
      union select d.uid, d.order_key, coalesce(r.subscription, d.subscription)
        from runs r join deliveries d on d.id = r.delivery
        where (r.status = 'queued' or (r.status = 'running' and r.replay is null)) ${behind}
      order by 1 limit ${PAGE}`
  )
  return rows.map(({ uid, order_key: orderKey, subscription }) => ({
    ...{ kind: 'delivery', id: idOfBlob(uid), orderKey, subscription }
  }))
}

function* readReplays({ tables }: PostgresDatabase): Steps<NewWork[]> {
  const rows = yield* rawRows<{ uid: Buffer; subscription: number }>(
    tables,
    sql`select uid, subscription from runs where replay is not null and status = 'running' and subscription is not null order by uid`
  )
  return rows.map(({ uid, subscription }) => ({
    ...{ kind: 'replay', id: idOfBlob(uid), orderKey: null, subscription }
  }))
}

const queueAll = async (database: PostgresDatabase): Promise<void> => {
  const { tables, jobs, write } = database
  for (let after: Id | null = null; ; ) {
    const from: Id | null = after
    const page: NewWork[] = await write(function* () {
      const work: NewWork[] = yield* readDeliveries(database, from)
      yield* jobs.enqueue(work)
      return work
    })
    after = page.at(-1)?.id ?? null
    if (after === null) break
  }
  await write(function* () {
    yield* jobs.enqueue(yield* readReplays(database))
  })
  const waiting = await database.read(() =>
    rawRows<{ subscription: number }>(tables, sql`select distinct subscription from waits`)
  )
  for (const { subscription } of waiting) {
    for (let after: string | null = null; ; ) {
      const from: string | null = after
      const runs: Positioned<WaitingWork>[] = await write(function* () {
        const page: Positioned<WaitingWork>[] = yield* readWaitingOf(tables, subscription, from)
        yield* jobs.wake(page.map(({ run: id, delay }) => ({ id, delay })))
        return page
      })
      after = runs.at(-1)?.position ?? null
      if (after === null) break
    }
  }
  await write(() => database.transactions.withConnection(lockOrders))
}

/**
 * Writes jobs for all unfinished work, after rows were moved here from a database without jobs. Can be
 * repeated: existing jobs stay unchanged.
 */
export const requeueWork = async ({ url, atOnceOf }: { url: string; atOnceOf: AtOnceOf }): Promise<void> => {
  const connections = createConnections(url, 2)
  try {
    const jobs = await openJobs(connections, { atOnceOf })
    try {
      await queueAll(createPostgresDatabase(connections, connections, { writerOf: jobs.writerOf }))
    } finally {
      await jobs.close()
    }
  } finally {
    await connections.close()
  }
}
