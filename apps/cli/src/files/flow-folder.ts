import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Folder, folderLimits, USER_FLOW_FILE } from '@hookwright/model/files'
import { isMap, isScalar, parseDocument, type Scalar, stringify, visit } from 'yaml'
import { commandFault } from '../kernel/faults.ts'
import { refuseFlaws } from './check-folder.ts'
import { isFree, readFolder } from './folder-on-disk.ts'

const textOf = (content: string | Uint8Array | undefined): string =>
  content === undefined ? '' : Buffer.from(content).toString('utf8')

/** Id of a user's flow in its files, or null where it cannot be read. */
export const flowKeyOf = (folder: Folder): string | null => {
  const key: unknown = parseDocument(textOf(folder[USER_FLOW_FILE])).get('id')
  return typeof key === 'string' ? key : null
}

/** Replacement of a part of a text. */
interface Edit {
  from: number
  to: number
  text: string
}

/** Applies edits that do not overlap. Every other byte stays. */
const applyEdits = (text: string, edits: Edit[]): string =>
  edits
    .toSorted((one, other) => other.from - one.from)
    .reduce((before, edit) => before.slice(0, edit.from) + edit.text + before.slice(edit.to), text)

const replaced = ({ range }: Scalar, value: string): Edit[] =>
  range === null || range === undefined
    ? []
    : [{ from: range[0], to: range[1], text: stringify(value, { lineWidth: 0 }).trimEnd() }]

/** Connections that a flow's files name: the key in the files, and the name at a server. */
const namedIn = (text: string): { key: Scalar; name: Scalar }[] => {
  const named = parseDocument(text).get('connections')
  return (isMap(named) ? named.items : []).flatMap(({ key, value }) => {
    const name: unknown = isMap(value) ? value.get('name', true) : null
    return isScalar(key) && isScalar(name) ? [{ key, name }] : []
  })
}

const entryOf = (names: Readonly<Record<string, string>>, { value }: Scalar): string | undefined =>
  typeof value === 'string' && Object.hasOwn(names, value) ? names[value] : undefined

/** Renames connections in the files of a user's flow. Names without an entry stay unchanged. */
export const renameConnections = (folder: Folder, names: Readonly<Record<string, string>>): Folder => {
  const text = textOf(folder[USER_FLOW_FILE])
  const edits = namedIn(text).flatMap(({ name }) => {
    const other = entryOf(names, name)
    return other === undefined ? [] : replaced(name, other)
  })
  return edits.length === 0 ? folder : { ...folder, [USER_FLOW_FILE]: applyEdits(text, edits) }
}

/**
 * Edits that let cards refer to connections by other keys. The label beside a reference belongs to one
 * server, so it is removed.
 */
const referencesIn = (text: string, keys: ReadonlyMap<string, string>): Edit[] => {
  const edits: Edit[] = []
  visit(parseDocument(text), {
    Scalar: (_, scalar) => {
      const [, key = ''] = /^connection:(.+)$/.exec(String(scalar.value)) ?? []
      const other = keys.get(key)
      if (other === undefined) return
      for (const edit of replaced(scalar, `connection:${other}`)) {
        const [label = ''] = /^ #[^\n]*/.exec(text.slice(edit.to)) ?? []
        edits.push({ ...edit, to: edit.to + label.length })
      }
    }
  })
  return edits
}

/**
 * Names connections in the files of a user's flow as all targets do: the same files then come from each target. `names` has
 * those names by the names at one target.
 */
export const unifyConnections = (folder: Folder, names: Readonly<Record<string, string>>): Folder => {
  const text = textOf(folder[USER_FLOW_FILE])
  const named = namedIn(text)
  const taken = new Set(named.map(({ key }) => String(key.value)))
  const keys = new Map<string, string>()
  const edits = named.flatMap(({ key, name }) => {
    const other = entryOf(names, name)
    if (other === undefined) return []
    const isKey = /^[a-z0-9-]{1,60}$/.test(other) && !taken.has(other)
    if (isKey) keys.set(String(key.value), other)
    taken.add(other)
    return [...replaced(name, other), ...(isKey ? replaced(key, other) : [])]
  })
  return Object.fromEntries(
    Object.entries(folder).map(([path, content]) => {
      if (!path.endsWith('.yaml')) return [path, content]
      const own = path === USER_FLOW_FILE ? edits : []
      return [path, applyEdits(textOf(content), [...own, ...referencesIn(textOf(content), keys)])]
    })
  )
}

/** Reads the files of a user's flow. Throws `flow-folder-missing`, `files-invalid`, `file-unreadable`. */
export const takeFlowFolder = (root: string): { files: Folder; key: string } => {
  // Looked at first, so that a whole repository is not read.
  if (!existsSync(join(root, USER_FLOW_FILE))) throw commandFault('flow-folder-missing', { folder: root })
  const folder = readFolder(root)
  if (!folder.ok) return refuseFlaws(root, folder.flaws)
  const key = flowKeyOf(folder.content)
  if (key === null) throw commandFault('flow-folder-unclear', { file: join(root, USER_FLOW_FILE) })
  return { files: folder.content, key }
}

/** Refuses a folder that holds something other than this flow. Throws `folder-taken`, `folder-foreign`, `path-linked`. */
export const mustBeFlowFolder = (root: string, key: string): void => {
  if (isFree(root)) return
  const file = join(root, USER_FLOW_FILE)
  const about = lstatSync(file, { throwIfNoEntry: false })
  if (about === undefined) throw commandFault('folder-taken', { folder: root })
  if (!about.isFile()) throw commandFault('path-linked', { path: file })
  const other =
    about.size > folderLimits.fileBytes ? null : flowKeyOf({ [USER_FLOW_FILE]: readFileSync(file) })
  if (other !== key) throw commandFault('flow-folder-foreign', { folder: root, key })
}
