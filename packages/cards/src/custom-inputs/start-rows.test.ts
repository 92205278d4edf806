import type { CardSpec } from '@hookwright/engine'
import { expect, test } from 'vitest'
import type { Row } from '../face/row.ts'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { field, put, reaching } from '../testing.ts'
import { webhookDeregistration } from '../webhook-deregistration/card.ts'
import { webhookRegistration } from '../webhook-registration/card.ts'
import { startRows } from './start-rows.ts'

const around = reaching(cardSpecs, {}, { connectionFields: [{ id: 'site', label: 'Site' }] })

const shown = (row: Row): string => {
  if (row.kind === 'section') return `${row.label}:`
  if (row.kind === 'output') return row.item === null ? row.label : `${row.label} (own)`
  return row.kind
}

const footOf = (spec: CardSpec, inputs: ReturnType<typeof field>[], given: { flipped?: string[] } = {}) => {
  const card = put(spec, 'start', { config: { inputs } })
  return startRows({
    card,
    spec,
    ports: spec.ports(card.config, around),
    surroundings: around,
    problems: [],
    flipped: new Set(given.flipped),
    known: new Map(),
    values: null
  }).foot.map(shown)
}

test('[row 67] a registration card shows the Event URL, its inputs with the way to add one, and the connection', () => {
  expect(footOf(webhookRegistration, [field('topic', 'Topic')])).toEqual([
    'Outputs:',
    'Event URL',
    'Inputs:',
    'Topic (own)',
    'add',
    'Connection:',
    'Site'
  ])
})

test('[row 69] a deregistration card shows the Registration Data first', () => {
  expect(footOf(webhookDeregistration, []).slice(0, 4)).toEqual([
    'Outputs:',
    'Registration Data',
    'Inputs:',
    'add'
  ])
})

test('a helper flow has only its inputs and the connection', () => {
  expect(footOf(helperFlow, [])).toEqual(['Inputs:', 'add', 'Connection:', 'Site'])
})

test('what is folded away is not shown', () => {
  expect(footOf(helperFlow, [field('who', 'Who')], { flipped: ['group:Inputs'] })).toEqual([
    'Inputs:',
    'Connection:',
    'Site'
  ])
})
