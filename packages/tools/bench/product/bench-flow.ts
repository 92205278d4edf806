import { condition } from './documents.ts'

/**
 * Flow of the benches. Its event extracts three values of a GitHub push, and one condition checks that it was
 * to a branch.
 */
export const benchFlow = {
  picks: { repository: ['repository', 'full_name'], sender: ['sender', 'login'], ref: ['ref'] },
  flows: [{ name: 'Note pushes', cards: [condition('ref', 'refs/heads/')] }]
}

/** SQL query for the end of each delivery's first run, in milliseconds, in order of arrival. */
export const doneSql =
  'select finished_at from runs where delivery is not null and record_index is null order by delivery'
