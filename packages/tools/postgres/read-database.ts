import { createConnections, query } from '@hookwright/store/postgres'
import type { FirstRun, Recorded, StoredDelivery } from '../history/history.ts'

/** Reader of a database, for checks while processes work on it and afterwards. */
export interface DatabaseReader {
  /** Returns the current time of the database's clock. */
  now: () => Promise<string>
  /** Returns the ids of the deliveries that have not ended. */
  openDeliveries: () => Promise<string[]>
  /** Returns the number of deliveries and runs that have not ended. */
  openWork: () => Promise<number>
  /** Returns the effects that have ended. Each is recorded with the given number of earlier disturbances. */
  recordedEffects: (kill: number) => Promise<Recorded[]>
  /** Returns the number of scheduled starts, by flow and scheduled time. */
  ticks: () => Promise<{ at: number; count: number }[]>
  keptAndRun: (killedAt: readonly number[]) => Promise<{ kept: StoredDelivery[]; runs: FirstRun[] }>
  /**
   * Returns the number of rows that a process wrote too late: after its stall, for runs that another process
   * had already claimed.
   */
  lateWrites: (stall: { name: string; continued: string }) => Promise<number>
  close: () => Promise<void>
}

/**
 * SQL that records which process wrote each row of a run or its journal, and which process claimed each job.
 * Rolled-back writes are not recorded.
 */
const watchWriters = `
  create table noted_writes (run bytea, writer text, at timestamptz);
  create index noted_writes_run on noted_writes (run);
  create function note_write() returns trigger language plpgsql as $$
    declare written bytea;
    begin
      if tg_table_name = 'runs' then written := new.uid; else written := new.run; end if;
      insert into noted_writes values (written, current_setting('application_name'), clock_timestamp());
      return null;
    end $$;
  create trigger note_write after insert or update on runs for each row execute function note_write();
  create trigger note_write after insert or update on journal for each row execute function note_write();
  create table noted_claims (job uuid, claimant text, at timestamptz);
  create index noted_claims_job on noted_claims (job);
  create function note_claim() returns trigger language plpgsql as $$
    begin
      insert into noted_claims values (new.id, current_setting('application_name'), clock_timestamp());
      return null;
    end $$;
  create trigger note_claim after update on pgboss.job for each row
    when (new.state = 'active' and old.state <> 'active') execute function note_claim();
  create trigger note_claim_of_new after insert on pgboss.job for each row
    when (new.state = 'active') execute function note_claim();`

/** Opens a migrated database for reading, and starts recording the writers of rows. */
export async function openReader(url: string): Promise<DatabaseReader> {
  const connections = createConnections(url, 1)
  const ask = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await connections.withOne(client => query(client, text, values))).rows
  await ask(watchWriters)
  return {
    now: async () => (await ask<{ now: string }>('select clock_timestamp()::text as now'))[0]?.now ?? '',
    openDeliveries: async () =>
      (await ask<{ id: Buffer }>(`select uid as id from deliveries where status = 'accepted'`)).map(
        ({ id }) => uuidOf(id)
      ),
    openWork: async () => {
      const [row] = await ask<{ open: number }>(
        `select (select count(*) from deliveries where status = 'accepted')
         + (select count(*) from runs where status in ('queued', 'running', 'waiting')) as open`
      )
      return row?.open ?? 0
    },
    recordedEffects: async kill => {
      const journal = await ask<{ run: Buffer; key: string }>(
        'select run, key from journal where result is not null'
      )
      const ended = await ask<{ uid: Buffer }>(
        `select uid from runs where status in ('succeeded', 'failed') and delivery is not null`
      )
      return [
        ...journal.map(({ run, key }) => ({ run: uuidOf(run), key: `${uuidOf(run)}/${key}`, kill })),
        ...ended.map(({ uid }) => ({ run: uuidOf(uid), key: null, kill }))
      ]
    },
    ticks: async () => {
      const rows = await ask<{ at: string; count: number }>(
        `select d.subscription, convert_from(p.body, 'utf8')::jsonb ->> 'scheduledAt' as at, count(*)
         from deliveries d join payloads p on p.delivery = d.id
         where d.method = 'SCHEDULE' and d.status = 'done' group by 1, 2`
      )
      return rows.map(({ at, count }) => ({ at: Date.parse(at), count }))
    },
    keptAndRun: async killedAt => {
      const kept = await ask<{ row: number; status: string; body: Buffer | null }>(
        `select d.id as row, d.status, p.body from deliveries d
         left join deliveries o on o.uid = d.duplicate_of
         left join payloads p on p.delivery = coalesce(o.id, d.id) order by d.id`
      )
      const runs = await ask<{ uid: Buffer; delivery: number; status: string; finished: number }>(
        `select uid, delivery, status, coalesce(finished_at, 0) as finished from runs
         where delivery is not null and record_index is null`
      )
      return {
        kept: kept.map(({ row, status, body }) => ({
          ...{ row, status, body },
          id: body === null ? null : String(JSON.parse(body.toString()).id)
        })),
        runs: runs.map(({ uid, delivery, status, finished }) => ({
          ...{ id: uuidOf(uid), delivery, status },
          life: killedAt.filter(at => at <= finished).length
        }))
      }
    },
    lateWrites: async ({ name, continued }) => {
      const [row] = await ask<{ late: number; own: number }>(
        `select count(*) filter (where claimant <> $1 and at >= $2::timestamptz) as late,
           count(*) filter (where claimant = $1) as own
         from (select w.at, (select c.claimant from noted_claims c where c.at < w.at
             and c.job in (encode(r.uid, 'hex')::uuid, encode(d.uid, 'hex')::uuid) order by c.at desc limit 1) as claimant
           from noted_writes w join runs r on r.uid = w.run left join deliveries d on d.id = r.delivery
           where w.writer = $1) as written`,
        [name, continued]
      )
      if (row === undefined || row.own === 0) throw new Error(`No row that ${name} wrote has a claim of it.`)
      return row.late
    },
    close: connections.close
  }
}

function uuidOf(uid: Buffer): string {
  const hex = uid.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
