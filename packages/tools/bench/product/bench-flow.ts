import { condition } from './documents.ts'

/**
 * Flow of the benches. Its event extracts three values of a GitHub push. One condition then checks that the
 * push was to a branch.
 */
export const benchFlow = {
  picks: { repository: ['repository', 'full_name'], sender: ['sender', 'login'], ref: ['ref'] },
  flows: [{ name: 'Note pushes', cards: [condition('ref', 'refs/heads/')] }]
}

/** SQL query that returns when the first run of each delivery ended, in milliseconds, in order of arrival. */
export const doneSql =
  'select finished_at from runs where delivery is not null and record_index is null order by delivery'
