import type { Binding, Card, DataType, Field, FieldId, Flow, Json, OutputField } from '@hookwright/model'

/** Parts of a card besides its type and id. */
interface CardParts {
  title?: string
  config?: Card['config']
  inputs?: Record<FieldId, Binding>
}

/** Creates a card. */
export const cardOf = (type: string, id: string, { title, config = {}, inputs = {} }: CardParts): Card => ({
  ...{ id, type, config, inputs },
  ...(title === undefined || title === '' ? {} : { title: title.slice(0, 200) })
})

/** Creates a flow of cards in order. */
export const flowOf = (cards: readonly Card[]): Flow => ({
  schemaVersion: 1,
  strip: cards.map(({ id }) => id),
  cards: Object.fromEntries(cards.map(card => [card.id, card]))
})

/** Field in the form of a card's config: its optional parts are absent, never undefined. */
export type DrawnField = {
  [Key in 'id' | 'label' | 'fieldType' | 'dataType' | 'required']: Field[Key]
} & { choices?: { from: 'static'; rows: { display: string; value: string }[] }; guessed?: true }

/** Creates a text field for any value of its data type. */
export const fieldOf = (
  { id, label }: Pick<Field, 'id' | 'label'>,
  dataType: DataType,
  required: boolean
): DrawnField => ({ id, label, fieldType: 'text-field', dataType, required })

/** Group of fields in a card's config. */
export interface DrawnGroup {
  id: FieldId
  name: string
  fields: DrawnField[]
}

/** Returns groups as config. Groups without fields are left out. */
export const configOfGroups = (groups: readonly DrawnGroup[]): Json[] =>
  groups
    .filter(({ fields }) => fields.length > 0)
    .map(({ id, name, fields }) => ({ id, name, fields: fields.map(field => ({ ...field })) }))

/** Returns the config of a new request card with these settings. */
export const requestConfig = (settings: Card['config']): Card['config'] => ({
  bodyFormat: 'auto',
  encodeUrl: true,
  expectJson: false,
  ...settings
})

/** Value of a key of an object: a binding with the data type of its values, or an object of keys. */
export type KeyValue = { binding: Binding; dataType: DataType } | { keys: [name: string, value: KeyValue][] }

/**
 * Returns cards that build an object: one for each object inside, then one for the whole, whose id is the last one's.
 * `id` is the id of that card.
 */
export const constructCards = (
  id: string,
  title: string,
  keys: readonly [name: string, value: KeyValue][]
): Card[] => {
  const before: Card[] = []
  const drawn = keys.map(([key, value], index) => {
    const port = `k${index + 1}`
    if ('binding' in value) return { port, key, ...value }
    const inner = constructCards(`${id}_${index + 1}`, `${title} ${key}`, value.keys)
    before.push(...inner)
    const last = inner.at(-1)?.id ?? id
    const binding: Binding = { kind: 'pill', card: last, field: 'output', path: [] }
    return { port, key, binding, dataType: { kind: 'object' as const, list: false } }
  })
  const config = { keys: drawn.map(({ port, key, dataType }) => ({ id: port, key, dataType })) }
  const inputs = Object.fromEntries(drawn.map(({ port, binding }) => [port, binding]))
  return [...before, cardOf('object-construct', id, { title, config, inputs })]
}

/** Field of an output group, with its type as declared or guessed. */
export const outputField = (
  named: Pick<Field, 'id' | 'label'>,
  { dataType, isGuessed }: { dataType: DataType; isGuessed: boolean }
): OutputField & DrawnField => {
  const { choices: _choices, ...field } = fieldOf(named, dataType, false)
  return { ...field, ...(isGuessed && { guessed: true as const }) }
}
