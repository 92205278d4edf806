import { Flow } from '../flows/flow.ts'
import type { Id } from '../kernel/ids.ts'
import { isJsonObject, type Json } from '../kernel/json.ts'
import { type FlowContent, unstoredIdOf } from './connector-content.ts'
import { cardsFromFile, type FlowFile, FlowKey } from './flow-file.ts'
import type { FileError, Folder } from './folder.ts'
import { type OpenedFile, openFile, toFileErrors } from './parse-file.ts'
import { type IdOfReference, mapTexts, type Reference, textFromFile } from './references.ts'

/** Options for reading a folder. */
export interface ReadOptions {
  /**
   * Returns the id of the flow with the given key. Defaults to a placeholder id that no installation uses.
   */
  idOf?: (key: string) => Id
  /** Returns true for an existing card type. Defaults to true for all types. */
  isKnownCard?: (type: string) => boolean
}

/** Formats the error for an unknown reference: “No flow of this folder has the id …”. */
const sayUnknown = ({ kind, name }: Reference): string =>
  kind === 'flow'
    ? `No flow of this folder has the id ${name}. Add its file, or write flow::${name} if this is meant as text.`
    : `“${kind}:${name}” is not known here. Write ${kind}::${name} if this is meant as text.`

/** Maximum number of unknown references reported per file, since a file may contain any number of them. */
const MOST_UNKNOWN = 20

/**
 * Replaces the references in a part of a parsed file with ids of the installation. A part that is neither a
 * list nor an object is left unchanged, and is rejected by the schema later.
 */
export const resolveTexts = (
  opened: OpenedFile,
  key: string,
  idOf: IdOfReference,
  flaws: FileError[]
): OpenedFile => {
  const { file, value, lineOf } = opened
  if (!isJsonObject(value) || !Object.hasOwn(value, key)) return opened
  const part: Json = value[key] ?? null
  if (typeof part !== 'object') return opened
  let unknown = 0
  const resolved = mapTexts(
    part,
    textFromFile(idOf, (reference, place) => {
      unknown += 1
      if (unknown > MOST_UNKNOWN) return
      flaws.push({ file, line: lineOf([key, ...place]), message: sayUnknown(reference) })
    })
  )
  if (unknown > MOST_UNKNOWN) {
    const message = `The file holds ${unknown - MOST_UNKNOWN} more unknown references. Correct the ones above first.`
    flaws.push({ file, line: null, message })
  }
  return { ...opened, value: { ...value, [key]: resolved } }
}

/** Returns the card types in a file with their paths, including cards in blocks. */
const typesIn = (cards: FlowFile['cards'], place: PropertyKey[]): { type: string; place: PropertyKey[] }[] =>
  cards.flatMap(({ type, blocks = [] }, index) => [
    { type, place: [...place, index, 'type'] },
    ...blocks.flatMap((block, n) => typesIn(block.cards, [...place, index, 'blocks', n, 'cards']))
  ])

/** Converts a file that matches its schema to a flow. Errors are added to `flaws`. */
export const flowOfFile = (
  opened: OpenedFile,
  parsed: Pick<FlowFile, 'name' | 'description' | 'active' | 'saveAll' | 'cards'> & { id: string },
  { isKnownCard = () => true }: ReadOptions,
  flaws: FileError[]
): FlowContent => {
  const { file, lineOf } = opened
  for (const { type, place } of typesIn(parsed.cards, ['cards'])) {
    if (isKnownCard(type)) continue
    const message = `There is no card of the type “${type}”. Correct it, or update Hookwright if it is newer.`
    flaws.push({ file, line: lineOf(place), message })
  }
  const before = flaws.length
  const doc = cardsFromFile(parsed.cards, (id, place) =>
    flaws.push({
      file,
      line: lineOf(place),
      message: `Two cards of the flow have the id ${id}. Change one of them.`
    })
  )
  const checked = Flow.safeParse(doc)
  if (!checked.success && flaws.length === before)
    flaws.push(...toFileErrors(opened, checked.error.issues, ['cards']))
  return {
    id: parsed.id,
    name: parsed.name ?? null,
    description: parsed.description ?? '',
    active: parsed.active ?? true,
    saveAll: parsed.saveAll ?? true,
    doc
  }
}

/** Returns the flow key in a file, without validation. */
const keyIn = ({ value }: OpenedFile): string | null =>
  isJsonObject(value) && typeof value.id === 'string' ? value.id : null

/** Returns the ids of the flows in parsed files, by key. Errors for duplicate keys are added to `flaws`. */
export const idsOfFiles = (
  opened: readonly OpenedFile[],
  { idOf = unstoredIdOf }: ReadOptions,
  flaws: FileError[]
): Map<string, Id> => {
  const ids = new Map<string, Id>()
  for (const each of opened) {
    const key = keyIn(each)
    if (key === null || !FlowKey.safeParse(key).success) continue
    if (ids.has(key)) {
      const message = `Another flow of the folder has the id ${key}, too. Give one of them another id.`
      flaws.push({ file: each.file, line: each.lineOf(['id']), message })
    }
    ids.set(key, idOf(key))
  }
  return ids
}

/** Parses several files of a folder. Errors are added to `flaws`. */
export const openFiles = (folder: Folder, files: string[], flaws: FileError[]): OpenedFile[] =>
  files.flatMap(file => {
    const opened = openFile(folder, file)
    if (opened.ok) return [opened.content]
    flaws.push(...opened.flaws)
    return []
  })

/** Returns an error for each file that does not belong in the folder. */
export const refuseFiles = (paths: string[], what: string): FileError[] =>
  paths.map(file => ({
    file,
    line: null,
    message: `The file is not part of ${what}. Remove it, or move it to the folder tests.`
  }))

/** Returns true for files of a folder that are never read. */
export const isIgnoredFile = (path: string): boolean =>
  /^(?:README\.md|evidence\.yaml|logo\.\w+|schema\/.*|tests\/.*)$/.test(path) || /(?:^|\/)\./.test(path)
