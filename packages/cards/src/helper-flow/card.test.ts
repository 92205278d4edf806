import { problemsOf, signatureOf } from '@hookwright/engine'
import { flowOf } from '@hookwright/engine/testing'
import { listOf, one, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { returnCard } from '../return/card.ts'
import { returnOutputs } from '../return-outputs/card.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { helperFlow } from './card.ts'

const around = catalogWithFlows(cardSpecs, {}, { connectionFields: [{ id: 'site', label: 'Site' }] })
const names = field('names', 'Names', { dataType: listOf('text') })
const start = put(helperFlow, 'start', { config: { inputs: [names] } })

test('the card outputs its custom inputs and the values of the connection', () => {
  expect(helperFlow.ports(start.config, around)?.outputs).toMatchObject([
    { id: 'names', label: 'Names', type: listOf('text'), group: 'Inputs' },
    { id: 'context.index', label: 'Index', type: one('number') },
    { id: 'context.caller', label: 'Caller', type: one('object') },
    { id: 'context.error', label: 'Error', type: one('object') },
    { id: 'connection.site', label: 'Site', group: 'Connection' }
  ])
})

test('the flow needs no Return card, and refuses that of an event', () => {
  expect(problemsOf(flowOf(start), cardSpecs, around)).toEqual([])
  expect(problemsOf(flowOf(start, put(returnOutputs, 'return')), cardSpecs, around)).toMatchObject([
    { code: 'return-card', card: 'return' }
  ])
})

test('a list cannot be mapped to a single Text', () => {
  const giving = put(returnCard, 'return', {
    config: { fields: [field('first', 'First')] },
    inputs: { first: pill('start', 'names') }
  })
  expect(problemsOf(flowOf(start, giving), cardSpecs, around)).toMatchObject([
    { code: 'pill-type', card: 'return', field: 'first' }
  ])
})

test('the flow declares its inputs and outputs', () => {
  const giving = put(returnCard, 'return', { config: { fields: [field('first', 'First')] } })
  expect(signatureOf({ id: 'f', name: 'First of', doc: flowOf(start, giving) }, cardSpecs)).toEqual({
    id: 'f',
    name: 'First of',
    kind: 'helper',
    options: [],
    inputs: [names],
    outputs: [{ id: 'outputs', name: 'Outputs', fields: [field('first', 'First')] }],
    runMode: false
  })
})
