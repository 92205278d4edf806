import { slugOf } from '../connectors/connector.ts'
import { cardOf } from '../flows/flow.ts'
import type { Id } from '../kernel/ids.ts'
import { Json } from '../kernel/json.ts'
import type { FlowContent } from './connector-content.ts'
import { cardsToFile, FILE_FORMAT } from './flow-file.ts'
import type { FileError } from './folder.ts'
import { mapTexts, type Reference, readReference, textToFile } from './references.ts'
import { writeYaml } from './write-yaml.ts'

/**
 * Returns the file names of flows, by flow id. A name is a slug of the flow's name; duplicates get the flow's
 * key appended.
 */
export const fileNamesOf = (
  flows: readonly FlowContent[],
  keys: ReadonlyMap<Id, string>
): Map<Id, string> => {
  const slugs = new Map(flows.map(({ id, name }) => [id, slugOf(name ?? '', 'flow').replaceAll('_', '-')]))
  const counts = new Map<string, number>()
  for (const slug of slugs.values()) counts.set(slug, (counts.get(slug) ?? 0) + 1)
  return new Map(
    [...slugs].map(([id, slug]) => [id, counts.get(slug) === 1 ? slug : `${slug}-${keys.get(id)}`])
  )
}

/** Returns an error for each flow with the same name as an earlier flow, ignoring case. */
export const twinsAmong = (
  flows: readonly { name: string | null; file: string; line: number | null }[]
): FileError[] => {
  const first = new Map<string, string>()
  return flows.flatMap(({ name, file, line }): FileError[] => {
    if (name === null) return []
    const key = name.toLowerCase()
    const other = first.get(key)
    if (other === undefined) {
      first.set(key, file)
      return []
    }
    return [{ file, line, message: `The flow in ${other} is named “${name}”, too. Rename one of them.` }]
  })
}

/** Writes the file of a flow. `extra` is inserted between the settings and the cards. */
export const writeFlowFile = (
  { id, name, description, active, saveAll, doc }: FlowContent,
  params: {
    keys: ReadonlyMap<Id, string>
    references: ReadonlyMap<string, Reference>
    /** Returns the label of a reference, shown as a comment next to it; `null` for none. */
    labelOf: (reference: Reference) => string | null
    schema: string
    extra?: { [key: string]: Json }
  }
): string => {
  const cards = mapTexts(Json.parse(cardsToFile(doc)), textToFile(params.references))
  const file: Json = {
    format: FILE_FORMAT,
    id: params.keys.get(id) ?? id,
    ...(name !== null && { name }),
    ...(description !== '' && { description }),
    ...(!active && { active }),
    ...(!saveAll && { saveAll }),
    ...params.extra,
    cards
  }
  const cardLabel = (pill: string): string | null => {
    const card = cardOf(doc, pill.slice(0, pill.indexOf('.')))
    return card === undefined ? null : (card.title ?? card.type)
  }
  return writeYaml(file, {
    header: [`yaml-language-server: $schema=${params.schema}`],
    labelOf: (text, key) => {
      if (key === 'pill') return cardLabel(text)
      const reference = readReference(text)
      return reference === null ? null : params.labelOf(reference)
    }
  })
}
