import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Folder, folderLimits, USER_FLOW_FILE } from '@hookwright/model/files'
import { isMap, isScalar, parseDocument, type Scalar, stringify, visit } from 'yaml'
import { commandFault } from '../kernel/faults.ts'
import { refuseFlaws } from './check-folder.ts'
import { isFree, readFolder } from './folder-on-disk.ts'

const textOf = (content: string | Uint8Array | undefined): string =>
  content === undefined ? '' : Buffer.from(content).toString('utf8')

/** Returns the id of a user's flow from its files; `null` if the id cannot be read. */
export const flowKeyOf = (folder: Folder): string | null => {
  const key: unknown = parseDocument(textOf(folder[USER_FLOW_FILE])).get('id')
  return typeof key === 'string' ? key : null
}

/** Replacement for the part of a text between two offsets. */
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

/** Returns the connections in a flow file: each key in the file and its name at a server. */
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
 * Returns edits that replace the connection keys in card references. The comment after a reference names the
 * connection at one server, so it is removed.
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
 * Replaces connection names and keys in the files of a user's flow by names that all targets share. The same
 * flow then has the same files at each target.
 * @param names shared names, keyed by the names at one target
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

/**
 * Reads the files of a user's flow. Throws `flow-folder-missing`, `flow-folder-unclear`, `files-invalid`,
 * `file-unreadable`.
 */
export const takeFlowFolder = (root: string): { files: Folder; key: string } => {
  // Looked at first, so that a whole repository is not read.
  if (!existsSync(join(root, USER_FLOW_FILE))) throw commandFault('flow-folder-missing', { folder: root })
  const folder = readFolder(root)
  if (!folder.ok) return refuseFlaws(root, folder.flaws)
  const key = flowKeyOf(folder.content)
  if (key === null) throw commandFault('flow-folder-unclear', { file: join(root, USER_FLOW_FILE) })
  return { files: folder.content, key }
}

/**
 * Refuses a folder that contains something other than this flow. Throws `folder-taken`,
 * `flow-folder-foreign`, `path-linked`.
 */
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
