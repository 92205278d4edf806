import { type CardSpec, type OutputPort, RUN_ID } from '@hookwright/engine'
import { one } from '@hookwright/model'

/** Output of users' start cards: the id of the run in the history. */
export const runIdPort: OutputPort = { id: RUN_ID, label: 'Run ID', type: one('text') }

/** Start of a user's flow, which others cannot call. */
export const userStart = {
  kind: 'user-event',
  needsReturn: false,
  signature: () => ({ kind: 'user-event', inputs: [], options: [] })
} satisfies CardSpec['starts']
