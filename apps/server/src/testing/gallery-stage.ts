import { join } from 'node:path'
import { zipFolder } from '@hookwright/backend/offline'
import { galleryRoot, readFolderFiles } from '@hookwright/connectors'
import { type Binding, type Id, redirectPathOf } from '@hookwright/model'
import { card, type DrawnCard, drawFlow } from '../seed/draw-flow.ts'
import type { Api } from './api-client.ts'
import { overHttp } from './over-http.ts'
import { addFlow, turnOn } from './switch.ts'
import { openVisitor } from './visit.ts'
import { waitFor } from './wait-for.ts'

/** Deployed connector of the gallery, whose addresses are those of an emulated service. */
export interface StagedConnector {
  connectorId: Id
  versionId: Id
  /** Returns the id of a flow by its name. */
  flowId: (name: string) => Id
}

/** Imports a folder of the gallery with other addresses, and deploys it. `addresses` are replaced in all files. */
export const stageGalleryConnector = async (
  api: Api,
  key: string,
  addresses: Record<string, string>
): Promise<StagedConnector> => {
  const files = Object.entries(readFolderFiles(join(galleryRoot, key))).map(([path, content]) => {
    let text = String(content)
    for (const [from, to] of Object.entries(addresses)) text = text.replaceAll(from, to)
    return [path, text]
  })
  const archive = zipFolder(Object.fromEntries(files)).toString('base64')
  const { id: connectorId } = await api.connectors.createFromFiles.mutate({ archive, name: key })
  const { id: versionId } = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId })
  const flows = await api.makerFlows.list.query({ connectorId })
  return {
    connectorId,
    versionId,
    flowId: name => {
      const found = flows.find(flow => flow.name === name)
      if (found === undefined) throw new Error(`${key} has no flow “${name}”.`)
      return found.id
    }
  }
}

/** Action and fields of the form in a page that names a person. */
const formOf = (page: string, person: string): { action: string; fields: Record<string, string> } => {
  const forms = [...page.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)]
  const [, action = '', inside = ''] = forms.find(([form]) => form.includes(person)) ?? []
  const inputs = [...inside.matchAll(/<input[^>]*>/g)].map(([input]) => [
    /name="([^"]*)"/.exec(input)?.[1] ?? '',
    (/value="([^"]*)"/.exec(input)?.[1] ?? '').replaceAll('&amp;', '&')
  ])
  return { action, fields: Object.fromEntries(inputs) }
}

/** Redirect URL of a connector on a server. */
export const redirectUrlOf = (serverUrl: string, key: string): string => `${serverUrl}${redirectPathOf(key)}`

/**
 * Signs a connection in: opens the sign-in page of the emulated service, chooses a person there, and follows the way back.
 */
export const signInAtEmulator = async (
  api: Api,
  connectionId: Id,
  person: string,
  session: { url: string; cookie: string }
): Promise<void> => {
  const { url } = await api.connections.beginSignIn.mutate({ connectionId, returnTo: '/connections' })
  const page = await overHttp(url, { headers: { accept: 'text/html' } })
  const { action, fields } = formOf(page.text, person)
  const answered = await overHttp(new URL(action, url).href, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString()
  })
  const back = answered.headers.get('location')
  if (back === null) throw new Error(`No way back: ${answered.status} ${answered.text.slice(0, 500)}`)
  const visited = await openVisitor({ [session.url]: session.cookie }).visit(back, to =>
    to.endsWith('/connections')
  )
  if (!visited.url.endsWith('/connections'))
    throw new Error(`Not signed in: ${visited.url} ${visited.response?.text.slice(0, 1_000)}`)
}

/** Card that listens to an event of a staged connector. */
export const stagedEvent = (
  staged: StagedConnector,
  name: string,
  connectionId: Id,
  options: Record<string, Binding>
): DrawnCard =>
  card('connector-event', 'event', {
    config: {
      connectorId: staged.connectorId,
      versionId: staged.versionId,
      eventFlowId: staged.flowId(name),
      connectionId,
      runMode: 'each'
    },
    inputs: options
  })

/** Card that runs an action of a staged connector. */
export const stagedAction = (
  staged: StagedConnector,
  id: string,
  name: string,
  connectionId: Id,
  inputs: Record<string, Binding>
): DrawnCard =>
  card('connector-action', id, {
    config: {
      connectorId: staged.connectorId,
      versionId: staged.versionId,
      actionFlowId: staged.flowId(name),
      connectionId
    },
    inputs
  })

/** Runs cards one after the other in a flow that is started by hand; returns the outputs of each by its id. */
export const runActions = async (
  api: Api,
  name: string,
  cards: DrawnCard[]
): Promise<Record<string, Record<string, unknown>>> => {
  const start = card('manual-start', 'start', { config: { inputs: [], shared: false, atOnce: 'any' } })
  const doc = drawFlow(start, ...cards)
  const flowId = await addFlow(api, name, doc)
  await turnOn(api, flowId)
  await api.flows.run.mutate({ flowId, values: {} })
  const [ended] = await waitFor(
    async () => (await api.runs.list.query({ flowId })).rows,
    rows =>
      rows.length > 0 && rows.every(({ status }) => !['queued', 'running', 'waiting'].includes(status.is))
  )
  const { status, steps } = await api.runs.get.query({ runId: ended?.id ?? '' })
  if (status.is !== 'succeeded') throw new Error(`${name}: ${JSON.stringify(status)}`)
  return Object.fromEntries(
    (steps ?? []).flatMap(({ path, outputs }) =>
      path.length === 1 && outputs !== undefined && outputs !== 'given' ? [[String(path[0]), outputs]] : []
    )
  )
}
