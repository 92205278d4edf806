import { type OutputPort, RUN_ID } from '@hookwright/engine'
import { one } from '@hookwright/model'

/** Output of the start cards of users' flows: the id under which the run is in the history. */
export const runIdPort: OutputPort = { id: RUN_ID, label: 'Run ID', type: one('text') }
