import { agentEventFaults } from './faults/agent-event-faults.ts'
import { agentFaults } from './faults/agent-faults.ts'
import { agentToolFaults } from './faults/agent-tool-faults.ts'
import { connectorFaults } from './faults/connector-faults.ts'
import { deliveryFaults } from './faults/delivery-faults.ts'
import { endpointFaults } from './faults/endpoint-faults.ts'
import type { FaultRow } from './faults/fault-row.ts'
import { flowFaults } from './faults/flow-faults.ts'
import { installationFaults } from './faults/installation-faults.ts'
import { requestFaults } from './faults/request-faults.ts'
import { runFaults } from './faults/run-faults.ts'
import { signInFaults } from './faults/sign-in-faults.ts'
import { subscriptionFaults } from './faults/subscription-faults.ts'

/** All faults, by code. Codes are unique across areas. */
export const faultTable = {
  ...installationFaults,
  ...signInFaults,
  ...connectorFaults,
  ...endpointFaults,
  ...agentToolFaults,
  ...flowFaults,
  ...subscriptionFaults,
  ...deliveryFaults,
  ...runFaults,
  ...requestFaults,
  ...agentFaults,
  ...agentEventFaults
} as const satisfies Record<string, FaultRow>
