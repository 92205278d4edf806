import type { DeliveryStatus } from '../deliveries/delivery.ts'
import { one } from '../fields/data-type.ts'
import { Fault } from '../kernel/fault.ts'
import { DAY, HOUR } from '../kernel/millis.ts'
import type { RunStatus } from '../runs/run.ts'
import type { Subscription } from '../subscriptions/attempt.ts'
import type { SubscriptionStatus } from '../subscriptions/status.ts'
import { aRun } from '../testing.ts'
import type { LastRequest, WhyFacts } from './facts.ts'
import { whyPlaces } from './why-check.ts'

/** Current time of the samples. */
export const now = 100 * DAY

/** Sample fault of a failed registration or run. */
export const fault = new Fault('http.no-answer', {
  method: 'POST',
  url: '/hooks',
  why: 'it is a test.'
}).toData()

/** Returns a sample subscription with a status. */
export const subscription = (status: SubscriptionStatus, over: Partial<Subscription> = {}): Subscription => ({
  id: 'subscription',
  flowId: 'flow',
  status,
  wanted: true,
  replacedBy: null,
  terms: {
    connectorId: 'connector',
    versionId: 'version',
    eventFlowId: 'event',
    connectionId: null,
    revisionId: 'revision',
    options: {},
    registration: { flowId: 'helper', inputs: {} },
    deregistration: null
  },
  startedAt: now - 2 * DAY,
  deadline: now - 2 * DAY,
  since: now - 2 * DAY,
  fault: null,
  tokenTail: 'abcd',
  hold: null,
  ...over
})

/** Returns a sample request with a status. */
export const request = (status: DeliveryStatus, over: Partial<LastRequest> = {}): LastRequest => ({
  at: now - HOUR,
  deliveryId: 'delivery',
  status,
  verdict: null,
  ...over
})

/** Returns a sample run with a status, started an hour ago. */
export const run = (status: RunStatus) => aRun(status, { startedAt: now - HOUR, finishedAt: now - HOUR })

/** Sample drift: two consecutive deliveries without the output “Email”. */
export const gone: WhyFacts['drift'][number] = {
  kind: 'missing',
  root: 'body',
  path: ['user', 'email'],
  output: { id: 'email', label: 'Email', dataType: one('text') },
  seen: null,
  count: 2,
  firstAt: now - HOUR,
  lastAt: now - HOUR,
  streak: 2,
  returned: false
}

/** Sample circuit breaker that is open, because 20 of 20 calls failed. */
export const held: WhyFacts['openBreakers'][number] = {
  connectorId: 'connector',
  connectorName: 'Acme HR',
  connectionId: 'connection',
  host: 'api.acme.example',
  since: now - HOUR,
  why: { is: 'failures', failed: 20, calls: 20 }
}

/** Sample facts of a flow without problems. */
export const well: WhyFacts = {
  now,
  subscription: subscription({ is: 'on' }),
  successor: null,
  lifetime: { expiresAt: null, renewAt: null, renewTries: 0, failed: null, gaps: [] },
  attempt: null,
  openCleanup: 0,
  isElsewhere: false,
  blockers: [],
  pending: 'none',
  request: request({ is: 'done' }),
  turnedAway: [],
  drift: [],
  run: { run: run({ is: 'succeeded' }), card: null },
  openBreakers: [],
  suspended: { onHold: 0, held: 0, waiting: 0 },
  hasRoom: true,
  polling: null,
  start: 'event'
}

/** Returns the stages that are checked for this kind of start. */
export const placesOf = (start: WhyFacts['start']) =>
  whyPlaces.filter(place => place !== 'polling' || start === 'poll')
