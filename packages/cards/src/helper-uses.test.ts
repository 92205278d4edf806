import type { CardSpec } from '@hookwright/engine'
import { helperUsesOf } from '@hookwright/engine'
import type { Card } from '@hookwright/model'
import { expect, test } from 'vitest'
import { callFlow } from './call-flow/card.ts'
import { field, put } from './testing.ts'
import { webhookEvent } from './webhook-event/card.ts'

const usesOf = (spec: CardSpec, parts: Partial<Card>) =>
  helperUsesOf(put(spec, 'card', parts), spec).map(({ flowId, as, source }) => [flowId, as, source?.label])

test('a card names the use of each flow that it uses', () => {
  const team = field('team', 'Team', {
    fieldType: 'dropdown',
    choices: { from: 'flow', flowId: 'teams', inputs: {} }
  })
  const size = { ...team, id: 'size', label: 'Size' }
  const config = {
    options: [team, field('kind', 'Kind'), size],
    registrationFlowId: 'open',
    deregistrationFlowId: 'close'
  }
  expect(usesOf(webhookEvent, { config })).toEqual([
    ['open', 'registration', undefined],
    ['close', 'deregistration', undefined],
    ['teams', 'choices', 'Team'],
    ['teams', 'choices', 'Size']
  ])
  expect(usesOf(callFlow, { config: { flowId: 'greet' } })).toEqual([['greet', 'call', undefined]])
})

test('a new card, or one that cannot be read, uses no flow', () => {
  expect(usesOf(webhookEvent, {})).toEqual([])
  expect(usesOf(callFlow, {})).toEqual([])
  expect(usesOf(webhookEvent, { config: { options: 'none' } })).toEqual([])
})
