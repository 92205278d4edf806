import { createHash } from 'node:crypto'
import { kindOf, type Specs } from '@hookwright/engine'
import { Fault, isEventKind, methodsOf } from '@hookwright/model'
import {
  type ConnectorContent,
  type EvidenceFile,
  type Folder,
  formatFileError,
  hostsOf,
  readConnectorInSteps,
  readEvidence
} from '@hookwright/model/files'
import type { Effects } from '../kernel/effects.ts'

/** Folders of the ready-made connectors. Both functions may throw if files cannot be read. */
export interface GallerySource {
  keys: () => string[]
  read: (key: string) => Folder
}

/** Gallery without connectors. */
export const emptyGallery: GallerySource = { keys: () => [], read: () => ({}) }

/** Event or action of a ready-made connector. */
export interface GalleryFlow {
  name: string
  description: string
}

/** Ready-made connector in the gallery. */
export interface GalleryEntry {
  key: string
  name: string
  description: string
  branding: ConnectorContent['branding']
  /** Names of the authentication methods. A single method may have no name. */
  methods: string[]
  events: GalleryFlow[]
  actions: GalleryFlow[]
  /** Hosts that its flows call. */
  hosts: string[]
  evidence: EvidenceFile
  /** Hash of the files that are imported when the connector is installed. */
  digest: string
}

/** Folder of the gallery that cannot be used, with the reason. */
export interface DamagedEntry {
  key: string
  why: string
}

/** Returns the files that are imported when a connector is installed, as texts by path. */
const filesOf = (folder: Folder): Record<string, string> =>
  Object.fromEntries(
    Object.entries(folder)
      .filter(([path]) => path === 'connector.yaml' || path.startsWith('flows/'))
      .map(([path, content]) => [
        path,
        typeof content === 'string' ? content : Buffer.from(content).toString()
      ])
  )

/** Returns a hash of files. */
export const digestOf = (files: Record<string, string>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1))))
    .digest('base64url')

/** Reads a folder of the gallery. Throws `gallery.damaged`, `gallery.unknown`. */
export const readGalleryFolder = (
  source: GallerySource,
  key: string
): { files: Record<string, string>; folder: Folder } => {
  const damaged = (what: string): Fault => new Fault('gallery.damaged', { key, what })
  let folder: Folder
  try {
    if (!source.keys().includes(key)) throw new Fault('gallery.unknown', { key })
    folder = source.read(key)
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown
    throw damaged(thrown instanceof Error ? `${thrown.message}.` : '')
  }
  return { folder, files: filesOf(folder) }
}

const entryOf = async (
  { source, specs }: { source: GallerySource; specs: Specs },
  key: string,
  pause: () => Promise<void>
): Promise<GalleryEntry> => {
  const { folder, files } = readGalleryFolder(source, key)
  const reading = await readConnectorInSteps(folder, { isKnownCard: type => specs.has(type) }, pause)
  const evidence = readEvidence(folder)
  const flaw = reading.ok ? (evidence.ok ? undefined : evidence.flaws[0]) : reading.flaws[0]
  if (!reading.ok || !evidence.ok)
    throw new Fault('gallery.damaged', { key, what: flaw === undefined ? '' : formatFileError(flaw) })
  const { name, description, branding, authentication, flows } = reading.content
  const namesOf = (isWanted: (kind: ReturnType<typeof kindOf>) => boolean): GalleryFlow[] =>
    flows
      .filter(({ doc, active }) => active && isWanted(kindOf(doc, specs)))
      .map(flow => ({ name: flow.name ?? 'Unnamed', description: flow.description }))
  return {
    ...{ key, name, description, branding },
    methods: methodsOf(authentication).map(method => method.name ?? ''),
    events: namesOf(isEventKind),
    actions: namesOf(kind => kind === 'action'),
    hosts: hostsOf(reading.content).map(({ host }) => host),
    evidence: evidence.content,
    digest: digestOf(files)
  }
}

/**
 * Creates the reader of the gallery's entries. The first call reads one file per turn of the event loop,
 * since parsing all files takes some time. The entries are then cached in memory.
 */
export const createGalleryEntries = ({
  source,
  specs,
  effects
}: {
  source: GallerySource
  specs: Specs
  effects: Pick<Effects, 'soon' | 'log'>
}): (() => Promise<{ entries: GalleryEntry[]; damaged: DamagedEntry[] }>) => {
  const pause = (): Promise<void> => new Promise(resolve => effects.soon(resolve))
  const read = async () => {
    const entries: GalleryEntry[] = []
    const damaged: DamagedEntry[] = []
    for (const key of source.keys()) {
      try {
        entries.push(await entryOf({ source, specs }, key, pause))
      } catch (thrown) {
        const why = thrown instanceof Error ? thrown.message : String(thrown)
        effects.log('A connector of the gallery could not be loaded.', { connector: key, cause: why })
        damaged.push({ key, why })
      }
    }
    return { entries, damaged }
  }
  let reading: ReturnType<typeof read> | null = null
  return () => {
    reading ??= read().catch(thrown => {
      reading = null
      throw thrown
    })
    return reading
  }
}
