import { condition } from './documents.mjs'

/** The flow that benches run: three parts of a push picked by the event, and one condition on its ref. */
export const benchFlow = {
  picks: { repository: ['repository', 'full_name'], sender: ['sender', 'login'], ref: ['ref'] },
  flows: [{ name: 'Note pushes', cards: [condition('ref', 'refs/heads/')] }]
}

/** Returns when each delivery's first run ended, in milliseconds, in the order in which the deliveries arrived. */
export const doneSql =
  'select finished_at from runs where delivery is not null and record_index is null order by delivery'
