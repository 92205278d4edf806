import { auditedActs } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { appRouter } from './index.ts'
import { closedToKeys } from './key-access.ts'
import { isAct, permissions } from './permissions.ts'

const isMutation = (procedure: unknown): boolean => {
  const def: unknown = typeof procedure === 'function' ? Reflect.get(procedure, '_def') : null
  return typeof def === 'object' && def !== null && Reflect.get(def, 'type') === 'mutation'
}

const procedures = new Map<string, unknown>(Object.entries(appRouter._def.procedures))

/** Mutations that are not recorded in the audit log: drafts, tests, replays and personal settings. */
const exempt = [
  'makerFlows.create',
  'makerFlows.save',
  'makerFlows.duplicate',
  'makerFlows.setActive',
  'makerFlows.test',
  'makerFlows.testCard',
  'makerFlows.choices',
  'makerFlows.fields',
  'flows.create',
  'flows.save',
  'flows.duplicate',
  'flows.previewFiles',
  'flows.previewForeign',
  'connectors.previewFiles',
  'connectors.previewOpenApi',
  'plans.make',
  'flows.takeState',
  'flows.test',
  'flows.testCard',
  'flows.run',
  'flows.sendTestEvent',
  'flows.signTestEvent',
  'receiving.explain',
  'events.choices',
  'actions.fields',
  'testConnections.beginSignIn',
  'testConnections.ping',
  'connections.beginSignIn',
  'connections.ping',
  'connections.rename',
  'openBreakers.probe',
  'openBreakers.close',
  'subscriptions.cancelReplacing',
  'subscriptions.compare',
  'subscriptions.renewNow',
  'subscriptions.retryCleanupEntry',
  'orphans.ignore',
  'drift.ignore',
  'alerts.markSeen',
  'alertEndpoints.test',
  'dryRuns.begin',
  'dryRuns.cancel',
  'listening.begin',
  'listening.extend',
  'listening.end',
  'deliveries.signAnew',
  'deliveries.replay',
  'deliveries.replayMany',
  'deliveries.stopReplays',
  'runs.replay',
  'runs.goOn',
  'runs.cancel',
  'savedViews.save',
  'savedViews.change',
  'savedViews.remove'
]

describe('the audit log', () => {
  test('records each mutation that is not exempt, exports, and what reveals a secret', () => {
    const recorded = Object.keys(auditedActs)
    expect(recorded.filter(act => !isAct(act))).toEqual([])
    expect(recorded.filter(act => exempt.includes(act))).toEqual([])
    const missing = [...procedures].flatMap(([act, procedure]) =>
      isMutation(procedure) && !recorded.includes(act) && !exempt.includes(act) ? [act] : []
    )
    expect(missing).toEqual([])
    expect(recorded.filter(act => !isMutation(procedures.get(act)))).toEqual([
      'connectors.exportFiles',
      'flows.exportFiles',
      'subscriptions.eventUrl',
      'subscriptions.signingSecret',
      'apiEndpoints.url',
      'apiEndpoints.secret'
    ])
  })
})

test('keys, clients, passwords, sessions and members are closed to API keys, one’s own name is not', () => {
  const closed = Object.keys(permissions).filter(act => /^(people|apiKeys|agents)\.|\.beginSignIn$/.test(act))
  expect([...closedToKeys].toSorted()).toEqual(closed.filter(act => act !== 'people.me').toSorted())
})
