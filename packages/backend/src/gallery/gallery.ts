import type { Specs } from '@hookwright/engine'
import { Fault, type Id, nameOfCopy, type VersionSnapshot } from '@hookwright/model'
import {
  type ConnectorContent,
  formatFileError,
  hostsOf,
  keysOfFlows,
  type MergePart,
  type MergeUnit,
  mergeConnector,
  mergeUnits,
  readConnector,
  unstoredIdOf,
  usualTakes,
  writeConnector
} from '@hookwright/model/files'
import type { Store } from '@hookwright/store'
import { findingsOf, refuseErrors } from '../connectors/findings.ts'
import {
  activeContent,
  basisOf,
  type createConnectorFiles,
  formatFileErrors,
  markNewHosts,
  type PreviewedHost,
  snapshotOfContent
} from '../files/connector-files.ts'
import type { Effects } from '../kernel/effects.ts'
import {
  createGalleryEntries,
  type DamagedEntry,
  digestOf,
  type GalleryEntry,
  type GallerySource,
  readGalleryFolder
} from './gallery-entries.ts'

/** Connector of the installation that follows a gallery entry. */
export interface FollowingConnector {
  connectorId: Id
  name: string
  /** True if the gallery has changed since this connector was last updated. */
  hasUpdate: boolean
}

/** Gallery entry, with the connectors that follow it. */
export interface OfferedEntry extends GalleryEntry {
  installed: FollowingConnector[]
}

/**
 * Comparison of three states of a connector. `base` is the gallery at the last update, `yours` the draft, and
 * `theirs` the gallery now.
 */
export interface GalleryComparison {
  key: string
  name: string
  /** Gallery state at the last update. */
  base: VersionSnapshot
  /** Current draft. */
  yours: VersionSnapshot
  /** Current gallery state. */
  theirs: VersionSnapshot
  units: MergeUnit[]
  /** Parts that an update takes over by default. */
  takes: MergePart[]
  /** Hosts that the gallery state calls. A host is new if the draft does not call it. */
  hosts: PreviewedHost[]
  hasUpdate: boolean
  /** Hash of all three states. */
  basis: string
}

/** Creates the gallery operations: install ready-made connectors and take over their later changes. */
export const createGallery = (params: {
  store: Store
  specs: Specs
  effects: Effects
  source: GallerySource
  files: ReturnType<typeof createConnectorFiles>
}) => {
  const { store, specs, effects, source, files } = params
  const entriesOf = createGalleryEntries(params)

  /**
   * Reads gallery files and gives each flow the id that it has in the draft. Flows that are missing from the
   * draft get temporary ids.
   */
  const readAs = (key: string, texts: Record<string, string>, yours: ConnectorContent): ConnectorContent => {
    const ids = new Map([...keysOfFlows(yours.flows)].map(([id, flowKey]) => [flowKey, id]))
    const reading = readConnector(texts, {
      idOf: flowKey => ids.get(flowKey) ?? unstoredIdOf(flowKey),
      isKnownCard: type => specs.has(type)
    })
    if (reading.ok) return reading.content
    const [flaw] = reading.flaws
    throw new Fault('gallery.damaged', { key, what: flaw === undefined ? '' : formatFileError(flaw) })
  }

  const openFollowed = async (connectorId: Id) => {
    const followed = await store.followedConnectors.find(connectorId)
    if (followed === null) throw new Fault('gallery.not-followed')
    const { galleryKey: key } = followed
    const { content: yours, basis } = await files.draft(connectorId)
    const { files: texts } = readGalleryFolder(source, key)
    const digest = digestOf(texts)
    return {
      ...{ key, digest, texts, yours, draftBasis: basis },
      base: readAs(key, followed.files, yours),
      theirs: readAs(key, texts, yours),
      hasUpdate: digest !== followed.digest,
      basis: basisOf([followed.digest, digest, yours])
    }
  }

  return {
    /** Lists the ready-made connectors with the connectors that follow them, and the damaged folders. */
    list: async (): Promise<{ entries: OfferedEntry[]; damaged: DamagedEntry[] }> => {
      const { entries, damaged } = await entriesOf()
      const followed = await store.followedConnectors.list()
      const names = new Map((await store.connectors.list()).map(({ id, name }) => [id, name]))
      return {
        damaged,
        entries: entries.map(entry => ({
          ...entry,
          installed: followed
            .filter(({ galleryKey }) => galleryKey === entry.key)
            .map(({ connectorId, digest }) => ({
              ...{ connectorId, name: names.get(connectorId) ?? '' },
              hasUpdate: digest !== entry.digest
            }))
        }))
      }
    },
    /**
     * Adds a ready-made connector with a deployed version, in one transaction. Users can choose its events
     * and actions immediately. A fork does not follow the gallery. Throws `gallery.unknown`,
     * `gallery.damaged`, `version.has-problems`, `connector.name-taken`.
     */
    install: async (
      key: string,
      { isFork, by }: { isFork: boolean; by: string }
    ): Promise<{ id: Id; name: string }> => {
      const { folder, files: texts } = readGalleryFolder(source, key)
      const { entries } = await entriesOf()
      const entry = entries.find(each => each.key === key)
      if (entry === undefined) throw new Fault('gallery.damaged', { key, what: '' })
      const taken = (await store.connectors.list()).map(({ name }) => name)
      const isTaken = taken.some(name => name.toLowerCase() === entry.name.toLowerCase())
      const name = isTaken ? nameOfCopy(entry.name, taken, 80) : entry.name
      const { content } = await files.readFolder(folder)
      refuseErrors(findingsOf(content.authentication, content.flows, specs))
      const drafts = await files.newDrafts(content, { name }, by)
      const { id } = drafts.connector
      const at = effects.clock()
      const about = { note: 'From the gallery', visible: true }
      await store.flows.deployImport({
        drafts,
        version: { ...about, id: effects.newId(), connectorId: id, createdAt: at, createdBy: by },
        snapshot: snapshotOfContent(activeContent({ ...content, name })),
        deployment: { ...about, id: effects.newId(), at, by },
        planned: { deployedId: null, number: 1 },
        ...(!isFork && {
          followed: { connectorId: id, galleryKey: key, digest: digestOf(texts), files: texts, at }
        })
      })
      return { id, name }
    },
    /**
     * Returns the gallery entry that a connector follows. Null if it follows none, or if the entry no longer
     * exists. Reads only the files of that entry.
     */
    following: async (connectorId: Id): Promise<{ key: string; hasUpdate: boolean } | null> => {
      const followed = await store.followedConnectors.find(connectorId)
      if (followed === null || !source.keys().includes(followed.galleryKey)) return null
      const { files: texts } = readGalleryFolder(source, followed.galleryKey)
      return { key: followed.galleryKey, hasUpdate: digestOf(texts) !== followed.digest }
    },
    /**
     * Compares the draft and the gallery with the gallery state at the last update. Throws
     * `gallery.not-followed`, `gallery.unknown`, `gallery.damaged`, `connector.gone`.
     */
    compare: async (connectorId: Id): Promise<GalleryComparison> => {
      const { key, base, yours, theirs, hasUpdate, basis } = await openFollowed(connectorId)
      const units = mergeUnits(base, yours, theirs)
      return {
        ...{ key, name: yours.name, hasUpdate, basis, units },
        ...{
          base: snapshotOfContent(base),
          yours: snapshotOfContent(yours),
          theirs: snapshotOfContent(theirs)
        },
        takes: usualTakes(units),
        hosts: markNewHosts(hostsOf(theirs), hostsOf(yours))
      }
    },
    /**
     * Copies parts of the gallery state into the draft and stores that state as the base of the next
     * comparison. Other parts stay unchanged. Throws `files.stale`, `files.not-written`, `files.refused`, and
     * the errors of {@link compare}.
     */
    update: async (
      connectorId: Id,
      { takes, basis, by }: { takes: readonly MergePart[]; basis: string; by: string }
    ): Promise<{ id: Id; name: string }> => {
      const opened = await openFollowed(connectorId)
      if (opened.basis !== basis) throw new Fault('files.stale')
      const { key, yours, theirs, texts, digest, draftBasis } = opened
      const merged = mergeConnector(yours, theirs, new Set(takes))
      if (takes.length > 0) {
        const written = writeConnector(merged)
        if (!written.ok) throw new Fault('files.not-written', { what: formatFileErrors(written.flaws) })
        await files.importFolder(written.content, { connectorId, basis: draftBasis }, by)
      }
      const followed = { connectorId, galleryKey: key, digest, files: texts }
      await store.followedConnectors.put({ ...followed, at: effects.clock() })
      return { id: connectorId, name: yours.name }
    },
    /** Stops following the gallery. The connector becomes a fork. Throws `gallery.not-followed`. */
    unfollow: async (connectorId: Id): Promise<void> => {
      if ((await store.followedConnectors.find(connectorId)) === null) throw new Fault('gallery.not-followed')
      await store.followedConnectors.remove(connectorId)
    }
  }
}
