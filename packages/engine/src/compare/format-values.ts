import {
  Binding,
  Choices,
  DataType,
  isJsonObject,
  nameOfPath,
  nameOfType,
  type Pill,
  shownFlowName
} from '@hookwright/model'
import { type FlowView, nameIn } from '../flow/flow-view.ts'
import { inside } from './change-line.ts'
import { nameOfKey } from './names-of-keys.ts'

/**
 * Functions that name the flows and pills in a value: flows by their name, pills by the name of their output.
 */
export interface ValueFormatters {
  nameOfFlow: (id: string) => string | undefined
  nameOfPill: (pill: Pill) => string
}

const fieldTypes: ReadonlyMap<unknown, string> = new Map([
  ['text-field', 'Text Field'],
  ['dropdown', 'Dropdown'],
  ['multi-select', 'Multi-select']
])

/** Returns the formatters that use the names of a flow's cards and outputs. */
export const wordsIn = (view: FlowView): ValueFormatters => ({
  nameOfFlow: id => {
    const flow = view.catalog.flows.get(id)
    return flow === undefined ? undefined : `“${shownFlowName(flow.name)}”`
  },
  nameOfPill: pill => {
    const card = Object.hasOwn(view.flow.cards, pill.card) ? view.flow.cards[pill.card] : undefined
    if (card === undefined) return 'a value of a card that is not in this flow'
    const ports = view.portsOf(card)
    const port = [...(ports?.outputs ?? []), ...(ports?.joins ?? []), ...(ports?.inner ?? [])].find(
      ({ id }) => id === pill.field
    )
    const path = nameOfPath(pill.path)
    const way = path === '' || path.startsWith('[') ? path : `.${path}`
    return inside(nameIn(view, card), `${port?.label ?? pill.field}${way}`)
  }
})

/** Formats a binding. Pills inside a text are shown in braces. Returns null if there is no binding. */
export const wordsOfBinding = (binding: Binding | null, words: ValueFormatters): string | null => {
  switch (binding?.kind) {
    case undefined:
      return null
    case 'literal':
      return wordsOfValue(binding.value, words)
    case 'pill':
      return words.nameOfPill(binding)
    case 'text': {
      const text = binding.parts
        .map(part => (typeof part === 'string' ? part : `{${words.nameOfPill(part)}}`))
        .join('')
      return text === '' ? null : text
    }
  }
}

const wordsOfChoices = (choices: Choices, words: ValueFormatters): string | null => {
  if (choices.from === 'flow') return `those of ${words.nameOfFlow(choices.flowId) ?? 'a deleted flow'}`
  const rows = choices.rows.map(({ display, value }) =>
    display === value ? display : `${display} (${value})`
  )
  return rows.length === 0 ? null : rows.join(', ')
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** Returns the name of a list item. Returns undefined for an item without a name. */
export const nameOfItem = (item: Record<string, unknown>): string | undefined =>
  ['label', 'name', 'key', 'display']
    .map(key => (Object.hasOwn(item, key) ? item[key] : undefined))
    .find(isName)

/**
 * Formats an object that stands for one thing: a data type, a list of choices or a binding. Returns undefined
 * for other objects.
 */
export const wordsOfWhole = (
  value: Record<string, unknown>,
  words: ValueFormatters
): string | null | undefined => {
  const type = DataType.safeParse(value)
  if (type.success) return nameOfType(type.data)
  const choices = Choices.safeParse(value)
  if (choices.success) return wordsOfChoices(choices.data, words)
  const binding = Binding.safeParse(value)
  return binding.success ? wordsOfBinding(binding.data, words) : undefined
}

const wordsOfObject = (value: Record<string, unknown>, words: ValueFormatters): string | null => {
  const whole = wordsOfWhole(value, words)
  if (whole !== undefined) return whole
  const parts = Object.entries(value).flatMap(([key, part]) => {
    const said = key === 'id' ? null : wordsOfValue(part, words)
    return said === null ? [] : [`${nameOfKey(key)}: ${said}`]
  })
  return parts.length === 0 ? null : parts.join(', ')
}

/**
 * Formats any stored value for the list of differences, such as “Yes” for true. Returns null for an absent
 * value.
 */
export const wordsOfValue = (value: unknown, words: ValueFormatters): string | null => {
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'string') {
    if (value.startsWith('data:image/')) return 'a picture'
    return words.nameOfFlow(value) ?? fieldTypes.get(value) ?? value
  }
  if (Array.isArray(value)) {
    const said = value.map(item => wordsOfValue(item, words) ?? '–')
    return said.length === 0 ? null : said.join(', ')
  }
  return isJsonObject(value) ? wordsOfObject(value, words) : String(value)
}
