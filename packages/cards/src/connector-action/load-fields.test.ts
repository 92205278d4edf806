import type { ActionSignature } from '@hookwright/engine'
import { type FieldsAnswer, identifyFields, type LoadedFields, literal, one } from '@hookwright/model'
import { expect, test } from 'vitest'
import { freshActionCard } from './fresh-action-card.ts'
import { applyFields, fieldsRequestOf, formatLoaded } from './load-fields.ts'
import { loadedOf } from './loaded-fields.ts'
import { createIssue } from './testing.ts'

const dynamic = { flowId: 'fields', inputs: { project: { option: 'project' } } }
const action: ActionSignature = {
  ...createIssue,
  inputGroups: [{ id: 'custom', name: 'Custom', fields: [], dynamic }]
}
const card = freshActionCard({
  ...{ id: 'c', action, connectorId: 'acme', versionId: 'v1', connectionId: 'mine' }
})

const answerOf = (...keys: string[]): FieldsAnswer => ({
  inputs: {
    custom: {
      ok: true,
      groups: identifyFields('custom', [
        {
          name: null,
          fields: keys.map(key => ({
            ...{ key, label: key, fieldType: 'text-field', dataType: { ...one('text') }, required: false },
            ...(key === 'size' && { initial: 'L' })
          }))
        }
      ])
    }
  },
  outputs: {}
})

const ready = { ready: true, connectionId: 'mine', options: { project: 'web' } } as const
const loadedBy = (answer: FieldsAnswer, before?: LoadedFields, inputs = card.inputs) => {
  const applied = applyFields({ ...card, inputs }, before, answer, ready)
  if (!applied.ok) throw new Error(applied.why)
  return applied
}

test('the fields are loaded with the connection and the options that they depend on', () => {
  expect(fieldsRequestOf(card, action)).toEqual(ready)
  expect(fieldsRequestOf({ ...card, inputs: {} }, action)).toEqual({
    ready: false,
    why: 'Choose “Project” first; the fields depend on it.'
  })
})

test('loaded fields are stored in the config, and new ones get their defaults', () => {
  const { edits, loaded } = loadedBy(answerOf('size', 'note'))
  const [size] = loaded.inputs.custom?.[0]?.fields ?? []
  expect(edits).toMatchObject([
    { kind: 'configure', card: 'c', config: { connectorId: 'acme', loaded } },
    { kind: 'bind', card: 'c', field: size?.id, binding: literal('L') }
  ])
  const [first] = edits
  if (first?.kind !== 'configure') throw new Error('The first edit configures the card.')
  expect(loadedOf(first.config)).toEqual(loaded)
})

test('a reload names added and removed fields, and keeps emptied defaults and values', () => {
  const before = loadedBy(answerOf('size', 'note')).loaded
  const { edits, loaded, change } = loadedBy(answerOf('size', 'due', 'a', 'b', 'c', 'd'), before)
  expect(edits).toHaveLength(1)
  expect(formatLoaded(loaded, change)).toBe('6 fields. New: due, a, b, and 2 more. Gone: note.')
  expect(formatLoaded(before, null)).toBe('2 fields.')
  const none = loadedBy(answerOf(), before)
  expect(formatLoaded(none.loaded, none.change)).toBe('No fields. Gone: size and note.')
  const first = loadedBy(answerOf('size'))
  expect(formatLoaded(first.loaded, first.change)).toBe('1 field.')
})

test('no field is stored if one group could not be loaded', () => {
  const answer = {
    ...answerOf('size'),
    outputs: { more: { ok: false, why: 'The service is down.' } }
  } as const
  expect(applyFields(card, undefined, answer, ready)).toEqual({ ok: false, why: 'The service is down.' })
})
