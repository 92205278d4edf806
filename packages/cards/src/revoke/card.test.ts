import { problemsOf, signatureOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { returnCard } from '../return/card.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { revoke } from './card.ts'

const around = catalogWithFlows(cardSpecs, {}, { connectionFields: [{ id: 'key', label: 'API key' }] })
const start = put(revoke, 'start')

test('the card outputs the values of the connection that is revoked', async () => {
  const named = put(returnCard, 'return', {
    config: { fields: [field('key', 'Key')] },
    inputs: { key: pill('start', 'connection.key') }
  })
  const flow = flowOf(start, named)
  expect(problemsOf(flow, cardSpecs, around)).toEqual([])
  const outcome = await runWith(flow, {}, { specs: cardSpecs, everywhere: { 'connection.key': 'k1' } })
  expect(outcome.result).toEqual({ key: 'k1' })
})

test('the flow has no inputs and needs no Return card', () => {
  const flow = flowOf(start)
  expect(problemsOf(flow, cardSpecs, around)).toEqual([])
  expect(signatureOf({ id: 'f', name: '_revoke', doc: flow }, cardSpecs)).toMatchObject({
    kind: 'revoke',
    inputs: [],
    options: []
  })
})
