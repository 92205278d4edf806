import { gzipSync } from 'node:zlib'
import { DAY, emptyFlow, literal, noAuthentication } from '@hookwright/model'
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

/**
 * Creates an item of each kind (connector, connection, flow and so on), and functions that create further
 * items. Items with an owner belong to `owner`. The service accepts registrations but refuses
 * deregistrations.
 */
export const createEveryItem = async (
  admin: Api,
  owner: Api,
  service: { url: string; host: string },
  upload: (document: object) => Promise<string>
) => {
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
    admin,
    owner,
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
    filesOfFlow,
    foreignFile,
    offId,
    entry,
    doorbell,
    onId,
    delivery,
    run,
    replaysId,
    subscriptionId,
    newView,
    view,
    manualId,
    calledId,
    exposing,
    exposed,
    teams,
    greet,
    greetConnection,
    teamsConnection,
    followed,
    addEndpoint,
    endpoint,
    addDeleted,
    newKey,
    state
  }
}

/** Items of each kind, and functions that create further items. */
export type EveryItem = Awaited<ReturnType<typeof createEveryItem>>
