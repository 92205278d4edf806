import { Flow } from '../flows/flow.ts'
import type { Id } from '../kernel/ids.ts'
import { isJsonObject, type Json } from '../kernel/json.ts'
import { type FlowContent, unstoredIdOf } from './connector-content.ts'
import { cardsFromFile, type FlowFile, FlowKey } from './flow-file.ts'
import type { FileFlaw, Folder } from './folder.ts'
import { flawsOfIssues, type OpenedFile, openFile } from './parse-file.ts'
import { type IdOfReference, mapTexts, type Reference, textFromFile } from './references.ts'

/** Options for reading a folder. */
export interface ReadOptions {
  /** Returns the id of the flow with a key. By default, an id that no installation has. */
  idOf?: (key: string) => Id
  /** Returns true for an existing card type. By default, for every type. */
  isKnownCard?: (type: string) => boolean
}

/** Returns the problem of a reference that does not resolve. */
const sayUnknown = ({ kind, name }: Reference): string =>
  kind === 'flow'
    ? `No flow of this folder has the id ${name}. Add its file, or write flow::${name} if this is meant as text.`
    : `“${kind}:${name}” is not known here. Write ${kind}::${name} if this is meant as text.`

/** The most unknown references of a file that are named, since a file may hold any number. */
const MOST_UNKNOWN = 20

/**
 * Resolves the references in a part of an opened file to ids of the installation. A part that is neither a list nor an object
 * stays for the schema to refuse.
 */
export const resolveTexts = (
  opened: OpenedFile,
  key: string,
  idOf: IdOfReference,
  flaws: FileFlaw[]
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
    const message = `The file holds ${unknown - MOST_UNKNOWN} more references that are not known here. Correct the ones above first.`
    flaws.push({ file, line: null, message })
  }
  return { ...opened, value: { ...value, [key]: resolved } }
}

/** Returns the paths of card types in a file, including those in blocks. */
const typesIn = (cards: FlowFile['cards'], place: PropertyKey[]): { type: string; place: PropertyKey[] }[] =>
  cards.flatMap(({ type, blocks = [] }, index) => [
    { type, place: [...place, index, 'type'] },
    ...blocks.flatMap((block, n) => typesIn(block.cards, [...place, index, 'blocks', n, 'cards']))
  ])

/** Converts a file that fits its schema into a flow. Flaws are added to `flaws`. */
export const flowOfFile = (
  opened: OpenedFile,
  parsed: Pick<FlowFile, 'name' | 'description' | 'active' | 'saveAll' | 'cards'> & { id: string },
  { isKnownCard = () => true }: ReadOptions,
  flaws: FileFlaw[]
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
    flaws.push(...flawsOfIssues(opened, checked.error.issues, ['cards']))
  return {
    id: parsed.id,
    name: parsed.name ?? null,
    description: parsed.description ?? '',
    active: parsed.active ?? true,
    saveAll: parsed.saveAll ?? true,
    doc
  }
}

/** Returns the unchecked key of a flow in its file. */
const keyIn = ({ value }: OpenedFile): string | null =>
  isJsonObject(value) && typeof value.id === 'string' ? value.id : null

/** Returns the ids of the flows of opened files, by key. Duplicate keys are added to `flaws`. */
export const idsOfFiles = (
  opened: readonly OpenedFile[],
  { idOf = unstoredIdOf }: ReadOptions,
  flaws: FileFlaw[]
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

/** Opens files of a folder. Failures are added to `flaws`. */
export const openFiles = (folder: Folder, files: string[], flaws: FileFlaw[]): OpenedFile[] =>
  files.flatMap(file => {
    const opened = openFile(folder, file)
    if (opened.ok) return [opened.content]
    flaws.push(...opened.flaws)
    return []
  })

/** Returns a flaw for each file that does not belong to the folder. */
export const refuseFiles = (paths: string[], what: string): FileFlaw[] =>
  paths.map(file => ({
    file,
    line: null,
    message: `The file is not part of ${what}. Remove it, or move it to the folder tests.`
  }))

/** Returns true for files of a folder that are never read. */
export const isIgnoredFile = (path: string): boolean =>
  /^(?:README\.md|evidence\.yaml|logo\.\w+|schema\/.*|tests\/.*)$/.test(path) || /(?:^|\/)\./.test(path)
