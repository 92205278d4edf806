import { bindingOf } from '@hookwright/cards/faces'
import { coerce, type DataType, type Field, type Json, nameOfType, one } from '@hookwright/model'
import type { Canvas } from '../canvas.ts'

/** A value that a flow is started with. */
export type StartField = Pick<Field, 'id' | 'label' | 'dataType' | 'required'>

/** The values that the open flow wants when it is run here. */
export const startFieldsOf = (canvas: Canvas): StartField[] => {
  const { flow } = canvas.drawing.getState()
  const [first] = flow.strip
  const card = first === undefined ? undefined : flow.cards[first]
  const spec = card === undefined ? undefined : canvas.specs.get(card.type)
  const kind = spec?.starts?.kind
  if (card === undefined || kind === undefined) return []
  const inputs = spec?.starts?.signature(card.config)?.inputs ?? []
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
  switch (kind) {
    case 'registration':
      return [eventUrl, signingSecret, ...inputs]
    case 'deregistration':
      return [data, ...inputs]
    case 'renewal':
    case 'probe':
      return [eventUrl, data, ...inputs]
    case 'listing':
      return [{ ...eventUrl, required: false }, ...inputs]
    default:
      return inputs
  }
}

const howToWrite = ({ kind, list }: DataType): string => {
  if (list) return 'write it as JSON, such as ["a", "b"]'
  switch (kind) {
    case 'text':
      return 'type some'
    case 'number':
      return 'type one, such as 12.5'
    case 'boolean':
      return 'type true or false'
    case 'date':
      return 'type one, such as 2026-11-24T14:02:11Z'
    case 'object':
    case 'file':
      return 'write it as JSON, such as {"key": "value"}'
  }
}

/** What was typed for a field, as its value; null for nothing, or why it cannot be one. */
export const readTyped = (typed: string, field: StartField): { value: Json } | { flaw: string } => {
  if (typed.trim() === '')
    return field.required ? { flaw: `Fill in ${field.label}; it is required.` } : { value: null }
  const binding = bindingOf([typed], field.dataType)
  const value = binding?.kind === 'literal' ? binding.value : typed
  if (coerce(value, field.dataType).ok) return { value }
  return { flaw: `${field.label} wants ${nameOfType(field.dataType)}; ${howToWrite(field.dataType)}.` }
}
