import type { Binding, Card, DataType, Field, FieldId, Flow, Json, OutputField } from '@hookwright/model'

/** Parts of a card other than its type and id. */
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

/** Field in a card's configuration. Optional parts are absent, never undefined. */
export type DrawnField = {
  [Key in 'id' | 'label' | 'fieldType' | 'dataType' | 'required']: Field[Key]
} & { choices?: { from: 'static'; rows: { display: string; value: string }[] }; guessed?: true }

/** Creates a text field for values of a data type. */
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

/** Converts groups to a card's configuration. Omits groups without fields. */
export const configOfGroups = (groups: readonly DrawnGroup[]): Json[] =>
  groups
    .filter(({ fields }) => fields.length > 0)
    .map(({ id, name, fields }) => ({ id, name, fields: fields.map(field => ({ ...field })) }))

/** Returns the configuration of a new request card with the given settings. */
export const requestConfig = (settings: Card['config']): Card['config'] => ({
  bodyFormat: 'auto',
  encodeUrl: true,
  expectJson: false,
  ...settings
})

/** Value of an object key: a binding with its data type, or a nested object. */
export type KeyValue = { binding: Binding; dataType: DataType } | { keys: [name: string, value: KeyValue][] }

/**
 * Returns the cards that build an object: first the cards for nested objects, then the card for the whole
 * object. `id` is the id of this last card.
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

/** Creates a field of an output group, with its declared or guessed type. */
export const outputField = (
  named: Pick<Field, 'id' | 'label'>,
  { dataType, isGuessed }: { dataType: DataType; isGuessed: boolean }
): OutputField & DrawnField => {
  const { choices: _choices, ...field } = fieldOf(named, dataType, false)
  return { ...field, ...(isGuessed && { guessed: true as const }) }
}
