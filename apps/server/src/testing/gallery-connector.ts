import { join } from 'node:path'
import { zipFolder } from '@hookwright/backend/offline'
import { galleryRoot, readFolderFiles } from '@hookwright/connectors'
import type { Id, Json } from '@hookwright/model'
import type { Api } from './api-client.ts'
import type { TestServer } from './open-server.ts'
import { overHttp } from './over-http.ts'
import { openVisitor } from './visit.ts'

/** Gallery connector on a test server, and functions that connect and run it. */
export interface GalleryConnector {
  connectorId: Id
  key: string
  /** Returns the id of a flow by its name. */
  flowId: (name: string) => Id
  connect: (values: Record<string, string>) => Promise<Id>
  /** Runs a flow of the connector by its name; returns its result, or its error message. */
  run: (name: string, connectionId: Id, values?: Record<string, Json>) => Promise<Json>
}

/**
 * Imports a gallery connector as its maker would. `replaced` replaces texts in `connector.yaml`, such as the
 * service's hosts with those of an emulation. `inFlows` replaces texts in the flows.
 */
export const importFromGallery = async (
  api: Api,
  folderKey: string,
  replaced: readonly (readonly [text: string, by: string])[],
  inFlows: readonly (readonly [text: string, by: string])[] = [],
  name = `Gallery ${folderKey}`
): Promise<GalleryConnector> => {
  const folder = readFolderFiles(join(galleryRoot, folderKey))
  const missing = replaced.find(([text]) => !String(folder['connector.yaml']).includes(text))
  if (missing !== undefined) throw new Error(`connector.yaml does not hold ${missing[0]}`)
  const files = Object.entries(folder).map(([path, content]) => {
    const pairs = path === 'connector.yaml' ? replaced : path.startsWith('flows/') ? inFlows : []
    return [path, pairs.reduce((text, [from, by]) => text.replaceAll(from, by), String(content))]
  })
  const archive = zipFolder(Object.fromEntries(files)).toString('base64')
  const { id: connectorId, key } = await api.connectors.createFromFiles.mutate({ archive, name })
  const flows = await api.makerFlows.list.query({ connectorId })
  const flowId = (name: string): Id => {
    const flow = flows.find(each => each.name === name)
    if (flow === undefined) throw new Error(`There is no flow ${name}`)
    return flow.id
  }
  return {
    connectorId,
    key,
    flowId,
    connect: async values =>
      (await api.testConnections.create.mutate({ connectorId, name: 'Mine', values })).id,
    run: async (name, connectionId, values = {}) => {
      const { status, result } = await api.makerFlows.test.mutate({
        flowId: flowId(name),
        values,
        connectionId
      })
      return status.is === 'failed' ? status.fault.message : JSON.parse(JSON.stringify(result ?? null))
    }
  }
}

/** Returns the target URL and the input values of the HTML form that contains a person's name. */
const formOf = (page: string, person: string): { action: string; fields: Record<string, string> } => {
  const forms = [...page.matchAll(/<form[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/gs)]
  const [, action = '', inside = ''] = forms.find(([form]) => form.includes(person)) ?? []
  const inputs = [...inside.matchAll(/<input[^>]*>/g)].map(([input]) => [
    /name="([^"]*)"/.exec(input)?.[1] ?? '',
    (/value="([^"]*)"/.exec(input)?.[1] ?? '').replaceAll('&amp;', '&')
  ])
  return { action, fields: Object.fromEntries(inputs) }
}

/**
 * Signs a connection in at an emulated service. Opens the sign-in page, chooses a person, and follows the
 * redirect back to the server.
 */
export const signInAtEmulated = async (
  server: TestServer,
  connections: Pick<Api['connections'] | Api['testConnections'], 'beginSignIn'>,
  connectionId: Id,
  person: string
): Promise<void> => {
  const { url } = await connections.beginSignIn.mutate({ connectionId, returnTo: '/connections' })
  const page = await overHttp(url, { headers: { accept: 'text/html' } })
  if (page.status !== 200) throw new Error(`The sign-in page answers ${page.status}: ${page.text}`)
  const { action, fields } = formOf(page.text, person)
  const chosen = await overHttp(new URL(action, url).href, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString()
  })
  const back = chosen.headers.get('location')
  if (back === null) throw new Error(`The sign-in answers ${chosen.status}: ${chosen.text}`)
  const { response } = await openVisitor({ [server.url]: server.cookie }).visit(back, to =>
    to.endsWith('/connections')
  )
  if (response !== null) throw new Error(`The redirect page answers ${response.status}: ${response.text}`)
}
