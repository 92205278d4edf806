import type { FlowContent } from './connector-content.ts'
import {
  byCodeUnits,
  type FileError,
  type Folder,
  type Reading,
  refuseFlaws,
  validateFolder
} from './folder.ts'
import { type OpenedFile, toFileErrors } from './parse-file.ts'
import {
  flowOfFile,
  idsOfFiles,
  isIgnoredFile,
  openFiles,
  type ReadOptions,
  refuseFiles,
  resolveTexts
} from './read-flow-file.ts'
import { type IdOfReference, type Reference, writeReference } from './references.ts'
import { secretsIn } from './secrets.ts'
import {
  HelperFlowFile,
  type NamedConnection,
  USER_FLOW_FILE,
  type UsedConnector,
  type UserFlowContent,
  UserFlowFile
} from './user-flow-content.ts'
import { twinsAmong } from './write-flow-files.ts'

/** Options for reading a user's flow from files. */
export interface ReadUserFlowOptions extends ReadOptions {
  /**
   * Returns the id of a connector, of its deployed version, or of one of its flows. Returns undefined for an
   * unknown item, which is then rejected. Defaults to the name in the file.
   */
  idOfPart?: (connectorKey: string, part: 'connector' | 'version' | { flowKey: string }) => string | undefined
  /** Returns the id of a connector's connection by name. `null` leaves the cards without a connection. */
  idOfConnection?: (connection: { connectorKey: string; name: string }) => string | null
}

const isHelperFile = (path: string): boolean => /^helpers\/[^/]+\.ya?ml$/.test(path)

/** Creates a reference resolver that also records the references of a flow. */
const collectUses = (connections: ReadonlyMap<string, NamedConnection>, options: ReadUserFlowOptions) => {
  const used = new Map<string, UsedConnector>()
  const named = new Map<string, NamedConnection>()
  const partOf = (reference: Reference): string | undefined => {
    const dot = reference.name.indexOf('.')
    const key = reference.kind === 'flow' ? reference.name.slice(0, dot) : reference.name
    const flowKey = reference.name.slice(dot + 1)
    const part =
      reference.kind === 'flow' ? { flowKey } : reference.kind === 'version' ? 'version' : 'connector'
    const idOf = options.idOfPart ?? (() => writeReference(reference))
    const id = idOf(key, part)
    const known = options.idOfPart ? options.idOfPart(key, 'connector') : `connector:${key}`
    if (id === undefined || known === undefined) return undefined
    const connector = used.get(key) ?? { id: known, key, versionIds: [], flows: [] }
    used.set(key, connector)
    if (part === 'version' && !connector.versionIds.includes(id)) connector.versionIds.push(id)
    if (typeof part === 'object' && !connector.flows.some(flow => flow.id === id)) {
      connector.flows.push({ id, key: flowKey, name: null })
    }
    return id
  }
  const idOf: IdOfReference = reference => {
    if (reference.kind !== 'connection') return partOf(reference)
    const connection = connections.get(reference.name)
    if (connection === undefined) return undefined
    const id = options.idOfConnection ? options.idOfConnection(connection) : connection.id
    if (id !== null) named.set(id, { ...connection, id })
    return id
  }
  return { idOf, uses: () => ({ connectors: [...used.values()], connections: [...named.values()] }) }
}

/** Returns the connections declared in `flow.yaml`, by the names that cards use. */
const declaredIn = (opened: OpenedFile | undefined): Map<string, NamedConnection> => {
  const declared = UserFlowFile.shape.connections.safeParse(Object(opened?.value).connections)
  const entries = Object.entries(declared.data ?? {})
  return new Map(
    entries.map(([slug, { connector, name }]) => [
      slug,
      { id: writeReference({ kind: 'connection', name: slug }), name, connectorKey: connector }
    ])
  )
}

/** User's flow that was read from files, with all connections declared there. */
export interface ReadUserFlow extends UserFlowContent {
  declared: { connectorKey: string; name: string }[]
}

/** Reads a whole user's flow from a folder, or returns all errors. */
export const readUserFlow = (folder: Folder, options: ReadUserFlowOptions = {}): Reading<ReadUserFlow> => {
  const outer = validateFolder(folder)
  if (outer.length > 0) return refuseFlaws(outer)
  const paths = Object.keys(folder).sort(byCodeUnits)
  const unexpectedPaths = paths.filter(
    path => path !== USER_FLOW_FILE && !isHelperFile(path) && !isIgnoredFile(path)
  )
  const flaws: FileError[] = [...refuseFiles(unexpectedPaths, 'a flow'), ...secretsIn(folder)]
  const opened = openFiles(folder, [USER_FLOW_FILE, ...paths.filter(isHelperFile)], flaws)
  const main = opened.find(({ file }) => file === USER_FLOW_FILE)
  const declared = declaredIn(main)
  const ids = idsOfFiles(opened, options, flaws)
  const { idOf: idOfUse, uses } = collectUses(declared, options)
  const idOf: IdOfReference = reference =>
    reference.kind === 'flow' && !reference.name.includes('.') ? ids.get(reference.name) : idOfUse(reference)
  const flows = opened.flatMap((each): { content: FlowContent; opened: OpenedFile }[] => {
    const resolved = resolveTexts(each, 'cards', idOf, flaws)
    const schema = each.file === USER_FLOW_FILE ? UserFlowFile : HelperFlowFile
    const parsed = schema.safeParse(resolved.value)
    if (!parsed.success) {
      flaws.push(...toFileErrors(each, parsed.error.issues))
      return []
    }
    const id = ids.get(parsed.data.id) ?? parsed.data.id
    return [{ content: flowOfFile(each, { ...parsed.data, id }, options, flaws), opened: each }]
  })
  const named = flows.map(({ content: { name }, opened: { file, lineOf } }) => ({
    ...{ name, file },
    line: lineOf(['name'])
  }))
  flaws.push(...twinsAmong(named))
  const [flow, ...helpers] = flows.map(({ content }) => content)
  if (flow === undefined || flaws.length > 0) return refuseFlaws(flaws)
  const connections = [...declared.values()].map(({ connectorKey, name }) => ({ connectorKey, name }))
  return { ok: true, content: { flow, helpers, ...uses(), declared: connections } }
}
