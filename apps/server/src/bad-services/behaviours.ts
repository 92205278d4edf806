import type { Behaviour } from './behaviour.ts'
import { connectionBehaviours } from './connection-behaviours.ts'
import { statusBehaviours } from './status-behaviours.ts'
import { subscriptionBehaviours } from './subscription-behaviours.ts'
import { wireBehaviours } from './wire-behaviours.ts'

/** Every way to be bad that services are known for, and some that end well. */
export const behaviours: Behaviour[] = [
  ...wireBehaviours,
  ...statusBehaviours,
  ...connectionBehaviours,
  ...subscriptionBehaviours
]
