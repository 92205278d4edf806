import type { HandshakeRule } from './receiving/receiving.ts'
import type { Run, RunStatus } from './runs/run.ts'

/** Arbitraries and samples for the tests of all packages. Not part of the product. */
export * from './testing/any-binding.ts'
export * from './testing/any-connector.ts'
export * from './testing/any-edit.ts'
export * from './testing/any-flow.ts'
export * from './testing/any-value.ts'

/**
 * Returns a handshake rule that captures the header `x-hook-secret` as `hook` and echoes it, with parts
 * replaced by `over`.
 */
export const aHandshake = (over: Partial<HandshakeRule> = {}): HandshakeRule => ({
  id: 'meet',
  when: [{ of: '{header.x-hook-secret}', is: 'present', text: '' }],
  verified: false,
  phase: 'registering',
  key: null,
  require: [],
  unmetStatus: 403,
  capture: [{ name: 'hook', value: '{header.x-hook-secret}' }],
  respond: {
    status: 200,
    headers: [{ name: 'x-hook-secret', value: '{header.x-hook-secret}' }],
    body: { is: 'empty' }
  },
  confirm: null,
  ...over
})

/** Returns a run of a user's flow for a delivery, with parts replaced by `over`. */
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

/** Freezes a value deeply, so that changes throw. */
export const deepFreeze = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFreeze(inner)
  }
  return value
}
