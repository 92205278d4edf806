import type { Run, RunStatus } from '../runs/run.ts'

/** A run of a user's flow for a delivery, as it stands; `over` says what is otherwise. */
export const aRun = (status: RunStatus, over: Partial<Run> = {}): Run => ({
  id: 'run',
  kind: 'flow',
  flowId: 'flow',
  subscriptionId: 'subscription',
  deliveryId: 'delivery',
  recordIndex: null,
  revisionId: 'revision',
  replayOf: null,
  replay: null,
  status,
  startedAt: 1,
  finishedAt: null,
  ...over
})
