import { createHash } from 'node:crypto'
import type { Specs } from '@hookwright/engine'
import {
  type Connector,
  Fault,
  type FrozenFlow,
  type Id,
  isBlankFlow,
  nameOfCopy,
  sameJson,
  slugOf,
  type VersionSnapshot
} from '@hookwright/model'
import {
  type CalledHost,
  type ConnectorContent,
  contentOfVersion,
  type FileError,
  type FlowContent,
  type Folder,
  formatFileError,
  hostsOf,
  keysOfFlows,
  type Reading,
  writeConnector
} from '@hookwright/model/files'
import type { FlowRow, ImportedDrafts, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import {
  type ArchiveQuestion,
  type ArchiveReader,
  LARGE_ARCHIVE,
  readArchive,
  readFiles
} from './read-archive.ts'
import { zipFolder } from './zip.ts'

/** Folder as a ZIP archive, base64-encoded. */
export interface Archive {
  fileName: string
  archive: string
}

/** Host that imported files call. It is marked as new if the connector did not call it before. */
export interface PreviewedHost extends CalledHost {
  isNew: boolean
}

/** Flow in imported files. The import adds it, changes it, or leaves it the same. */
export interface PreviewedFlow {
  id: Id
  name: string | null
  effect: 'added' | 'changed' | 'same'
}

/** Reasons why files cannot be imported. */
export interface RefusedFiles {
  ok: false
  flaws: FileError[]
}

/** Effects of an import on a connector. */
export interface ConnectorPreview {
  ok: true
  name: string
  key: string
  /** Existing connector with the same key, as a possible import target. Null if there is none. */
  sameKey: { id: Id; name: string } | null
  /** Unused name for a new connector. */
  freeName: string
  /** True when the import changes settings or authentication. */
  changesSettings: boolean
  flows: PreviewedFlow[]
  /** Names of the connector's flows that are missing from the files and stay unchanged. */
  untouched: (string | null)[]
  hosts: PreviewedHost[]
  /** Hash of the connector's draft at the time of the preview. */
  basis: string
}

/** Draft of a connector: its row, its flow rows, and its content in file form. */
interface Draft {
  connector: Connector
  rows: FlowRow[]
  content: ConnectorContent
}

/** Content of a connector archive, with the draft that it would replace. */
interface ReadArchive {
  content: ConnectorContent
  before: Draft | null
}

/** New connector with its flows. */
interface NewDrafts {
  connector: Connector
  flows: FlowRow[]
}

/** Result of one test in a connector's files. The test passed if there are no differences. */
export interface ConnectorTestResult {
  file: string
  name: string
  differences: string[]
}

/** Runs the tests in a connector's files against their recorded exchanges. */
export type ConnectorTester = (content: ConnectorContent, files: Folder) => Promise<ConnectorTestResult[]>

/** Marks hosts as new if the list `before` does not contain them. */
export const markNewHosts = (
  hosts: readonly CalledHost[],
  before: readonly CalledHost[]
): PreviewedHost[] => {
  const known = new Set(before.map(({ host }) => host))
  return hosts.map(host => ({ ...host, isNew: !known.has(host.host) }))
}

/** Converts a flow row to its content in file form. */
export const contentOfFlow = ({ id, name, description, active, saveAll, doc }: FlowRow): FlowContent => ({
  ...{ id, name, description, active, saveAll, doc }
})

/** Returns the content without inactive flows. */
export const activeContent = (content: ConnectorContent): ConnectorContent => ({
  ...content,
  flows: content.flows.filter(({ active }) => active)
})

/** Converts a flow to its form in a version. An unnamed flow gets an empty name. */
export const frozenFlow = ({ id, name, description, doc }: FlowContent): FrozenFlow => ({
  ...{ id, description, doc },
  name: name ?? ''
})

/** Converts the content of a connector to a version snapshot. */
export const snapshotOfContent = ({
  name,
  description,
  authentication,
  branding,
  flows
}: ConnectorContent): VersionSnapshot => ({
  schemaVersion: 1,
  ...{ name, description, authentication, branding },
  flows: flows.map(frozenFlow)
})

/** Returns a hash of a draft's content. An import compares it, to notice that the draft has changed. */
export const basisOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('base64url')

/** Formats the first errors in files as sentences for a fault. */
export const formatFileErrors = (flaws: readonly FileError[]): string => {
  const more = flaws.length > 3 ? ` More problems: ${flaws.length - 3}.` : ''
  return `${flaws.slice(0, 3).map(formatFileError).join(' ')}${more}`
}

/**
 * Packs a folder of written files into an archive. Throws `files.not-written` if writing them failed.
 */
export const packFolder = (name: string, written: Reading<Folder>): Archive => {
  if (!written.ok) throw new Fault('files.not-written', { what: formatFileErrors(written.flaws) })
  return { fileName: `${name}.zip`, archive: zipFolder(written.content).toString('base64') }
}

const settingsOf = ({ name, description, branding, authentication }: ConnectorContent) => ({
  ...{ name, description, branding, authentication }
})

/** Target of an import: a new connector, or an existing one with drafts to replace. */
type ImportTarget = { name: string; isCopy?: boolean } | { connectorId: Id; basis: string }

/** Creates the functions that export connectors as files, import them, and preview an import. */
export const createConnectorFiles = (params: {
  store: Store
  specs: Specs
  effects: Pick<Effects, 'clock' | 'newId' | 'newSuffix'>
  /** Reader of large archives on another thread. If absent, archives are read on this thread. */
  readElsewhere?: ArchiveReader
}) => {
  const { store, specs, effects } = params

  const found = async (id: Id): Promise<Connector> => {
    const connector = await store.connectors.find(id)
    if (connector === null) throw new Fault('connector.gone')
    return connector
  }

  const draftOf = async (id: Id): Promise<Draft> => {
    const connector = await found(id)
    const rows = (await store.flows.list(id)).filter(flow => !isBlankFlow(flow))
    const { key, name, description, branding, authentication } = connector
    const flows = rows.map(contentOfFlow)
    return { connector, rows, content: { ...{ key, name, description, branding, authentication }, flows } }
  }

  const versionContent = async (connector: Connector, versionId: Id): Promise<ConnectorContent> => {
    const stored = await store.versions.find(versionId)
    if (stored === null || stored.version.connectorId !== connector.id) throw new Fault('version.gone')
    return contentOfVersion(connector.key, stored.snapshot)
  }

  const knownBy = (flows: readonly FlowContent[]): Omit<ArchiveQuestion, 'archive'> => ({
    ids: [...keysOfFlows(flows)].map(([id, key]) => [key, id]),
    cards: [...specs.keys()]
  })

  /**
   * Reads an archive for a connector with the given flows. A large archive is read on another thread so that
   * requests do not wait.
   */
  const readFor = async (
    archive: string,
    flows: readonly FlowContent[]
  ): Promise<Reading<ConnectorContent>> => {
    const question = { archive, ...knownBy(flows) }
    return params.readElsewhere !== undefined && archive.length >= LARGE_ARCHIVE
      ? params.readElsewhere(question)
      : readArchive(question, effects.newId)
  }

  const effectOn = (flow: FlowContent, before: FlowContent | undefined): PreviewedFlow['effect'] => {
    if (before === undefined) return 'added'
    return sameJson(flow, before) ? 'same' : 'changed'
  }

  const preview = async (archive: string, into: Id | null): Promise<ConnectorPreview | RefusedFiles> => {
    const before = into === null ? null : await draftOf(into)
    const known = before?.content.flows ?? []
    const reading = await readFor(archive, known)
    if (!reading.ok) return reading
    const content = reading.content
    const others = await store.connectors.list()
    const names = others.map(({ name }) => name)
    const isTaken = names.some(name => name.toLowerCase() === content.name.toLowerCase())
    const sameKey = others.find(({ key }) => key === content.key)
    const ids = new Set(content.flows.map(({ id }) => id))
    return {
      ok: true,
      ...{ name: content.name, key: content.key },
      sameKey: sameKey === undefined ? null : { id: sameKey.id, name: sameKey.name },
      freeName: isTaken ? nameOfCopy(content.name, names, 80) : content.name,
      changesSettings: before === null || !sameJson(settingsOf(content), settingsOf(before.content)),
      flows: content.flows.map(flow => ({
        id: flow.id,
        name: flow.name,
        effect: effectOn(
          flow,
          known.find(({ id }) => id === flow.id)
        )
      })),
      untouched: known.filter(({ id }) => !ids.has(id)).map(({ name }) => name),
      hosts: markNewHosts(hostsOf(content), before === null ? [] : hostsOf(before.content)),
      basis: basisOf(before?.content ?? null)
    }
  }

  /**
   * Refuses files whose connector is in the recycle bin. A new connector would get another key, so each
   * import of the same files would add another connector. Throws `connector.in-bin`.
   */
  const refuseInBin = async (key: string): Promise<void> => {
    const isListed = (await store.connectors.list()).some(connector => connector.key === key)
    if (!isListed && (await store.connectors.isKeyTaken(key))) throw new Fault('connector.in-bin', { key })
  }

  /**
   * Reads an archive for a new connector, or for an existing one with drafts to replace. Throws
   * `files.refused`, `connector.gone`.
   */
  const read = async (archive: string, into: Id | null): Promise<ReadArchive> => {
    const before = into === null ? null : await draftOf(into)
    const reading = await readFor(archive, before?.content.flows ?? [])
    if (!reading.ok) throw new Fault('files.refused', { what: formatFileErrors(reading.flaws) })
    return { content: reading.content, before }
  }

  const readFolder = async (folder: Folder, into: Id | null): Promise<ReadArchive> => {
    const before = into === null ? null : await draftOf(into)
    const known = knownBy(before?.content.flows ?? [])
    const reading = readFiles(folder, known, effects.newId)
    if (!reading.ok) throw new Fault('files.refused', { what: formatFileErrors(reading.flaws) })
    return { content: reading.content, before }
  }

  const rowsOf = (flows: readonly FlowContent[], connectorId: Id, by: string): FlowRow[] => {
    const now = effects.clock()
    return flows.map(flow => ({
      ...flow,
      ...{ connectorId, ownerId: by, draftNo: 1, createdAt: now, updatedAt: now }
    }))
  }

  /**
   * Creates a new connector with all its flows. It keeps the key from the files unless another connector has
   * that key.
   */
  const newDrafts = async (
    { key, flows, ...about }: ConnectorContent,
    { name, isCopy = true }: { name: string; isCopy?: boolean },
    by: string
  ): Promise<NewDrafts> => {
    if (!isCopy) await refuseInBin(key)
    const isTaken = await store.connectors.isKeyTaken(key)
    const connector: Connector = {
      ...about,
      ...{ id: effects.newId(), name, createdAt: effects.clock(), deletedAt: null },
      key: isTaken ? `${slugOf(name)}_${effects.newSuffix()}` : key
    }
    return { connector, flows: rowsOf(flows, connector.id, by) }
  }

  /** Returns the changes that an import makes to a connector's drafts: settings, added and changed flows. */
  const replacedDrafts = (
    content: ConnectorContent,
    { connector, rows }: Draft,
    by: string
  ): ImportedDrafts => {
    const drafts = new Map(rows.map(row => [row.id, row]))
    const changed = content.flows.filter(flow => {
      const row = drafts.get(flow.id)
      return row !== undefined && !sameJson(contentOfFlow(row), flow)
    })
    const added = content.flows.filter(({ id }) => !drafts.has(id))
    return {
      connector: { id: connector.id, ...settingsOf(content) },
      added: rowsOf(added, connector.id, by),
      saved: changed.map(({ id, ...save }) => ({ id, save, baseDraft: drafts.get(id)?.draftNo ?? 0 })),
      ...{ at: effects.clock(), by }
    }
  }

  /** Writes an import in one transaction. */
  const keep = async ({ content, before }: ReadArchive, as: ImportTarget, by: string): Promise<Connector> => {
    if ('name' in as) {
      const { connector, flows } = await newDrafts(content, as, by)
      await store.connectors.add(connector, flows)
      return connector
    }
    if (before === null || basisOf(before.content) !== as.basis) throw new Fault('files.stale')
    await store.flows.writeImport(replacedDrafts(content, before, by))
    return { ...before.connector, ...settingsOf(content) }
  }

  return {
    /**
     * Exports a version, or the draft for null. Throws `connector.gone`, `version.gone`, `files.not-written`.
     */
    export: async (connectorId: Id, versionId: Id | null): Promise<Archive> => {
      if (versionId !== null) {
        const connector = await found(connectorId)
        return packFolder(connector.key, writeConnector(await versionContent(connector, versionId)))
      }
      const { connector, content } = await draftOf(connectorId)
      return packFolder(connector.key, writeConnector(content))
    },
    /**
     * Returns the effects of importing an archive as a new connector, or into an existing one.
     * Changes nothing. Throws `connector.gone`.
     */
    preview,
    read,
    /** Reads a folder for a new connector. Throws `files.refused`. */
    readFolder: (folder: Folder): Promise<ReadArchive> => readFolder(folder, null),
    newDrafts,
    replacedDrafts,
    refuseInBin,
    /**
     * Imports an archive in one transaction. A new connector may be a copy of one in the recycle bin, unless `isCopy` is
     * false. Throws `files.refused`, `files.stale`, `connector.gone`, `connector.in-bin`, `connector.name-taken`, `flow.stale`.
     */
    import: async (archive: string, as: ImportTarget, by: string): Promise<Connector> => {
      const of = 'name' in as ? null : as.connectorId
      return keep(await read(archive, of), as, by)
    },
    /** Imports a folder in the same way as {@link import} imports an archive. */
    importFolder: async (folder: Folder, as: ImportTarget, by: string): Promise<Connector> =>
      keep(await readFolder(folder, 'name' in as ? null : as.connectorId), as, by),
    /**
     * Returns the draft in file form, with the hash that an import into the connector requires. Throws
     * `connector.gone`.
     */
    draft: async (connectorId: Id): Promise<{ content: ConnectorContent; basis: string }> => {
      const { content } = await draftOf(connectorId)
      return { content, basis: basisOf(content) }
    },
    /**
     * Returns the hosts that a version calls, or the draft for null. A host is new if the deployed version
     * does not call it. Throws `connector.gone`, `version.gone`.
     */
    hosts: async (connectorId: Id, versionId: Id | null): Promise<PreviewedHost[]> => {
      const { connector, content } = await draftOf(connectorId)
      const active = activeContent(content)
      const candidate = versionId === null ? active : await versionContent(connector, versionId)
      const deployed = await store.versions.deployedOf(connectorId)
      return markNewHosts(hostsOf(candidate), deployed === null ? [] : hostsOf(deployed.snapshot))
    }
  }
}
