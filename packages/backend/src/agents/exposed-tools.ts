import type { Specs } from '@hookwright/engine'
import type { Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { AuditLog } from '../access/audit-log.ts'
import type { Callers } from '../dispatch/callers.ts'
import type { Dispatcher } from '../dispatch/dispatcher.ts'
import type { ConnectorTester } from '../files/connector-files.ts'
import type { Effects, Settings } from '../kernel/effects.ts'
import type { Shown, ShownRun } from '../retention/shown.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import type { RulesInForce } from '../revisions/rules-in-force.ts'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import { type AgentTools, createAgentTools } from './agent-tools.ts'
import { type Approvals, createApprovals } from './approvals.ts'
import { createCallViews } from './call-views.ts'
import { createToolChanges } from './change-tool.ts'
import { createExposure, type Exposure } from './exposure.ts'
import { createMakerTools } from './maker-tools.ts'
import { createOpenTools } from './open-tools.ts'
import { createToolCalls } from './tool-calls.ts'

/** Tools that members expose to their agents, with their calls and approvals. */
export interface ExposedTools {
  tools: AgentTools
  exposure: Omit<Exposure, 'offered'>
  approvals: Approvals
}

/**
 * Creates the services for exposed tools: the tools themselves, their exposure by members, and the approvals
 * of calls.
 */
export const createExposedTools = (
  params: {
    store: Store
    specs: Specs
    effects: Effects
    settings: Settings
    loadedRevisions: LoadedRevisions
    rules: RulesInForce
    subscriptionCache: SubscriptionCache
    dispatcher: Dispatcher
    callers: Callers
    shown: Shown
    shownRun: ShownRun
    audit: AuditLog
    transfers: {
      connectorFiles: Parameters<typeof createMakerTools>[0]['files']
      deploymentPlans: { make: Parameters<typeof createMakerTools>[0]['plan'] }
    }
    runTests: ConnectorTester | undefined
    switchOffIfOn: (flowId: Id) => Promise<void>
  } & Pick<Parameters<typeof createExposure>[0], 'actions' | 'flows' | 'subscriptions'> &
    Pick<Parameters<typeof createToolChanges>[0], 'flows' | 'subscriptions'>
): ExposedTools => {
  const { store, specs, transfers, runTests } = params
  const tools = createOpenTools(params)
  const calls = createToolCalls({ ...params, tools })
  const exposure = createExposure({
    ...params,
    tools,
    changes: createToolChanges(params),
    withdraw: calls.withdraw
  })
  const makers = createMakerTools({
    ...{ store, specs, files: transfers.connectorFiles, plan: transfers.deploymentPlans.make, runTests }
  })
  return {
    tools: createAgentTools({ store, tools, calls, exposure, makers }),
    exposure,
    approvals: createApprovals({
      ...{ ...params, withdraw: calls.withdraw },
      views: createCallViews({ ...params, tools })
    })
  }
}
