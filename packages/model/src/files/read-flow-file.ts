import { Flow } from '../flows/flow.ts'
import type { Id } from '../kernel/ids.ts'
import type { Json } from '../kernel/json.ts'
import type { FlowContent } from './connector-content.ts'
import { cardsFromFile, type FlowFile } from './flow-file.ts'
import type { FileFlaw } from './folder.ts'
import { flawsOfIssues, type OpenedFile } from './parse-file.ts'
import { mapTexts, type Reference, textFromFile } from './references.ts'

/** Surroundings of a folder that is read. */
export interface ReadOptions {
  /** The id of the flow with a key; one that no installation has by default. */
  idOf?: (key: string) => Id
  /** True for a type of card that there is; every type by default. */
  isKnownCard?: (type: string) => boolean
}

/** Says that a reference of a file leads nowhere. */
export const sayUnknown = ({ kind, name }: Reference): string =>
  kind === 'flow'
    ? `No flow of this folder has the id ${name}. Add its file, or write flow::${name} if this is meant as text.`
    : `“${kind}:${name}” is not known here. Write ${kind}::${name} if this is meant as text.`

/** Reads the texts of an opened file: ids of the installation instead of references. */
export const resolveTexts = (
  opened: OpenedFile,
  key: string,
  idOf: (reference: Reference) => string | null,
  flaws: FileFlaw[]
): OpenedFile => {
  const { file, value, lineOf } = opened
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return opened
  const part: Json = value[key] ?? null
  const resolved = mapTexts(
    part,
    textFromFile(idOf, (reference, place) =>
      flaws.push({ file, line: lineOf([key, ...place]), message: sayUnknown(reference) })
    )
  )
  return { ...opened, value: Object.hasOwn(value, key) ? { ...value, [key]: resolved } : value }
}

/** Places of card types in a file, blocks included. */
const typesIn = (cards: FlowFile['cards'], place: PropertyKey[]): { type: string; place: PropertyKey[] }[] =>
  cards.flatMap(({ type, blocks = [] }, index) => [
    { type, place: [...place, index, 'type'] },
    ...blocks.flatMap((block, n) => typesIn(block.cards, [...place, index, 'blocks', n, 'cards']))
  ])

/** Makes a flow of a file that fits its schema; flaws are added to `flaws`. */
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
