import type { AuditedKind, AuditGroup } from './audit.ts'

/** Description of an action that is recorded in the audit log. */
export interface AuditedAct {
  /** Title of the action on the audit page. */
  title: string
  group: AuditGroup
  /** Kind of the item that the action creates. The action returns the item's `id`. */
  makes?: AuditedKind
  /**
   * Names of inputs whose values are recorded unchanged. Only choices, numbers and names are recorded, no
   * other values that people enter.
   */
  notes?: readonly string[]
}

/**
 * Actions recorded in the audit log, by procedure path. A test reports mutations that are neither listed here
 * nor exempt.
 */
export const auditedActs = {
  'versions.create': { title: 'Created a version', group: 'deployment', makes: 'version' },
  'versions.deploy': { title: 'Deployed a version', group: 'deployment' },
  'versions.setVisible': {
    title: 'Changed the visibility of a version',
    group: 'deployment',
    notes: ['visible']
  },
  'plans.carryOut': { title: 'Applied a deployment plan', group: 'deployment', makes: 'version' },
  'connectors.create': { title: 'Created a connector', group: 'deployment', makes: 'connector' },
  'connectors.duplicate': { title: 'Duplicated a connector', group: 'deployment' },
  'connectors.createFromFiles': {
    title: 'Imported a connector from files',
    group: 'deployment',
    makes: 'connector'
  },
  'gallery.install': {
    title: 'Installed a connector from the gallery',
    group: 'deployment',
    makes: 'connector',
    notes: ['key', 'isFork']
  },
  'gallery.update': { title: 'Updated a connector from the gallery', group: 'deployment' },
  'gallery.unfollow': { title: 'Stopped gallery updates of a connector', group: 'deployment' },
  'connectors.exportFiles': { title: 'Exported a connector', group: 'deployment' },
  'connectors.importFiles': { title: 'Imported files into a connector', group: 'deployment' },
  'connectors.createFromOpenApi': {
    title: 'Created a connector from OpenAPI',
    group: 'deployment',
    makes: 'connector'
  },
  'connectors.importOpenApi': { title: 'Added flows from OpenAPI', group: 'deployment' },
  'connectors.describe': { title: 'Changed the name or branding of a connector', group: 'deployment' },
  'connectors.authenticate': { title: 'Changed the authentication of a connector', group: 'deployment' },
  'connectors.setClientSecret': { title: 'Changed a client secret', group: 'deployment' },

  'flows.exportFiles': { title: 'Exported a flow', group: 'flow' },
  'flows.createFromFiles': { title: 'Imported a flow from files', group: 'flow', makes: 'flow' },
  'flows.createFromForeign': {
    title: 'Imported flows from another product',
    group: 'flow',
    makes: 'flow'
  },
  'flows.importFiles': { title: 'Imported files into a flow', group: 'flow' },
  'flows.applyChanges': { title: 'Applied changes to a flow', group: 'flow' },
  'subscriptions.switchOn': { title: 'Turned a flow on', group: 'flow' },
  'subscriptions.switchOff': { title: 'Turned a flow off', group: 'flow' },
  'subscriptions.pause': { title: 'Paused or resumed a flow', group: 'flow', notes: ['paused'] },
  'subscriptions.reRegister': { title: 'Registered a flow again', group: 'flow' },
  'subscriptions.rotate': { title: 'Replaced the Event URL', group: 'flow' },
  'subscriptions.moveHouse': { title: 'Registered flows again at a new address', group: 'flow' },
  'subscriptions.upgrade': { title: 'Upgraded flows to a version', group: 'flow' },
  'subscriptions.closeUncertain': { title: 'Closed a registration with an unknown result', group: 'flow' },
  'subscriptions.closeCleanupEntry': { title: 'Closed a cleanup entry', group: 'flow' },
  'apiEndpoints.renewAddress': { title: 'Replaced the API endpoint', group: 'flow' },
  'apiEndpoints.renewSecret': { title: 'Replaced the API secret', group: 'flow' },

  'connections.share': { title: 'Changed the sharing of a connection', group: 'sharing' },
  'connections.handOver': { title: 'Handed over a connection', group: 'sharing' },

  'subscriptions.eventUrl': { title: 'Revealed the Event URL', group: 'reveal' },
  'subscriptions.signingSecret': { title: 'Revealed the Signing Secret', group: 'reveal' },
  'apiEndpoints.url': { title: 'Revealed the API endpoint', group: 'reveal' },
  'apiEndpoints.secret': { title: 'Revealed the API secret', group: 'reveal' },

  'connectors.remove': { title: 'Deleted a connector', group: 'deletion' },
  'connectors.restore': { title: 'Restored a connector', group: 'deletion' },
  'connectors.purge': { title: 'Permanently deleted a connector', group: 'deletion' },
  'makerFlows.remove': { title: 'Deleted a flow', group: 'deletion' },
  'makerFlows.restore': { title: 'Restored a flow', group: 'deletion' },
  'makerFlows.purge': { title: 'Permanently deleted a flow', group: 'deletion' },
  'flows.remove': { title: 'Deleted a flow', group: 'deletion' },
  'flows.restore': { title: 'Restored a flow', group: 'deletion' },
  'flows.purge': { title: 'Permanently deleted a flow', group: 'deletion' },
  'keeping.clear': { title: 'Deleted data of a flow', group: 'deletion' },
  'keeping.clearAll': { title: 'Deleted data of all flows', group: 'deletion' },
  'orphans.remove': { title: 'Removed an unused registration', group: 'deletion' },

  'connections.create': { title: 'Created a connection', group: 'connection', makes: 'connection' },
  'connections.replaceValues': { title: 'Replaced the credentials of a connection', group: 'connection' },
  'connections.revoke': { title: 'Revoked a connection', group: 'connection' },
  'connections.remove': { title: 'Deleted a connection', group: 'connection' },
  'testConnections.create': { title: 'Created a test connection', group: 'connection', makes: 'connection' },
  'testConnections.replaceValues': { title: 'Replaced test credentials', group: 'connection' },
  'testConnections.revoke': { title: 'Revoked a test connection', group: 'connection' },
  'testConnections.remove': { title: 'Deleted a test connection', group: 'connection' },

  'people.add': { title: 'Added a member', group: 'member', makes: 'member', notes: ['role'] },
  'people.setRole': { title: 'Changed a role', group: 'member', notes: ['role'] },
  'people.setPassword': { title: 'Reset a password', group: 'member' },
  'people.changeOwnPassword': { title: 'Changed their password', group: 'member' },
  'people.remove': { title: 'Removed a member', group: 'member' },

  'apiKeys.create': { title: 'Created an API key', group: 'key', makes: 'api-key', notes: ['role'] },
  'apiKeys.revoke': { title: 'Revoked an API key', group: 'key' },

  'agents.decide': {
    title: 'Answered the access request of a client',
    group: 'agent',
    notes: ['allow', 'clientName']
  },
  'agents.revoke': { title: 'Revoked the access of a client', group: 'agent', notes: ['clientName'] },
  'agents.endSubscription': {
    title: 'Ended a subscription of a client',
    group: 'agent',
    notes: ['clientName', 'event']
  },
  'agents.expose': { title: 'Exposed a tool to agents', group: 'agent', notes: ['asksFirst'] },
  'agents.fix': { title: 'Changed the fixed values of a tool', group: 'agent' },
  'agents.hide': { title: 'Hid a tool from agents', group: 'agent' },
  'agents.setApproval': { title: 'Changed the approval of a tool', group: 'agent', notes: ['asksFirst'] },
  'agents.approve': { title: 'Approved a call of an agent', group: 'agent' },
  'agents.refuse': { title: 'Refused a call of an agent', group: 'agent' },

  'installation.loadSample': { title: 'Loaded the sample connector and flow', group: 'installation' },
  'keeping.setRules': {
    title: 'Changed the retention period',
    group: 'installation',
    notes: ['payloadDays', 'metadataDays']
  },
  'keeping.redactFlow': { title: 'Changed the redaction of a flow', group: 'installation' },
  'alertEndpoints.add': { title: 'Added an alert endpoint', group: 'installation' },
  'alertEndpoints.change': { title: 'Changed an alert endpoint', group: 'installation' },
  'alertEndpoints.setOn': {
    title: 'Turned an alert endpoint on or off',
    group: 'installation',
    notes: ['on']
  },
  'alertEndpoints.rotate': { title: 'Replaced the secret of an alert endpoint', group: 'installation' },
  'alertEndpoints.remove': { title: 'Removed an alert endpoint', group: 'installation' }
} as const satisfies Record<string, AuditedAct>

/** Actions that agents perform for a member. They are not procedures of the API. */
export const agentActs = {
  'agents.call': { title: 'Called a tool', group: 'agent' },
  'agents.subscribe': { title: 'Subscribed to an event', group: 'agent' },
  'agents.unsubscribe': { title: 'Ended a subscription to an event', group: 'agent' }
} as const satisfies Record<string, AuditedAct>

const allActs: Record<string, AuditedAct> = { ...auditedActs, ...agentActs }

/** Returns the description of a recorded action. `null` if the action is not recorded. */
export const auditedActOf = (act: string): AuditedAct | null => {
  const rows = allActs
  return Object.hasOwn(rows, act) ? (rows[act] ?? null) : null
}

/** Returns the actions of a group. */
export const actsOfGroup = (group: AuditGroup): string[] =>
  Object.entries(allActs).flatMap(([act, row]) => (row.group === group ? [act] : []))
