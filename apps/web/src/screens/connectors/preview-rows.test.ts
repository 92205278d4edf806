import { one } from '@hookwright/model'
import { expect, test } from 'vitest'
import { flowOf, put } from '../../features/canvas/testing/flow-of.ts'
import { groupedRows, type PreviewRow, previewFieldsOf, previewRowsOf } from './preview-rows.ts'

const row = (id: string, group: string | null): PreviewRow => ({
  id,
  group,
  label: id,
  type: one('text'),
  isGuess: false,
  value: '—'
})

test('outputs are previewed under their group', () => {
  const [email, name, office] = [row('email', 'User'), row('name', 'User'), row('office', 'Place')]
  expect(groupedRows([email, name, office])).toEqual([
    ['User', [email, name]],
    ['Place', [office]]
  ])
})

test('the outputs of a single group are one list', () => {
  const rows = [row('email', null), row('name', null)]
  expect(groupedRows(rows)).toEqual([[null, rows]])
})

test('the preview marks an output whose type is a guess', () => {
  const field = (id: string, guessed?: true) => ({
    ...{ id, label: id, fieldType: 'text-field', dataType: one('text'), required: false },
    ...(guessed && { guessed })
  })
  const config = { groups: [{ id: 'user', name: 'User', fields: [field('email', true), field('name')] }] }
  const doc = flowOf([put('webhook-event', 'event'), put('return-outputs', 'return', { config })])
  expect(previewRowsOf(doc, null).map(({ id, isGuess }) => [id, isGuess])).toEqual([
    ['email', true],
    ['name', false]
  ])
})

test('the preview of an action has its options and its inputs as fields', () => {
  const field = (id: string, fieldType: string, required = false) => ({
    ...{ id, label: id, fieldType, required },
    dataType: one('text')
  })
  const choices = { choices: { from: 'static', rows: [{ display: 'General', value: 'general' }] } }
  const config = {
    options: [{ ...field('channel', 'dropdown', true), ...choices }],
    groups: [{ id: 'message', name: 'Message', fields: [field('text', 'text-field')] }]
  }
  expect(previewFieldsOf(flowOf([put('action', 'start', { config })]))).toMatchObject([
    { id: 'channel', group: 'Options', isRequired: true, hasChoices: true },
    { id: 'text', group: 'Message', isRequired: false, hasChoices: false }
  ])
  expect(previewFieldsOf(flowOf([put('webhook-event', 'start')]))).toEqual([])
})
