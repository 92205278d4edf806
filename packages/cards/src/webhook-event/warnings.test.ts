import { noSurroundings } from '@hookwright/engine'
import type { Card } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { RowsInput } from '../view/rows-input.ts'
import { webhookEvent } from './card.ts'
import { webhookEventWarnings } from './warnings.ts'

const warningsOf = (config: Card['config']) => {
  const params: Pick<RowsInput, 'card' | 'surroundings'> = {
    card: { id: 'event', type: 'webhook-event', inputs: {}, config },
    surroundings: noSurroundings
  }
  return webhookEventWarnings(params)
}

// review: screens 6
test('an event without helper flows and without rules warns of both, each in the dialog that fixes it', () => {
  expect(warningsOf(webhookEvent.blank().config)).toEqual([
    { dialog: 'registration', message: expect.stringContaining('registers nothing in the service') },
    { dialog: 'receiving', message: expect.stringContaining('Unsigned') }
  ])
})

// review: screens 6
test('an event with both helper flows does not warn of registration', () => {
  const config = { ...webhookEvent.blank().config, registrationFlowId: 'a', deregistrationFlowId: 'b' }
  expect(warningsOf(config).map(({ dialog }) => dialog)).toEqual(['receiving'])
})
