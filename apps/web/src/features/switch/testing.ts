import type { FlowHold, Subscription } from '@hookwright/model'
import type { SwitchProgress } from './use-switch.ts'

/** Builds a subscription for a test. */
export const subscriptionOf = (params: Partial<Subscription>): Subscription => ({
  id: 'subscription-1',
  flowId: 'flow-1',
  status: { is: 'registering' },
  wanted: true,
  replacedBy: null,
  terms: {
    connectorId: 'connector-1',
    versionId: 'version-1',
    eventFlowId: 'event-1',
    connectionId: null,
    revisionId: 'revision-1',
    options: {},
    registration: { flowId: 'register-1', inputs: {} },
    deregistration: null
  },
  startedAt: 1_000,
  deadline: 61_000,
  since: 1_000,
  fault: null,
  tokenTail: '9f2Q',
  hold: null,
  ...params
})

/**
 * Example of a hold: the flow's connection is no longer shared with its owner. Tests put a flow on hold with
 * it.
 */
export const holdOfTest: FlowHold = {
  since: 5_000,
  lost: [{ connectionId: 'connection-1', name: 'People team', why: 'not-shared' }],
  wasPaused: false
}

/** Builds the switch progress of a test. */
export const progressOf = (params: Partial<SwitchProgress>): SwitchProgress => ({
  subscription: subscriptionOf({}),
  now: 1_000,
  attempt: null,
  helper: { flowId: 'register-1', name: 'Register', connectorId: 'connector-1' },
  lines: [],
  successor: null,
  openCleanup: 0,
  repairing: false,
  inDoubt: 0,
  lifetime: null,
  nextRun: null,
  polling: null,
  ...params
})
