import type { ActionSignature } from '@hookwright/engine'
import { applyEdit, type Card, emptyFlow, type JsonObject, literal, one } from '@hookwright/model'
import { expect, test } from 'vitest'
import { addItem, removeItem, renameItem } from '../view/field-items.ts'
import type { Row } from '../view/row.ts'
import { connectorAction } from './card.ts'
import { catalogWithAction, freshActionCard } from './fresh-action-card.ts'
import { addedFieldsSetting, connectorActionRows } from './rows.ts'
import { createIssue } from './testing.ts'

const rowsOf = (
  config: JsonObject = {},
  params: { action?: ActionSignature; flipped?: string[]; inputs?: Card['inputs'] } = {}
) => {
  const { action = createIssue, flipped = [], inputs = {} } = params
  const fresh = freshActionCard({ id: 'c', action, connectorId: 'acme', versionId: 'v1' })
  const card = { ...fresh, config: { ...fresh.config, ...config }, inputs: { ...fresh.inputs, ...inputs } }
  const catalog = catalogWithAction(action, 'v1')
  const nothing = () => null
  const problems = connectorAction
    .check(card, catalog)
    .map(problem => ({ code: 'card-config' as const, ...problem, card: card.id }))
  return connectorActionRows(
    {
      card,
      spec: connectorAction,
      ports: connectorAction.ports(card.config, catalog),
      catalog,
      problems,
      flipped: new Set(flipped),
      known: new Map(),
      values: null
    },
    { Connection: nothing, Fields: nothing, Selection: nothing }
  )
}

const wordsOf = (row: Row): string => {
  switch (row.kind) {
    case 'section':
      return `# ${row.label}${row.aside === undefined ? '' : ` (${row.aside})`}`
    case 'part':
      return `(${row.key})`
    case 'message':
      return `! ${row.problem.message}`
    case 'input':
      return `> ${row.port.label}${row.item === null ? '' : ' (own)'}`
    case 'output':
      return `< ${row.label}${row.typed ? ' (typed)' : ''}`
    case 'add':
      return `+ ${row.setting.noun}`
    case 'failure':
    case 'setting':
    case 'lost':
    case 'key':
      return row.kind
  }
}

const field1 = {
  id: 'f1',
  label: 'customer:tier',
  fieldType: 'text-field',
  dataType: { ...one('text') },
  required: false
}

test('the order is connection, options, groups of inputs and groups of outputs', () => {
  const { head, foot } = rowsOf()
  expect(head.map(wordsOf)).toEqual([
    '(connection)',
    '! The connector Acme Tracker needs a connection. Choose one.',
    '# Options',
    '> Project',
    '# Issue',
    '> Title',
    '> Priority',
    '# Custom fields',
    '+ Field'
  ])
  expect(foot.map(wordsOf)).toEqual(['# Created issue', '< ID (typed)', '< Labels (typed)'])
})

test('dynamic groups have a button that loads them, and each loaded group is below its name', () => {
  const dynamic = { flowId: 'fields', inputs: { project: { option: 'project' } } }
  const action: ActionSignature = {
    ...createIssue,
    inputGroups: [{ id: 'custom', name: 'Custom', fields: [], dynamic }]
  }
  const named = (name: string | null, key: string) => ({
    name,
    fields: [{ ...{ ...field1, id: `dynamic.${key}`, label: key, key } }]
  })
  const loaded = {
    ...{ inputs: { custom: [named(null, 'size'), named('Billing', 'centre')] }, outputs: {} },
    ...{ connectionId: null, options: { project: 'web' } }
  }
  const startOf = (config: JsonObject) => rowsOf(config, { action }).head.map(wordsOf).slice(4)
  expect(startOf({})).toEqual(['(fields)'])
  expect(startOf({ loaded })).toEqual(['(fields)', '# Custom', '> size', '# Billing', '> centre'])
  expect(startOf({ loaded: { ...loaded, options: { project: 'app' } } })[1]).toBe(
    '! These fields were loaded for another connection or other options. Reload the fields.'
  )
})

test('an option can be mapped unless the fields of the card are loaded for its value', () => {
  const portOf = (action: ActionSignature) =>
    rowsOf({}, { action }).head.flatMap(row => (row.kind === 'input' ? [row.port] : []))[0]
  expect(portOf(createIssue)?.fixed).toBeUndefined()
  const dynamic = { flowId: 'fields', inputs: { project: { option: 'project' } } }
  const inputGroups = [{ id: 'custom', name: 'Custom', fields: [], dynamic }]
  expect(portOf({ ...createIssue, inputGroups })?.fixed).toBe(
    'The fields of this card depend on the value of “Project”. Choose or type a fixed value.'
  )
})

test('folded options name the chosen values', () => {
  expect(rowsOf({}, { flipped: ['group:Options'] }).head.map(wordsOf)).toContain('# Options (Website)')
})

test('a folded group hides its inputs and its button', () => {
  const { head } = rowsOf({}, { flipped: ['inputs:issue', 'inputs:custom'] })
  expect(head.map(wordsOf).slice(4)).toEqual(['# Issue', '# Custom fields'])
})

test('an input with choices offers them, and can be mapped', () => {
  const priority = rowsOf().head.find(row => row.kind === 'input' && row.port.id === 'priority')
  expect(priority).toMatchObject({ port: { choices: [{ display: 'High', value: 'high' }] } })
  expect(priority).not.toHaveProperty('port.option')
})

test('fields that the user added stand in their group and can be changed', () => {
  const words = rowsOf({ added: { custom: [field1] } }).head.map(wordsOf)
  expect(words.slice(-3)).toEqual(['# Custom fields', '> customer:tier (own)', '+ Field'])
})

test('a field is added to its group, renamed, and removed with its mapping', () => {
  const setting = addedFieldsSetting({ id: 'custom', name: 'Custom fields' })
  const card = freshActionCard({ id: 'c', action: createIssue, connectorId: 'acme', versionId: 'v1' })
  const after = (before: Card, edit: Parameters<typeof applyEdit>[1]): Card => {
    const edited = applyEdit({ ...emptyFlow, strip: ['c'], cards: { c: before } }, edit)
    if (!edited.ok || edited.flow.cards.c === undefined) throw new Error('The edit was refused.')
    return edited.flow.cards.c
  }
  const added = after(card, addItem(card, setting, 'f1'))
  expect(added.config.added).toMatchObject({ custom: [{ id: 'f1', label: 'Field 1' }] })
  const renamed = after(added, renameItem(added, setting, 'f1', 'tier'))
  expect(renamed.config.added).toMatchObject({ custom: [{ id: 'f1', label: 'tier' }] })
  const bound = after(renamed, { kind: 'bind', card: 'c', field: 'f1', binding: literal('gold') })
  const removed = after(bound, removeItem(bound, setting, 'f1'))
  expect(removed.config.added).toEqual({ custom: [] })
  expect(removed.inputs.f1).toBeUndefined()
})

test('only the selected outputs of a selectable action are listed', () => {
  const action = { ...createIssue, selectable: true as const }
  expect(rowsOf({}, { action }).foot.map(wordsOf)).toEqual([
    '(selection)',
    '# Created issue',
    '< ID (typed)',
    '< Labels (typed)'
  ])
  expect(rowsOf({ selected: ['id'] }, { action }).foot.map(wordsOf)).toEqual([
    '(selection)',
    '# Created issue',
    '< ID (typed)'
  ])
})

test('an action without a connection shows no connection field', () => {
  const action = { ...createIssue, needsConnection: false }
  expect(rowsOf({}, { action }).head.map(wordsOf)[0]).toBe('# Options')
})
