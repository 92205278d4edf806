import { type Millis, type Role, roleSeesAll, roles } from '@hookwright/model'

/** Person who sends a request. */
export interface Person {
  id: string
  name: string
  role: Role
  /** True for a request with an API key that may access only items of its owner, regardless of the role. */
  ownItemsOnly?: boolean
}

/** Person as admins see them. */
export interface Member extends Person {
  addedAt: Millis
}

/**
 * Permission table: the lowest role that may call each procedure. With `own`, only the owner of the item may
 * call it; admins may call it for any item. Procedures without a row cannot be called. A test checks that
 * every procedure has a row.
 */
export const permissions = {
  'people.me': { least: 'viewer', own: false },
  'people.list': { least: 'admin', own: false },
  'people.add': { least: 'admin', own: false },
  'people.roleEffects': { least: 'admin', own: false },
  'people.setRole': { least: 'admin', own: false },
  'people.setPassword': { least: 'admin', own: false },
  'people.names': { least: 'user', own: false },
  'people.belongings': { least: 'admin', own: false },
  'people.changeOwnPassword': { least: 'viewer', own: true },
  'people.remove': { least: 'admin', own: false },

  'apiKeys.list': { least: 'viewer', own: true },
  'apiKeys.create': { least: 'viewer', own: true },
  'apiKeys.revoke': { least: 'viewer', own: true },

  'agents.clients': { least: 'viewer', own: true },
  'agents.revoke': { least: 'viewer', own: true },
  'agents.request': { least: 'viewer', own: true },
  'agents.decide': { least: 'viewer', own: true },
  'agents.subscriptions': { least: 'viewer', own: true },
  'agents.endSubscription': { least: 'user', own: true },
  'agents.tools': { least: 'user', own: true },
  'agents.expose': { least: 'user', own: true },
  'agents.fix': { least: 'user', own: true },
  'agents.hide': { least: 'user', own: true },
  'agents.setApproval': { least: 'user', own: true },
  'agents.approvals': { least: 'user', own: true },
  'agents.approve': { least: 'user', own: true },
  'agents.refuse': { least: 'user', own: true },
  'agents.calls': { least: 'user', own: true },

  'audit.list': { least: 'admin', own: false },

  'installation.get': { least: 'viewer', own: false },
  'installation.server': { least: 'admin', own: false },
  'installation.processes': { least: 'admin', own: false },
  'installation.checklist': { least: 'viewer', own: true },
  'installation.loadSample': { least: 'maker', own: false },

  'changes.watch': { least: 'viewer', own: true },

  'connectors.list': { least: 'viewer', own: false },
  'connectors.tallies': { least: 'viewer', own: false },
  'connectors.get': { least: 'viewer', own: false },
  'connectors.create': { least: 'maker', own: false },
  'connectors.describe': { least: 'maker', own: false },
  'connectors.authenticate': { least: 'maker', own: false },
  'connectors.clients': { least: 'maker', own: false },
  'connectors.setClientSecret': { least: 'maker', own: false },
  'connectors.remove': { least: 'maker', own: false },
  'connectors.restore': { least: 'maker', own: false },
  'connectors.purge': { least: 'maker', own: false },
  'connectors.duplicate': { least: 'maker', own: false },
  'connectors.exportFiles': { least: 'maker', own: false },
  'connectors.previewFiles': { least: 'maker', own: false },
  'connectors.createFromFiles': { least: 'maker', own: false },
  'connectors.importFiles': { least: 'maker', own: false },
  'connectors.previewOpenApi': { least: 'maker', own: false },
  'connectors.createFromOpenApi': { least: 'maker', own: false },
  'connectors.importOpenApi': { least: 'maker', own: false },

  'gallery.list': { least: 'maker', own: false },
  'gallery.install': { least: 'maker', own: false },
  'gallery.following': { least: 'maker', own: false },
  'gallery.compare': { least: 'maker', own: false },
  'gallery.update': { least: 'maker', own: false },
  'gallery.unfollow': { least: 'maker', own: false },

  'bin.list': { least: 'user', own: true },

  'makerFlows.list': { least: 'maker', own: false },
  'makerFlows.summaries': { least: 'maker', own: false },
  'makerFlows.userFlows': { least: 'maker', own: false },
  'makerFlows.open': { least: 'maker', own: false },
  'makerFlows.get': { least: 'maker', own: false },
  'makerFlows.create': { least: 'maker', own: false },
  'makerFlows.save': { least: 'maker', own: false },
  'makerFlows.remove': { least: 'maker', own: false },
  'makerFlows.restore': { least: 'maker', own: false },
  'makerFlows.duplicate': { least: 'maker', own: false },
  'makerFlows.purge': { least: 'maker', own: false },
  'makerFlows.test': { least: 'maker', own: false },
  'makerFlows.testCard': { least: 'maker', own: false },
  'makerFlows.setActive': { least: 'maker', own: false },
  'makerFlows.users': { least: 'maker', own: false },
  'makerFlows.fieldUses': { least: 'maker', own: false },
  'makerFlows.choices': { least: 'maker', own: false },
  'makerFlows.fields': { least: 'maker', own: false },
  'makerFlows.samples': { least: 'maker', own: true },

  'receiving.explain': { least: 'maker', own: false },
  'receiving.requests': { least: 'maker', own: true },
  'receiving.lastMatches': { least: 'maker', own: true },

  'versions.list': { least: 'viewer', own: false },
  'versions.get': { least: 'maker', own: false },
  'versions.draft': { least: 'maker', own: false },
  'versions.validate': { least: 'maker', own: false },
  'versions.create': { least: 'maker', own: false },
  'versions.deploy': { least: 'maker', own: false },
  'versions.setVisible': { least: 'maker', own: false },
  'versions.deployments': { least: 'viewer', own: false },
  'versions.impact': { least: 'maker', own: false },
  'versions.hosts': { least: 'maker', own: false },

  'plans.make': { least: 'maker', own: false },
  'plans.carryOut': { least: 'maker', own: false },
  'plans.progress': { least: 'maker', own: false },

  'events.list': { least: 'user', own: false },
  'events.choices': { least: 'user', own: true },

  'actions.list': { least: 'user', own: false },
  'actions.get': { least: 'user', own: false },
  'actions.fields': { least: 'user', own: true },

  'testConnections.list': { least: 'maker', own: false },
  'testConnections.create': { least: 'maker', own: false },
  'testConnections.replaceValues': { least: 'maker', own: false },
  'testConnections.remove': { least: 'maker', own: false },
  'testConnections.revoke': { least: 'maker', own: false },
  'testConnections.beginSignIn': { least: 'maker', own: false },
  'testConnections.ping': { least: 'maker', own: false },

  'connections.list': { least: 'user', own: true },
  'connections.overview': { least: 'user', own: true },
  'connections.rename': { least: 'user', own: true },
  'connections.ping': { least: 'user', own: true },
  'connections.form': { least: 'user', own: false },
  'connections.create': { least: 'user', own: false },
  'connections.replaceValues': { least: 'user', own: true },
  'connections.revoke': { least: 'user', own: true },
  'connections.beginSignIn': { least: 'user', own: true },
  'connections.remove': { least: 'user', own: true },
  'connections.shareEffects': { least: 'user', own: true },
  'connections.share': { least: 'user', own: true },
  'connections.handOver': { least: 'admin', own: false },

  'openBreakers.list': { least: 'viewer', own: true },
  'openBreakers.probe': { least: 'user', own: true },
  'openBreakers.close': { least: 'user', own: true },

  'flows.list': { least: 'viewer', own: true },
  'flows.summaries': { least: 'viewer', own: true },
  'flows.summary': { least: 'viewer', own: true },
  'flows.overview': { least: 'viewer', own: true },
  'flows.activity': { least: 'viewer', own: true },
  'flows.tally': { least: 'viewer', own: true },
  'flows.why': { least: 'viewer', own: true },
  'flows.open': { least: 'user', own: true },
  'flows.get': { least: 'user', own: true },
  'flows.create': { least: 'user', own: false },
  'flows.save': { least: 'user', own: true },
  'flows.remove': { least: 'user', own: true },
  'flows.restore': { least: 'user', own: true },
  'flows.duplicate': { least: 'user', own: true },
  'flows.exportFiles': { least: 'user', own: true },
  'flows.previewFiles': { least: 'user', own: true },
  'flows.createFromFiles': { least: 'user', own: false },
  'flows.importFiles': { least: 'user', own: true },
  'flows.previewForeign': { least: 'user', own: false },
  'flows.createFromForeign': { least: 'user', own: false },
  'flows.purge': { least: 'user', own: true },
  'flows.history': { least: 'user', own: true },
  'flows.state': { least: 'user', own: true },
  'flows.takeState': { least: 'user', own: true },
  'flows.blockers': { least: 'user', own: true },
  'flows.running': { least: 'user', own: true },
  'flows.applyPlan': { least: 'user', own: true },
  'flows.applyChanges': { least: 'user', own: true },
  'flows.testCard': { least: 'user', own: true },
  'flows.test': { least: 'user', own: true },
  'flows.shared': { least: 'user', own: true },
  'flows.runForm': { least: 'user', own: true },
  'flows.run': { least: 'user', own: true },
  'apiEndpoints.summary': { least: 'user', own: true },
  'apiEndpoints.url': { least: 'user', own: true },
  'apiEndpoints.secret': { least: 'user', own: true },
  'apiEndpoints.renewAddress': { least: 'user', own: true },
  'apiEndpoints.renewSecret': { least: 'user', own: true },
  'flows.testEventDraft': { least: 'user', own: true },
  'flows.sendTestEvent': { least: 'user', own: true },
  'flows.signTestEvent': { least: 'user', own: true },

  'subscriptions.switchOn': { least: 'user', own: true },
  'subscriptions.switchOff': { least: 'user', own: true },
  'subscriptions.reRegister': { least: 'user', own: true },
  'subscriptions.rotate': { least: 'user', own: true },
  'subscriptions.cancelReplacing': { least: 'user', own: true },
  'subscriptions.pause': { least: 'user', own: true },
  'subscriptions.progress': { least: 'viewer', own: true },
  'subscriptions.list': { least: 'viewer', own: true },
  'subscriptions.get': { least: 'viewer', own: true },
  'subscriptions.eventUrl': { least: 'user', own: true },
  'subscriptions.signingSecret': { least: 'user', own: true },
  'subscriptions.moved': { least: 'user', own: true },
  'subscriptions.moveHouse': { least: 'user', own: true },
  'subscriptions.upgradePlan': { least: 'user', own: true },
  'subscriptions.upgrades': { least: 'user', own: true },
  'subscriptions.upgrade': { least: 'user', own: true },
  'subscriptions.registrations': { least: 'viewer', own: true },
  'subscriptions.uncertain': { least: 'viewer', own: true },
  'subscriptions.registration': { least: 'viewer', own: true },
  'subscriptions.closeUncertain': { least: 'user', own: true },
  'subscriptions.cleanupEntries': { least: 'viewer', own: true },
  'subscriptions.retryCleanupEntry': { least: 'user', own: true },
  'subscriptions.closeCleanupEntry': { least: 'user', own: true },
  'subscriptions.renewNow': { least: 'user', own: true },
  'subscriptions.compare': { least: 'user', own: true },

  'orphans.list': { least: 'maker', own: false },
  'orphans.remove': { least: 'maker', own: false },
  'orphans.ignore': { least: 'maker', own: false },

  'drift.list': { least: 'maker', own: false },
  'drift.ignore': { least: 'maker', own: false },

  'alerts.list': { least: 'viewer', own: true },
  'alerts.unseen': { least: 'viewer', own: true },
  'alerts.markSeen': { least: 'user', own: true },

  'alertEndpoints.list': { least: 'admin', own: false },
  'alertEndpoints.add': { least: 'admin', own: false },
  'alertEndpoints.change': { least: 'admin', own: false },
  'alertEndpoints.setOn': { least: 'admin', own: false },
  'alertEndpoints.rotate': { least: 'admin', own: false },
  'alertEndpoints.remove': { least: 'admin', own: false },
  'alertEndpoints.test': { least: 'admin', own: false },
  'alertEndpoints.messages': { least: 'admin', own: false },

  'dryRuns.begin': { least: 'maker', own: false },
  'dryRuns.progress': { least: 'maker', own: false },
  'dryRuns.cancel': { least: 'maker', own: false },

  'listening.begin': { least: 'maker', own: false },
  'listening.progress': { least: 'maker', own: true },
  'listening.extend': { least: 'maker', own: true },
  'listening.end': { least: 'maker', own: true },

  'search.byId': { least: 'viewer', own: true },

  'deliveries.list': { least: 'viewer', own: true },
  'deliveries.chart': { least: 'viewer', own: true },
  'deliveries.get': { least: 'viewer', own: true },
  'deliveries.refusals': { least: 'viewer', own: true },
  'deliveries.signAnew': { least: 'user', own: true },
  'deliveries.replay': { least: 'user', own: true },
  'deliveries.countReplayable': { least: 'user', own: true },
  'deliveries.replayMany': { least: 'user', own: true },
  'deliveries.replays': { least: 'user', own: true },
  'deliveries.stopReplays': { least: 'user', own: true },

  'runs.list': { least: 'viewer', own: true },
  'runs.suspended': { least: 'viewer', own: true },
  'runs.underWay': { least: 'viewer', own: true },
  'runs.get': { least: 'viewer', own: true },
  'runs.open': { least: 'user', own: true },
  'runs.replay': { least: 'user', own: true },
  'runs.replayChoices': { least: 'user', own: true },
  'runs.goOn': { least: 'user', own: true },
  'runs.cancel': { least: 'user', own: true },

  'keeping.rules': { least: 'viewer', own: false },
  'keeping.setRules': { least: 'admin', own: false },
  'keeping.size': { least: 'admin', own: false },
  'keeping.ofFlow': { least: 'user', own: true },
  'keeping.redactFlow': { least: 'user', own: true },
  'keeping.clearings': { least: 'user', own: true },
  'keeping.clear': { least: 'user', own: true },
  'keeping.clearAll': { least: 'admin', own: false },

  'savedViews.list': { least: 'viewer', own: true },
  'savedViews.save': { least: 'user', own: false },
  'savedViews.change': { least: 'user', own: true },
  'savedViews.remove': { least: 'user', own: true }
} as const satisfies Record<string, { least: Role; own: boolean }>

/** Path of a procedure in the table. */
export type Act = keyof typeof permissions

/** Returns true when a path has a row in the table. */
export const isAct = (path: string): path is Act => Object.hasOwn(permissions, path)

/** Returns true when a role may call a procedure. */
export const mayCall = (role: Role, act: Act): boolean =>
  roles.indexOf(role) >= roles.indexOf(permissions[act].least)

/**
 * Returns true for people who see other members' items: admins, and viewers without bodies and
 * values.
 */
export const seesAll = ({ role, ownItemsOnly = false }: Person): boolean => roleSeesAll(role) && !ownItemsOnly
