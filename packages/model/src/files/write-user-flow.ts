import { slugOf } from '../connectors/connector.ts'
import { keysOfFlows } from './connector-content.ts'
import { editorSchemasOfFlow } from './editor-schemas.ts'
import { byCodeUnits, type Folder, type Reading, validateFolder } from './folder.ts'
import { type Reference, writeReference } from './references.ts'
import { secretsIn } from './secrets.ts'
import { type NamedConnection, USER_FLOW_FILE, type UserFlowContent } from './user-flow-content.ts'
import { fileNamesOf, twinsAmong, writeFlowFile } from './write-flow-files.ts'

/** Returns the short names of connections in the files, by connection id, sorted by connector and name. */
const namesOfConnections = (connections: readonly NamedConnection[]): Map<string, NamedConnection> => {
  const named = new Map<string, NamedConnection>()
  const sorted = [...connections].sort(
    (one, other) => byCodeUnits(one.connectorKey, other.connectorKey) || byCodeUnits(one.name, other.name)
  )
  for (const connection of sorted) {
    const slug = slugOf(connection.name, 'connection').replaceAll('_', '-')
    let name = slug
    for (let number = 2; named.has(name); number++) name = `${slug}-${number}`
    named.set(name, connection)
  }
  return named
}

/**
 * Writes a user's flow and its helper flows as a folder of text files; equal content yields equal bytes.
 * Connectors, events and actions are named by keys. Rejects duplicate flow names and secrets.
 */
export const writeUserFlow = (content: UserFlowContent): Reading<Folder> => {
  const { flow, helpers, connectors } = content
  const keys = keysOfFlows([flow, ...helpers])
  const connections = namesOfConnections(content.connections)
  const references = new Map<string, Reference>()
  const labels = new Map<string, string | null>()
  const add = (id: string, reference: Reference, label: string | null): void => {
    references.set(id, reference)
    labels.set(writeReference(reference), label)
  }
  for (const { id, name } of [flow, ...helpers]) add(id, { kind: 'flow', name: keys.get(id) ?? id }, name)
  for (const { id, key, versionIds, flows } of connectors) {
    add(id, { kind: 'connector', name: key }, null)
    for (const versionId of versionIds) add(versionId, { kind: 'version', name: key }, null)
    for (const each of flows) add(each.id, { kind: 'flow', name: `${key}.${each.key}` }, each.name)
  }
  for (const [name, { id, ...connection }] of connections)
    add(id, { kind: 'connection', name }, connection.name)
  const labelOf = (reference: Reference): string | null => labels.get(writeReference(reference)) ?? null

  const names = fileNamesOf(helpers, keys)
  const written = helpers
    .map(helper => ({ helper, path: `helpers/${names.get(helper.id)}.yaml` }))
    .sort((one, other) => byCodeUnits(one.path, other.path))
  const own = { keys, references, labelOf }
  const listed = [...connections].map(
    ([name, { connectorKey, name: shown }]) => [name, { connector: connectorKey, name: shown }] as const
  )
  const folder: Folder = {
    [USER_FLOW_FILE]: writeFlowFile(
      { ...flow, active: true },
      {
        ...own,
        schema: './schema/flow.schema.json',
        ...(listed.length > 0 && { extra: { connections: Object.fromEntries(listed) } })
      }
    ),
    ...Object.fromEntries(
      written.map(({ helper, path }) => [
        path,
        writeFlowFile({ ...helper, active: true }, { ...own, schema: '../schema/helper.schema.json' })
      ])
    ),
    ...editorSchemasOfFlow()
  }
  const named = [{ name: flow.name, file: USER_FLOW_FILE, line: null }]
  for (const { helper, path } of written) named.push({ name: helper.name, file: path, line: null })
  const flaws = [...validateFolder(folder), ...twinsAmong(named), ...secretsIn(folder)]
  return flaws.length > 0 ? { ok: false, flaws } : { ok: true, content: folder }
}
