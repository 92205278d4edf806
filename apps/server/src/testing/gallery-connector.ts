import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { zipFolder } from '@hookwright/backend/offline'
import type { Id, Json } from '@hookwright/model'
import type { Api } from './api-client.ts'
import type { TestServer } from './open-server.ts'
import { overHttp } from './over-http.ts'
import { openVisitor } from './visit.ts'

const gallery = fileURLToPath(new URL('../../../../packages/connectors/gallery', import.meta.url))

/** Connector of the gallery on a test server, with a test connection. */
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
 * Imports the folder of a connector as its maker would, with texts of `connector.yaml` replaced: the
 * hosts of the service by those of its emulation. `inFlows` are replaced in its flows.
 */
export const importFromGallery = async (
  api: Api,
  folderKey: string,
  replaced: readonly (readonly [text: string, by: string])[],
  inFlows: readonly (readonly [text: string, by: string])[] = [],
  name = `Gallery ${folderKey}`
): Promise<GalleryConnector> => {
  const root = join(gallery, folderKey)
  const paths = ['connector.yaml', ...readdirSync(join(root, 'flows')).map(name => `flows/${name}`)]
  const folder = Object.fromEntries(paths.map(path => [path, readFileSync(join(root, path), 'utf8')]))
  for (const [text, by] of replaced) {
    if (!folder['connector.yaml']?.includes(text)) throw new Error(`connector.yaml does not hold ${text}`)
    folder['connector.yaml'] = folder['connector.yaml'].replaceAll(text, by)
  }
  for (const path of paths.slice(1))
    for (const [text, by] of inFlows) folder[path] = folder[path]?.replaceAll(text, by) ?? ''
  const archive = Buffer.from(zipFolder(folder)).toString('base64')
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

/**
 * Signs a test connection in at an emulated service: chooses a user on its page, and follows the
 * redirect back to the server. `path` is that of the page's form.
 */
export const signInAtEmulated = async (
  server: TestServer,
  connectionId: Id,
  { path, choice }: { path: string; choice: Record<string, string> }
): Promise<void> => {
  const begun = await server.api.testConnections.beginSignIn.mutate({ connectionId, returnTo: '/connectors' })
  const page = new URL(begun.url)
  const asked = await overHttp(page.href)
  if (asked.status !== 200) throw new Error(`The sign-in page answers ${asked.status}: ${asked.text}`)
  const chosen = await overHttp(`${page.origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...Object.fromEntries(page.searchParams), ...choice }).toString()
  })
  const back = chosen.headers.get('location')
  if (back === null) throw new Error(`The sign-in answers ${chosen.status}: ${chosen.text}`)
  const { response } = await openVisitor({ [server.url]: server.cookie }).visit(back, to =>
    to.endsWith('/connectors')
  )
  if (response !== null) throw new Error(`The redirect page answers ${response.status}: ${response.text}`)
}
