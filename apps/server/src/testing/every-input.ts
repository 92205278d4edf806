import { gzipSync } from 'node:zlib'
import type { Act } from '@hookwright/api'
import { blankReceiving, DAY, emptyFlow, literal, noAuthentication, plainBranding } from '@hookwright/model'
import { card, drawFlow } from '../seed/draw-flow.ts'
import { connectAcme, deployAcme, greetingFlow } from './acme-connector.ts'
import { deployAction, postingAction } from './action-connector.ts'
import type { Api } from './api-client.ts'
import { overHttp } from './over-http.ts'
import { openDoorbell } from './plain-connector.ts'
import { goodPassword } from './sign-in.ts'
import { storedDeliveriesOf } from './stored-deliveries.ts'
import { addFlow, entriesOf, turnOff, turnOn } from './switch.ts'
import { deployTeams } from './teams-connector.ts'

/** A valid input for each procedure, created on demand; undefined if a procedure takes none. */
export type EveryInput = Record<Act, () => Promise<object | undefined> | object | undefined>

/**
 * Creates items of each kind and returns inputs for them, belonging to the owner where items have one. An item that a
 * call consumes is created again for each call. The service registers and refuses to deregister.
 */
export const prepareInputs = async (
  admin: Api,
  owner: Api,
  service: { url: string; host: string },
  upload: (document: object) => Promise<string>
): Promise<EveryInput> => {
  let made = 0
  const newName = (): string => `Thing ${++made}`
  const acme = await deployAcme(admin, service)
  const { connectorId, versionId } = acme
  const connectionId = await connectAcme(owner, acme, 'acme_any')
  const values = { apiKey: 'acme_other' }
  const addPerson = async (): Promise<string> =>
    (await admin.people.add.mutate({ name: newName(), password: goodPassword, role: 'viewer' })).id
  const asTest = { connectorId, name: 'For tests', values }
  const testConnection = await admin.testConnections.create.mutate(asTest)
  const { id: makerFlowId } = await admin.makerFlows.create.mutate({ connectorId, name: 'Draft' })
  const draftOf = async (api: 'makerFlows' | 'flows', flowId: string) => {
    const { flow } = await admin[api].get.query({ flowId })
    const { name, description, active, saveAll, doc, draftNo } = flow
    return { flowId, baseDraft: draftNo, name, description, active, saveAll, doc }
  }

  const openApi = async () => {
    const paths = { '/users': { get: {} } }
    const id = await upload({ openapi: '3.1.0', info: { title: 'Acme', version: '1' }, paths })
    const operations = [{ document: 0, key: 'GET /users' }]
    return {
      documents: [id],
      choice: { operations, events: [], registration: null, schemes: [], baseUrl: '' }
    }
  }

  const filesOf = async (id: string): Promise<string> =>
    (await admin.connectors.exportFiles.query({ connectorId: id })).archive
  const filesOfFlow = async (flowId: string): Promise<string> =>
    (await owner.flows.exportFiles.query({ flowId })).archive

  const foreignFile = (): string => {
    const start = {
      ...{ address: 'root:kernel:control:0.0.1:callable', uuid: 'a', pins: {} },
      node: { model: { inputs: { data: {} }, outputs: { data: {} } } }
    }
    const flos = { f1: { id: 'f1', name: newName(), data: { methods: [start] } } }
    const file = { type: 'flopack', version: '1.5.0', data: { flos } }
    return gzipSync(JSON.stringify(file)).toString('base64')
  }

  // One flow of the owner's that is off and has left a cleanup entry, and one that is on and has run.
  const offId = await addFlow(owner, 'Off', greetingFlow(acme, { connectionId }))
  await turnOn(owner, offId)
  const ended = await turnOff(owner, offId)
  const [entry] = await entriesOf(owner, ended)
  const doorbell = await openDoorbell(admin)
  const { flow: bell } = await admin.flows.get.query({ flowId: doorbell.flowId })
  const onId = await addFlow(owner, 'On', bell.doc)
  const { subscription, eventUrl } = await turnOn(owner, onId)
  await overHttp(eventUrl, { method: 'POST', body: '{}' })
  const [delivery] = await storedDeliveriesOf(owner, onId, 1)
  const [run] = (await owner.runs.list.query({ flowId: onId })).rows
  const { replaysId } = await owner.deliveries.replayMany.mutate({ flowId: onId })
  await owner.keeping.clear.mutate({ flowId: offId })
  const subscriptionId = subscription.id
  const newView = () =>
    owner.savedViews.save.mutate({ list: 'deliveries', name: newName(), search: { result: 'failed' } })
  const view = await newView()
  const manualId = await addFlow(
    owner,
    'Run by people',
    drawFlow(card('manual-start', 'start', { config: { inputs: [], shared: false, atOnce: 'any' } }))
  )
  await turnOn(owner, manualId)
  const calledId = await addFlow(
    owner,
    'Called by programs',
    drawFlow(
      card('api-endpoint', 'start', {
        config: { security: 'secret', header: '', perSecond: 10, burst: 100, atOnce: 'any' }
      })
    )
  )
  await turnOn(owner, calledId)
  const board = await deployAction(admin, service, {
    ...{ name: 'Acme Board', doc: postingAction('/board') },
    authentication: { ...noAuthentication, baseUrl: literal(service.url), allowedHosts: [service.host] }
  })
  const exposing = {
    ...{ versionId: board.versionId, actionFlowId: board.actionFlowId },
    ...{ connectionId: null, asksFirst: true }
  }
  const exposed = async () => ({ toolId: (await owner.agents.expose.mutate(exposing)).id })
  await exposed()
  const teams = await deployTeams(admin)
  const greet = await deployAction(admin, service, {
    name: 'Acme Greetings',
    doc: postingAction('/greetings')
  })
  const greetConnection = await owner.connections.create.mutate({
    connectorId: greet.connectorId,
    name: 'Greetings',
    values
  })
  const teamsConnection = await owner.connections.create.mutate({
    connectorId: teams.connectorId,
    name: 'Teams',
    values: {}
  })

  const followed = async (): Promise<string> =>
    (await admin.gallery.install.mutate({ key: 'plain-http', isFork: false })).id

  const addEndpoint = async (): Promise<string> =>
    (await admin.alertEndpoints.add.mutate({ url: 'https://pager.acme.example/alerts', kinds: null })).id
  const endpoint = { endpointId: await addEndpoint() }
  const addDeleted = async (): Promise<string> => {
    const flowId = await addFlow(owner, newName(), emptyFlow)
    await owner.flows.remove.mutate({ flowId })
    return flowId
  }
  const newKey = () =>
    ({ name: newName(), role: 'viewer', connectorIds: null, expiresAt: Date.now() + DAY }) as const
  await owner.apiKeys.create.mutate(newKey())
  const state = (await owner.flows.history.query({ flowId: onId }))[0]?.key ?? ''

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

    'flows.list': () => undefined,
    'flows.summaries': () => ({}),
    'flows.summary': () => ({ flowId: onId }),
    'flows.overview': () => undefined,
    'flows.activity': () => ({ flowIds: [onId] }),
    'flows.tally': () => ({ flowId: onId }),
    'flows.why': () => ({ flowId: onId }),
    'flows.open': () => ({ flowId: onId }),
    'flows.get': () => ({ flowId: onId }),
    'flows.create': () => ({ name: newName() }),
    'flows.save': () => draftOf('flows', onId),
    'flows.remove': async () => ({ flowId: await addFlow(owner, newName(), emptyFlow) }),
    'flows.restore': async () => ({ flowId: await addDeleted() }),
    'flows.purge': async () => ({ flowId: await addDeleted() }),
    'flows.duplicate': () => ({ flowId: onId }),
    'flows.exportFiles': () => ({ flowId: onId }),
    'flows.previewFiles': async () => ({ flowId: onId, archive: await filesOfFlow(onId) }),
    'flows.createFromFiles': async () => ({ archive: await filesOfFlow(onId) }),
    'flows.importFiles': async () => {
      const archive = await filesOfFlow(onId)
      const preview = await owner.flows.previewFiles.mutate({ archive, flowId: onId })
      return { archive, flowId: onId, basis: preview.ok ? preview.basis : '' }
    },
    'flows.previewForeign': () => ({ file: foreignFile() }),
    'flows.createFromForeign': () => ({ file: foreignFile() }),
    'flows.history': () => ({ flowId: onId }),
    'flows.state': () => ({ flowId: onId, state }),
    'flows.takeState': () => ({ flowId: onId, state }),
    'flows.blockers': () => ({ flowId: onId }),
    'flows.running': () => ({ flowId: onId }),
    'flows.applyPlan': () => ({ flowId: onId }),
    'flows.applyChanges': () => ({ flowId: onId }),
    'flows.testCard': () => ({ flowId: offId, cardId: 'greeting' }),
    'flows.test': () => ({ flowId: offId, values: {}, sends: false }),
    'flows.shared': () => undefined,
    'flows.runForm': () => ({ flowId: manualId }),
    'flows.run': () => ({ flowId: manualId, values: {} }),
    'apiEndpoints.summary': () => ({ flowId: calledId }),
    'apiEndpoints.url': () => ({ flowId: calledId }),
    'apiEndpoints.secret': () => ({ flowId: calledId }),
    'apiEndpoints.renewAddress': () => ({ flowId: calledId }),
    'apiEndpoints.renewSecret': () => ({ flowId: calledId }),
    'flows.testEventDraft': () => ({ flowId: onId }),
    'flows.sendTestEvent': () => ({ flowId: onId, body: '{}' }),
    'flows.signTestEvent': () => ({ flowId: onId, body: '{}' }),
    'subscriptions.switchOn': () => ({ flowId: onId }),
    'subscriptions.switchOff': () => ({ flowId: offId }),
    'subscriptions.reRegister': () => ({ flowId: onId }),
    'subscriptions.rotate': () => ({ flowId: onId }),
    'subscriptions.cancelReplacing': () => ({ flowId: onId }),
    'subscriptions.progress': () => ({ flowId: onId }),
    'subscriptions.pause': () => ({ flowId: onId, paused: false }),
    'subscriptions.list': () => ({ flowId: onId }),
    'subscriptions.get': () => ({ subscriptionId }),
    'subscriptions.eventUrl': () => ({ subscriptionId }),
    'subscriptions.signingSecret': () => ({ subscriptionId }),
    'subscriptions.moved': () => undefined,
    'subscriptions.moveHouse': () => ({ flowIds: [onId] }),
    'subscriptions.upgradePlan': () => ({ connectorId }),
    'subscriptions.upgrades': () => ({}),
    'subscriptions.upgrade': () => ({ flowIds: [onId] }),
    'subscriptions.registrations': () => ({}),
    'subscriptions.uncertain': () => undefined,
    'subscriptions.registration': () => ({ subscriptionId }),
    'subscriptions.closeUncertain': () => ({ subscriptionId, reason: 'CheckedDelivery after.' }),
    'subscriptions.cleanupEntries': () => undefined,
    'subscriptions.retryCleanupEntry': () => ({ entryId: entry?.id }),
    'subscriptions.closeCleanupEntry': () => ({ entryId: entry?.id, reason: 'CheckedDelivery after.' }),
    'subscriptions.renewNow': () => ({ flowId: onId }),
    'subscriptions.compare': () => ({ flowId: onId }),
    'orphans.list': () => undefined,
    'orphans.remove': () => ({ orphanId: connectorId }),
    'orphans.ignore': () => ({ orphanId: connectorId, reason: 'CheckedDelivery after.' }),
    'drift.list': () => ({ connectorId }),
    'drift.ignore': () => ({ flowId: makerFlowId, key: 'new  body ["plan"]', ignored: true }),
    'alerts.list': () => ({}),
    'alerts.unseen': () => undefined,
    'alerts.markSeen': () => ({ alertIds: [] }),
    'alertEndpoints.list': () => undefined,
    'alertEndpoints.add': () => ({ url: 'https://pager.acme.example/alerts', kinds: null }),
    'alertEndpoints.change': () => ({ ...endpoint, url: 'https://pager.acme.example', kinds: null }),
    'alertEndpoints.setOn': () => ({ ...endpoint, on: false }),
    'alertEndpoints.rotate': () => endpoint,
    'alertEndpoints.remove': async () => ({ endpointId: await addEndpoint() }),
    'alertEndpoints.test': async () => ({ endpointId: await addEndpoint() }),
    'alertEndpoints.messages': () => endpoint,
    'dryRuns.begin': () => ({
      connectorId,
      registration: { flowId: makerFlowId, inputs: {} }
    }),
    'dryRuns.progress': () => ({ dryRunId: connectorId }),
    'dryRuns.cancel': () => ({ dryRunId: connectorId }),
    'listening.begin': () => ({ flowId: acme.userEventId }),
    'listening.progress': () => admin.listening.begin.mutate({ flowId: acme.userEventId }),
    'listening.extend': () => admin.listening.begin.mutate({ flowId: acme.userEventId }),
    'listening.end': () => admin.listening.begin.mutate({ flowId: acme.userEventId }),
    'keeping.rules': () => undefined,
    'keeping.setRules': () => ({ payloadDays: 30, metadataDays: 30, redaction: [] }),
    'keeping.size': () => undefined,
    'keeping.ofFlow': () => ({ flowId: onId }),
    'keeping.redactFlow': () => ({ flowId: onId, paths: [] }),
    'keeping.clear': () => ({ flowId: offId }),
    'keeping.clearAll': () => ({}),
    'keeping.clearings': () => undefined,
    'deliveries.list': () => ({ flowId: onId }),
    'deliveries.chart': () => ({ flowId: onId }),
    'deliveries.get': () => ({ deliveryId: delivery?.id }),
    'deliveries.refusals': () => ({ flowId: onId }),
    'deliveries.signAnew': () => ({ deliveryId: delivery?.id }),
    'deliveries.replay': () => ({ deliveryId: delivery?.id }),
    'deliveries.countReplayable': () => ({ flowId: onId }),
    'deliveries.replayMany': () => ({ flowId: onId }),
    'deliveries.replays': () => undefined,
    'deliveries.stopReplays': () => ({ replaysId }),
    'search.byId': () => ({ id: onId.slice(0, 8) }),
    'runs.list': () => ({ flowId: onId }),
    'runs.suspended': () => ({ flowId: onId }),
    'runs.underWay': () => ({ flowId: onId }),
    'runs.get': () => ({ runId: run?.id }),
    'runs.open': () => ({ runId: run?.id }),
    'runs.replay': () => ({ runId: run?.id }),
    'runs.replayChoices': () => ({ runId: run?.id }),
    'runs.goOn': () => ({ runId: run?.id }),
    'runs.cancel': () => ({ runId: run?.id }),
    'savedViews.list': () => ({ list: 'deliveries' }),
    'savedViews.save': () => ({ list: 'runs', name: newName(), search: { status: 'failed' } }),
    'savedViews.change': () => ({ id: view.id, list: 'deliveries', name: 'Failed', search: {} }),
    'savedViews.remove': async () => ({ viewId: (await newView()).id })
  }
}
