import { type CardSpec, type OutputPort, RUN_ID } from '@hookwright/engine'
import { one } from '@hookwright/model'

/** Output of users' start cards with the id of the run. */
export const runIdPort: OutputPort = { id: RUN_ID, label: 'Run ID', type: one('text') }

/** Start properties of a user's flow, which other flows cannot call. */
export const userStart = {
  kind: 'user-event',
  needsReturn: false,
  signature: () => ({ kind: 'user-event', inputs: [], options: [] })
} satisfies CardSpec['starts']
