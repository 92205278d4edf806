import { type ActionSignature, outputs } from '@hookwright/engine'
import {
  attachConversionErrors,
  conversionErrorsIn,
  type DynamicField,
  identifyFields,
  type JsonObject,
  type LoadedFields,
  literal,
  one
} from '@hookwright/model'
import { expect, test } from 'vitest'
import { connectorAction } from './card.ts'
import { catalogWithAction, freshActionCard } from './fresh-action-card.ts'
import { loadedStateOf, withLoadedOutputs } from './loaded-fields.ts'
import { createIssue } from './testing.ts'

const dynamic = { flowId: 'fields', inputs: { project: { option: 'project' } } }
const action: ActionSignature = {
  ...createIssue,
  inputGroups: [{ id: 'custom', name: 'Custom', fields: [], dynamic }],
  outputs: [...createIssue.outputs, { id: 'more', name: 'More', fields: [], dynamic }]
}

const named = (key: string, parts: Partial<Omit<DynamicField, 'id'>> = {}) => ({
  ...{ key, label: key, fieldType: 'text-field' as const, dataType: { ...one('text') }, required: false },
  ...parts
})

const loaded = {
  inputs: {
    custom: identifyFields('custom', [
      { name: 'Billing', fields: [named('cost:centre', { required: true, description: 'Who pays' })] },
      { name: 'Size', fields: [named('width', { dataType: { ...one('number') } }), named('unit')] }
    ])
  },
  outputs: {
    more: identifyFields('more', [
      { name: null, fields: [named('votes', { dataType: { ...one('number') } })] }
    ])
  },
  connectionId: 'mine',
  options: { project: 'web' }
} satisfies LoadedFields
const [billing, size] = loaded.inputs.custom
const [cost, width, votes] = [
  billing?.fields[0]?.id ?? '',
  size?.fields[0]?.id ?? '',
  loaded.outputs.more[0]?.fields[0]?.id ?? ''
]

const cardWith = (config: JsonObject = {}) => {
  const card = freshActionCard({
    ...{ id: 'c', action, connectorId: 'acme', versionId: 'v1', connectionId: 'mine' }
  })
  return { ...card, config: { ...card.config, ...config } }
}
const around = catalogWithAction(action, 'v1')

test('loaded fields are inputs and outputs of the card, below the names of their groups', () => {
  const ports = connectorAction.ports(cardWith({ loaded }).config, around)
  expect(ports?.inputs.slice(1)).toEqual([
    { id: cost, label: 'cost:centre', type: one('text'), required: true, group: 'Billing', help: 'Who pays' },
    { id: width, label: 'width', type: one('number'), required: false, group: 'Size' },
    { id: size?.fields[1]?.id, label: 'unit', type: one('text'), required: false, group: 'Size' }
  ])
  expect(ports?.outputs.at(-1)).toEqual({ id: votes, label: 'votes', type: one('number'), group: 'More' })
  expect(connectorAction.ports(cardWith().config, around)?.inputs).toHaveLength(1)
})

test('a group that was removed from the action, or is no longer dynamic, has no loaded fields', () => {
  const ports = connectorAction.ports(cardWith({ loaded }).config, catalogWithAction(createIssue, 'v1'))
  expect(ports?.inputs.map(({ id }) => id)).not.toContain(cost)
  expect(ports?.outputs.map(({ id }) => id)).not.toContain(votes)
})

test('the fields of a dynamic group are passed and returned by key', async () => {
  const config = connectorAction.readConfig(cardWith({ loaded }).config)
  if (!config.ok) throw new Error('The config is valid.')
  const received: Record<string, unknown>[] = []
  const outcome = await connectorAction.execute?.({
    config: config.config,
    inputs: { project: 'web', [cost]: 'A1', [width]: 12 },
    callAction: async (_: unknown, startValues: (action: ActionSignature) => Record<string, unknown>) => {
      received.push(startValues(action))
      return outputs({ id: 7, 'loaded.more': { votes: '3', other: true } })
    }
  } as never)
  expect(received).toEqual([
    {
      'option.project': 'web',
      'loaded.custom': { Billing: { 'cost:centre': 'A1' }, Size: { width: 12 } }
    }
  ])
  expect(outcome).toEqual(outputs({ id: 7, [votes]: 3 }))
})

test('values that do not fit their fields are null with an error, and the others are kept', () => {
  const errorsOf = (returned: Record<string, unknown>) => {
    const values = withLoadedOutputs(loaded, returned)
    return [values, conversionErrorsIn(values)]
  }
  const before = { id: { label: 'ID', found: 'Text', wanted: 'Number', place: '' } }
  expect(errorsOf(attachConversionErrors({ id: null, 'loaded.more': { votes: 'many' } }, before))).toEqual([
    { id: null, [votes]: null },
    { ...before, [votes]: { label: 'votes', found: 'Text', wanted: 'Number', place: '' } }
  ])
  expect(errorsOf({ 'loaded.more': null })).toEqual([{ [votes]: null }, null])
  expect(errorsOf({ 'loaded.more': { toString: 1 } })).toEqual([{ [votes]: null }, null])
  expect(errorsOf({ 'loaded.gone': {} })).toEqual([{}, null])
  const unfit = { 'loaded.more': { label: 'More', found: 'Text', wanted: 'Object', place: '' } }
  expect(errorsOf(attachConversionErrors({ 'loaded.more': null }, unfit))[1]).toEqual({
    [votes]: { label: 'votes', found: 'Text', wanted: 'Object', place: '' }
  })
})

test('fields belong to the connection and the options for which they were loaded', () => {
  const stateOf = (parts: Partial<LoadedFields> | null, inputs = cardWith().inputs) =>
    loadedStateOf(
      { config: { connectionId: 'mine', ...(parts && { loaded: { ...loaded, ...parts } }) }, inputs },
      action
    )
  expect(stateOf({})).toBe('current')
  expect(stateOf(null)).toBe('never')
  expect(stateOf({ outputs: {} })).toBe('never')
  expect(stateOf({ connectionId: 'other' })).toBe('other')
  expect(stateOf({}, { project: literal('app') })).toBe('other')
  expect(stateOf({ options: { gone: 'x' } })).toBe('current')
  const { inputGroups, outputs } = createIssue
  expect(
    loadedStateOf(
      { config: { connectionId: null }, inputs: {} },
      { ...action, outputs, inputGroups: inputGroups ?? [] }
    )
  ).toBe('none')
})

test('fields that were loaded for other options are a problem until they are reloaded', () => {
  const check = (config: JsonObject) => connectorAction.check(cardWith(config), around)
  expect(check({ loaded })).toEqual([])
  expect(check({})).toEqual([])
  expect(check({ loaded: { ...loaded, options: { project: 'app' } } })).toEqual([
    {
      field: 'config.loaded',
      message: 'These fields were loaded for another connection or other options. Reload the fields.'
    }
  ])
})

test('two loaded fields with one id are refused, since a card knows its fields by their ids', () => {
  const twice = { ...loaded, inputs: { custom: [...loaded.inputs.custom, ...loaded.inputs.custom] } }
  expect(connectorAction.readConfig(cardWith({ loaded: twice }).config)).toMatchObject({ ok: false })
})
