import type { Id } from '@hookwright/model'
import type { Database } from 'better-sqlite3'
import { blobOfId } from '../../schema/uid.ts'
import type { ConnectionNeed } from '../../store.ts'

/** SQL conditions by which a subscription, `s`, needs its connection. */
const needs: Record<Exclude<ConnectionNeed['what'], 'orphan'>, string> = {
  deregistration: `s.status = 'deregistering' or (s.wanted = 0 and s.status in ('registering', 'on', 'paused'))`,
  cleanup: `exists (select 1 from cleanup_entries e where e.subscription = s.id and e.status = 'open')`,
  uncertain: `s.how = 'uncertain' and not exists (select 1 from cleanup_entries e where e.subscription = s.id)`,
  run: `exists (select 1 from runs r where r.subscription = s.id and r.status in ('waiting', 'on-hold'))
    or s.id in (select r.subscription from runs r where r.status in ('queued', 'running'))`,
  delivery: `exists (select 1 from deliveries d where d.subscription = s.id and d.status = 'accepted')`
}

/**
 * SQL of unfinished runs, deliveries and replaced subscriptions whose revision names the
 * connection, `?`, in a card. Only revisions with unfinished items are read.
 */
const needsOfCards = `
  select what, f.name as flowName from (
      select 'run' as what, flow, revision from runs where status in ('waiting', 'on-hold')
      union select 'run', flow, revision from runs where status in ('queued', 'running')
      union select 'deregistration', s.flow, r.id from subscriptions s
        join revisions r on r.uid = unhex(replace(s.terms ->> '$.revisionId', '-', ''))
        where s.wanted = 0 and s.status <> 'ended' and s.status <> 'deregistering'
      union select 'delivery', s.flow, r.id from (select distinct subscription from deliveries where status = 'accepted') d
        join subscriptions s on s.id = d.subscription
        join revisions r on r.uid = unhex(replace(s.terms ->> '$.revisionId', '-', ''))
    ) open
    join revisions r on r.id = open.revision
    join flows f on f.id = open.flow
  where instr(r.snapshot, '"actionFlowId"') > 0 and instr(r.snapshot, ?) > 0`

/** Reads the users of a connection other than running flows. */
export const readConnectionNeeds = (db: Database, id: Id): ConnectionNeed[] => {
  const ofFlows = db.prepare<[string, string], { what: ConnectionNeed['what']; flowName: string | null }>(
    Object.entries(needs)
      .map(
        ([what, isNeeded]) => `select distinct '${what}' as what, f.name as flowName from mine s
          join flows f on f.id = s.flow where ${isNeeded}`
      )
      .concat(needsOfCards)
      .join(' union ')
      .replace(
        /^/,
        `with mine as (select id, flow, status, how, wanted from subscriptions
          where terms ->> '$.connectionId' = ?) `
      )
  )
  const ofOrphans = db
    .prepare<[Buffer], number>(
      `select count(*) from orphans o join connections c on c.id = o.connection
       where c.uid = ? and o.status = 'open' and o.removal is not null and o.data_sealed is not null`
    )
    .pluck()
  const found = Number(ofOrphans.get(blobOfId(id)) ?? 0)
  return [...ofFlows.all(id, id), ...(found > 0 ? [{ what: 'orphan' as const, flowName: null }] : [])]
}
