import type { Act } from '@hookwright/api'
import { blankReceiving, noAuthentication, plainBranding } from '@hookwright/model'
import { connectAcme } from './acme-connector.ts'
import type { Api } from './api-client.ts'
import { createEveryItem } from './every-item.ts'
import { inputsOfFlows } from './flow-inputs.ts'
import { goodPassword } from './sign-in.ts'

/** Functions that create a valid input, by procedure. They return undefined for a procedure without input. */
export type EveryInput = Record<Act, () => Promise<object | undefined> | object | undefined>

/**
 * Creates items of each kind, and returns the inputs that refer to them. An item that a call consumes is
 * created again for each call.
 */
export const prepareInputs = async (
  admin: Api,
  owner: Api,
  service: { url: string; host: string },
  upload: (document: object) => Promise<string>
): Promise<EveryInput> => {
  const items = await createEveryItem(admin, owner, service, upload)
  const {
    newName,
    acme,
    connectorId,
    versionId,
    connectionId,
    values,
    addPerson,
    asTest,
    testConnection,
    makerFlowId,
    draftOf,
    openApi,
    filesOf,
    doorbell,
    run,
    exposing,
    exposed,
    teams,
    greet,
    greetConnection,
    teamsConnection,
    followed,
    newKey
  } = items
  return {
    'people.me': () => undefined,
    'people.add': () => ({ name: newName(), password: goodPassword, role: 'viewer' }),
    'people.list': () => undefined,
    'people.names': () => undefined,
    'people.belongings': async () => ({ personId: await addPerson() }),
    'people.roleEffects': async () => ({ personId: await addPerson(), role: 'user' }),
    'people.setRole': async () => ({ personId: await addPerson(), role: 'user' }),
    'people.setPassword': async () => ({ personId: await addPerson(), password: goodPassword }),
    // Refused before it is a try, so that all keep their passwords and nobody is locked out.
    'people.changeOwnPassword': () => ({ currentPassword: goodPassword, newPassword: goodPassword }),
    'people.remove': async () => ({ personId: await addPerson() }),
    'apiKeys.list': () => undefined,
    'apiKeys.create': () => newKey(),
    'apiKeys.revoke': async () => ({ keyId: (await owner.apiKeys.create.mutate(newKey())).key.id }),
    'agents.clients': () => undefined,
    'agents.revoke': () => ({ grantId: 'none', clientName: 'Acme Agent' }),
    'agents.request': () => undefined,
    'agents.subscriptions': () => undefined,
    'agents.endSubscription': () => ({
      eventSubscriptionId: '019c0000-0000-7000-8000-000000000000',
      clientName: 'Acme Agent',
      event: 'acme_hr.user_created'
    }),
    'agents.decide': () => ({
      ...{ requestId: 'none', clientName: 'Acme Agent', allow: false },
      ...{ scopes: [], connectorIds: null }
    }),
    'agents.tools': () => undefined,
    'agents.expose': () => exposing,
    'agents.fix': async () => ({ ...(await exposed()), fixed: {} }),
    'agents.hide': exposed,
    'agents.setApproval': async () => ({ ...(await exposed()), asksFirst: true }),
    'agents.approvals': () => undefined,
    'agents.approve': () => ({ runId: run?.id }),
    'agents.refuse': () => ({ runId: run?.id }),
    'agents.calls': () => ({ limit: 9 }),
    'audit.list': () => ({}),
    'installation.get': () => undefined,
    'installation.server': () => undefined,
    'installation.processes': () => undefined,
    'installation.checklist': () => undefined,
    'installation.loadSample': () => undefined,
    'changes.watch': () => ({}),
    'connectors.list': () => undefined,
    'connectors.tallies': () => undefined,
    'connectors.get': () => ({ connectorId }),
    'connectors.create': () => ({ name: newName() }),
    'connectors.describe': async () => ({
      connectorId: (await admin.connectors.create.mutate({ name: newName() })).id,
      name: newName(),
      description: '',
      branding: plainBranding
    }),
    'connectors.clients': () => ({ connectorId }),
    'connectors.setClientSecret': () => ({ connectorId, clientId: 'hookwright', secret: null }),
    'connectors.authenticate': async () => ({
      connectorId: (await admin.connectors.create.mutate({ name: newName() })).id,
      authentication: noAuthentication
    }),
    'connectors.remove': async () => ({
      connectorId: (await admin.connectors.create.mutate({ name: newName() })).id
    }),
    'connectors.restore': async () => {
      const gone = await admin.connectors.create.mutate({ name: newName() })
      await admin.connectors.remove.mutate({ connectorId: gone.id })
      return { connectorId: gone.id }
    },
    'connectors.purge': async () => {
      const gone = await admin.connectors.create.mutate({ name: newName() })
      await admin.connectors.remove.mutate({ connectorId: gone.id })
      return { connectorId: gone.id }
    },
    'connectors.duplicate': () => ({ connectorId }),
    'connectors.exportFiles': () => ({ connectorId }),
    'connectors.previewFiles': async () => ({ connectorId, archive: await filesOf(connectorId) }),
    'connectors.createFromFiles': async () => ({ archive: await filesOf(connectorId), name: newName() }),
    'connectors.importFiles': async () => {
      const archive = await filesOf(connectorId)
      const preview = await admin.connectors.previewFiles.mutate({ archive, connectorId })
      return { archive, connectorId, basis: preview.ok ? preview.basis : '' }
    },
    'connectors.previewOpenApi': async () => ({ ...(await openApi()), connectorId }),
    'connectors.createFromOpenApi': async () => ({ ...(await openApi()), name: newName() }),
    'connectors.importOpenApi': async () => {
      const asked = { ...(await openApi()), connectorId }
      const { basis } = await admin.connectors.previewOpenApi.mutate(asked)
      return { ...asked, basis }
    },
    'gallery.list': () => undefined,
    'gallery.install': () => ({ key: 'plain-http', isFork: true }),
    'gallery.following': () => ({ connectorId }),
    'gallery.compare': async () => ({ connectorId: await followed() }),
    'gallery.update': async () => {
      const id = await followed()
      const { basis } = await admin.gallery.compare.query({ connectorId: id })
      return { connectorId: id, takes: [], basis }
    },
    'gallery.unfollow': async () => ({ connectorId: await followed() }),
    'bin.list': () => undefined,
    'makerFlows.list': () => ({ connectorId }),
    'makerFlows.summaries': () => ({ connectorId }),
    'makerFlows.userFlows': () => ({ connectorId }),
    'makerFlows.open': () => ({ flowId: makerFlowId }),
    'makerFlows.get': () => ({ flowId: makerFlowId }),
    'makerFlows.create': () => ({ connectorId, name: newName() }),
    'makerFlows.save': () => draftOf('makerFlows', makerFlowId),
    'makerFlows.remove': async () => ({
      flowId: (await admin.makerFlows.create.mutate({ connectorId, name: newName() })).id
    }),
    'makerFlows.restore': async () => {
      const gone = await admin.makerFlows.create.mutate({ connectorId, name: newName() })
      await admin.makerFlows.remove.mutate({ flowId: gone.id })
      return { flowId: gone.id }
    },
    'makerFlows.purge': async () => {
      const gone = await admin.makerFlows.create.mutate({ connectorId, name: newName() })
      await admin.makerFlows.remove.mutate({ flowId: gone.id })
      return { flowId: gone.id }
    },
    'makerFlows.duplicate': () => ({ flowId: makerFlowId }),
    'makerFlows.test': () => ({ flowId: acme.userEventId, values: {} }),
    'makerFlows.testCard': () => ({ flowId: acme.userEventId, cardId: 'return' }),
    'makerFlows.setActive': () => ({ flowId: makerFlowId, active: true }),
    'makerFlows.users': () => ({ flowId: teams.helperId }),
    'makerFlows.fieldUses': () => ({ flowId: acme.userEventId, of: 'outputs', fields: ['email'] }),
    'makerFlows.choices': () => ({ flowId: teams.helperId, values: {} }),
    'makerFlows.fields': () => ({ flowId: teams.helperId, values: {} }),
    'makerFlows.samples': () => ({ flowId: doorbell.eventFlowId }),
    'receiving.explain': () => ({
      receiving: blankReceiving,
      arriving: { method: 'POST', eventUrl: '', query: '', headers: [], base64: '' },
      keys: {},
      at: null,
      phase: 'live'
    }),
    'receiving.requests': () => ({ flowId: doorbell.eventFlowId }),
    'receiving.lastMatches': () => ({ flowId: doorbell.eventFlowId }),
    'versions.list': () => ({ connectorId }),
    'versions.get': () => ({ versionId }),
    'versions.validate': () => ({ connectorId }),
    'versions.create': () => ({ connectorId }),
    'versions.deploy': () => ({ versionId }),
    'versions.draft': () => ({ connectorId }),
    'versions.setVisible': () => ({ versionId, visible: true }),
    'versions.deployments': () => ({ connectorId }),
    'versions.impact': () => ({ connectorId, versionId: null }),
    'versions.hosts': () => ({ connectorId, versionId: null }),
    'plans.make': async () => ({ connectorId, archive: await filesOf(connectorId) }),
    'plans.carryOut': async () => {
      const archive = await filesOf(connectorId)
      const plan = await admin.plans.make.mutate({ archive, connectorId: null })
      return { archive, connectorId: null, basis: plan.ok ? plan.basis : '' }
    },
    'plans.progress': () => ({ connectorId }),
    'events.list': () => undefined,
    'actions.list': () => undefined,
    'actions.get': () => ({ versionId: greet.versionId, actionFlowId: greet.actionFlowId }),
    'actions.fields': () => ({
      versionId: greet.versionId,
      actionFlowId: greet.actionFlowId,
      values: {},
      connectionId: greetConnection.id
    }),
    'events.choices': () => ({
      versionId: teams.versionId,
      flowId: teams.eventFlowId,
      optionId: 'team',
      values: { region: 'north' },
      connectionId: teamsConnection.id
    }),
    'testConnections.list': () => ({ connectorId }),
    'testConnections.create': () => ({ ...asTest, name: newName() }),
    'testConnections.replaceValues': () => ({ connectionId: testConnection.id, values }),
    'testConnections.remove': async () => ({
      connectionId: (await admin.testConnections.create.mutate(asTest)).id
    }),
    'testConnections.beginSignIn': () => ({ connectionId: testConnection.id, returnTo: '/connectors' }),
    'testConnections.revoke': () => ({ connectionId: testConnection.id }),
    'testConnections.ping': () => ({ connectionId: testConnection.id }),
    'connections.overview': () => undefined,
    'connections.rename': () => ({ connectionId, name: newName() }),
    'connections.ping': () => ({ connectionId }),
    'connections.list': () => ({ connectorId }),
    'connections.form': () => ({ connectorId }),
    // For a connector of its own, so that nobody's list has more than the owner's one.
    'connections.create': () => ({ connectorId: doorbell.connectorId, name: newName(), values: {} }),
    'connections.replaceValues': () => ({ connectionId, values }),
    'connections.beginSignIn': () => ({ connectionId, returnTo: '/connections' }),
    'connections.revoke': () => ({ connectionId }),
    'connections.remove': async () => ({ connectionId: await connectAcme(owner, acme, 'acme_any') }),
    'connections.shareEffects': () => ({ connectionId, targets: [] }),
    'connections.share': async () => ({
      connectionId: await connectAcme(owner, acme, 'acme_any'),
      targets: [{ with: 'role', role: 'maker' }]
    }),
    'connections.handOver': async () => ({
      connectionId: await connectAcme(owner, acme, 'acme_any'),
      personId: (await admin.people.me.query()).id
    }),
    'openBreakers.list': () => undefined,
    'openBreakers.probe': () => ({ connectorId, connectionId, host: 'api.acme.example' }),
    'openBreakers.close': () => ({ connectorId, connectionId, host: 'api.acme.example' }),
    ...inputsOfFlows(items)
  }
}
