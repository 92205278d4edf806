import { bindingOf, extensiblePortId, SELECTED_OUTPUTS, typedJson } from '@hookwright/cards/views'
import { dynamicPortId, optionPortId, type Specs, type StartSignature, signatureOf } from '@hookwright/engine'
import {
  anyValue,
  type Choice,
  coerce,
  type Field,
  type FieldId,
  type Flow,
  type Json,
  listOf,
  nameOfType,
  one,
  type ValueType,
  whyInexact
} from '@hookwright/model'

/** Input value of a flow or a card. */
export interface StartField {
  id: FieldId
  label: string
  dataType: ValueType
  required: boolean
  /** Options of a dropdown, if known. */
  choices?: readonly Choice[]
  /** Option of the event or action that this field sets. */
  option?: Field
  /** Default value. */
  initial?: Json
}

/**
 * Returns the run form field for an option or input of an action. `id` is the id of the start card's output
 * that gets the value.
 */
const enteredField = (field: Field, id: FieldId): StartField => ({
  id,
  label: field.label,
  dataType: field.dataType,
  required: field.required,
  ...(field.fieldType === 'dropdown' && field.choices?.from === 'static' && { choices: field.choices.rows }),
  ...(field.initial !== undefined && { initial: field.initial })
})

const enteredOption = (option: Field): StartField => ({
  ...enteredField(option, optionPortId(option.id)),
  option
})

/** Returns the entered option values, by option id. Empty and invalid values are omitted. */
export const optionValuesOf = (
  fields: readonly StartField[],
  textOf: (field: StartField) => string
): Record<FieldId, Json> =>
  Object.fromEntries(
    fields.flatMap((field): [FieldId, Json][] => {
      if (field.option === undefined) return []
      const read = parseFieldText(textOf(field), field)
      return 'value' in read && read.value !== null ? [[field.option.id, read.value]] : []
    })
  )

/** Returns the run form fields for the inputs of a start card. */
export const enteredInputs = (inputs: Field[]): StartField[] =>
  inputs.map(input => enteredField(input, input.id))

/**
 * Returns the run form fields for the options and inputs of an action. Fields with the same label get their
 * group as a prefix.
 */
const actionFields = ({ options, inputGroups = [], selectable }: StartSignature, outputs: string[]) => {
  const fields = [
    ...options.map(option => ({ group: 'Options', field: enteredOption(option) })),
    ...inputGroups.flatMap(({ id, name, fields, extensible, dynamic }) => [
      ...fields.map(field => ({ group: name, field: enteredField(field, field.id) })),
      ...(extensible
        ? [
            {
              group: name,
              field: {
                id: extensiblePortId(id),
                label: 'Added fields',
                dataType: one('object'),
                required: false
              }
            }
          ]
        : []),
      ...(dynamic === undefined
        ? []
        : [
            {
              group: name,
              field: { id: dynamicPortId(id), label: name, dataType: one('object'), required: false }
            }
          ])
    ])
  ]
  const isTwice = (label: string): boolean => fields.filter(({ field }) => field.label === label).length > 1
  return [
    ...fields.map(
      ({ group, field }): StartField =>
        isTwice(field.label) ? { ...field, label: `${group}: ${field.label}` } : field
    ),
    ...(selectable
      ? [
          {
            id: SELECTED_OUTPUTS,
            label: 'Selected outputs',
            dataType: listOf('text'),
            required: false,
            initial: outputs
          }
        ]
      : [])
  ]
}

/** Returns the form fields for a run of the open flow, one for each input value that the run needs. */
export const startFieldsOf = ({
  flowId,
  flow,
  specs
}: {
  flowId: string
  flow: Flow
  specs: Specs
}): StartField[] => {
  const [first] = flow.strip
  const card = first === undefined ? undefined : flow.cards[first]
  const spec = card === undefined ? undefined : specs.get(card.type)
  const kind = spec?.starts?.kind
  if (card === undefined || kind === undefined) return []
  const signature = spec?.starts?.signature(card.config) ?? null
  const inputs = enteredInputs(signature?.inputs ?? [])
  const eventUrl = { id: 'eventUrl', label: 'Event URL', dataType: one('text'), required: true }
  const signingSecret = {
    id: 'signingSecret',
    label: 'Signing Secret',
    dataType: one('text'),
    required: false
  }
  const data = {
    id: 'registrationData',
    label: 'Registration Data',
    dataType: one('object'),
    required: true
  }
  const lapsedData = { ...data, id: 'lapsedData', label: 'Lapsed Registration Data', required: false }
  switch (kind) {
    case 'action': {
      const whole = signatureOf({ id: flowId, name: null, doc: flow }, specs)
      const labels = whole?.outputs.flatMap(({ fields }) => fields.map(({ label }) => label)) ?? []
      return signature === null ? [] : actionFields(signature, labels)
    }
    case 'polling-monitor':
      return [
        { id: 'cursor', label: 'Cursor', dataType: anyValue, required: false },
        { id: 'lastPollAt', label: 'Last poll', dataType: one('date'), required: false },
        ...(signature?.options ?? []).map(enteredOption)
      ]
    case 'registration':
      return [eventUrl, signingSecret, lapsedData, ...inputs]
    case 'deregistration':
      return [data, ...inputs]
    case 'renewal':
      return [eventUrl, signingSecret, data, ...inputs]
    case 'probe':
      return [eventUrl, data, ...inputs]
    case 'listing':
      return [{ ...eventUrl, required: false }, ...inputs]
    default:
      return inputs
  }
}

/** Example of a file as entered in a field. `content` is text, or Base64 with `"encoding": "base64"`. */
export const FILE_EXAMPLE = '{"id": "1", "name": "note.txt", "content": "Hello"}'

const howToWrite = ({ kind, list }: ValueType): string => {
  if (list) return 'enter JSON, such as ["a", "b"]'
  switch (kind) {
    case 'text':
    case 'any':
      return 'type some'
    case 'number':
      return 'enter a number, such as 12.5'
    case 'boolean':
      return 'enter true or false'
    case 'date':
      return 'enter a time, such as 2026-11-24T14:02:11Z'
    case 'object':
      return 'enter JSON, such as {"key": "value"}'
    case 'file':
      return `enter JSON, such as ${FILE_EXAMPLE}`
  }
}

/**
 * Formats a value for a text field. Text is unchanged, null becomes empty text, and any other value becomes
 * JSON.
 */
export const typedText = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}

/**
 * Parses text that starts like an object or a list as JSON.
 * Any other text, and invalid JSON, stays text.
 */
const anythingOf = (typed: string): Json => {
  if (!/^\s*[[{]/.test(typed)) return typed
  return typedJson(typed) ?? typed
}

/**
 * Parses the text entered in a field. An empty field has the value null; for invalid text, `error` is the
 * error message.
 */
export const parseFieldText = (typed: string, field: StartField): { value: Json } | { error: string } => {
  if (typed.trim() === '') return field.required ? { error: `${field.label} is required.` } : { value: null }
  if (field.dataType.kind === 'any') return { value: anythingOf(typed) }
  const binding = bindingOf([typed], field.dataType)
  const value = binding?.kind === 'literal' ? binding.value : typed
  if (coerce(value, field.dataType).ok) return { value }
  const why = whyInexact(value, field.dataType)
  if (why !== null)
    return { error: `${field.label} must be of type ${nameOfType(field.dataType)}, but ${why}.` }
  return {
    error: `${field.label} must be of type ${nameOfType(field.dataType)}: ${howToWrite(field.dataType)}.`
  }
}
