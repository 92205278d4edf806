import { problemsOf } from '@hookwright/engine'
import { flowOf } from '@hookwright/engine/testing'
import { type Card, listOf, one } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { returnOutputs } from '../return-outputs/card.ts'
import { catalogWithFlows, field, formatRow, put } from '../testing.ts'
import { action } from './card.ts'
import { actionRows } from './rows.ts'

const around = { ...catalogWithFlows(cardSpecs, {}), connectionFields: [{ id: 'site', label: 'Site' }] }
const Nothing = () => null

const rowsFor = (parts: Partial<Card> = {}, flipped: string[] = []) => {
  const card = put(action, 'start', parts)
  const flow = flowOf(card, put(returnOutputs, 'return'))
  const { head, foot } = actionRows(
    {
      card,
      spec: action,
      ports: action.ports(card.config, around),
      catalog: around,
      problems: problemsOf(flow, cardSpecs, around).filter(problem => problem.card === 'start'),
      flipped: new Set(flipped),
      known: new Map(),
      values: null
    },
    { Option: Nothing, NoInputs: Nothing }
  )
  return { head: head.map(formatRow), foot: foot.map(formatRow) }
}

test('a new action shows its sections, each with a link to set it up', () => {
  expect(rowsFor()).toEqual({
    head: ['# Options [Add Options]', '# Inputs [Add Inputs]', '(no-inputs)'],
    foot: ['# Connection', '< Site']
  })
})

test('inputs are pills in their groups, with fields of users and selected outputs', () => {
  const config = {
    options: [field('channel', 'Channel')],
    groups: [
      { id: 'message', name: 'Message', fields: [field('text', 'Text')] },
      {
        id: 'meta',
        name: 'Meta',
        fields: [field('tags', 'Tags', { dataType: listOf('text'), required: false })],
        extensible: true as const
      }
    ],
    selectable: true
  }
  expect(rowsFor({ config }).head).toEqual([
    '# Options [Edit]',
    '< Channel *',
    '(beside option.channel)',
    '# Inputs [Edit]',
    '# Message',
    '< Text *',
    '# Meta',
    '< Tags',
    '< Added fields',
    '< Selected outputs'
  ])
  expect(rowsFor({ config }, ['inputs:meta']).head).not.toContain('< Tags')
})

test('the problem of an input is shown below it and links to the inputs dialog', () => {
  const level = field('level', 'Level', { fieldType: 'dropdown', dataType: one('text') })
  const { head } = rowsFor({ config: { options: [], groups: [{ id: 'g', name: 'G', fields: [level] }] } })
  expect(head.slice(-2)).toEqual(['< Level *', '! card-config → inputs'])
})
