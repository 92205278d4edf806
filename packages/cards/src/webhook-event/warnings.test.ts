import { noSurroundings } from '@hookwright/engine'
import { blankReceiving, type Card } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { RowsInput } from '../view/rows-input.ts'
import { webhookEvent } from './card.ts'
import { blankScheme } from './receiving/receiving-draft.ts'
import { webhookEventWarnings } from './warnings.ts'

const warningsOf = (config: Card['config']) => {
  const params: Pick<RowsInput, 'card' | 'surroundings'> = {
    card: { id: 'event', type: 'webhook-event', inputs: {}, config },
    surroundings: noSurroundings
  }
  return webhookEventWarnings(params)
}

// review: screens 6
test('an event without helper flows and rules has two warnings, each at the dialog that fixes it', () => {
  expect(warningsOf(webhookEvent.blank().config)).toEqual([
    { dialog: 'registration', message: expect.stringContaining('registers nothing in the service') },
    { dialog: 'receiving', message: expect.stringContaining('Unsigned') }
  ])
})

test('an event whose signing key comes with a missing registration warns that every request is refused', () => {
  const key = { from: 'registration', path: 'signature_key', decode: 'text' } as const
  const receiving = { ...blankReceiving, verify: [{ ...blankScheme('sign'), key }] }
  const config = { ...webhookEvent.blank().config, receiving }
  const refused = { dialog: 'receiving', message: expect.stringContaining('Every request is refused') }
  expect(warningsOf(config)).toContainEqual(refused)
  expect(warningsOf({ ...config, registrationFlowId: 'a' })).not.toContainEqual(refused)
})

// review: screens 6
test('an event with both helper flows has no warning about registration', () => {
  const config = { ...webhookEvent.blank().config, registrationFlowId: 'a', deregistrationFlowId: 'b' }
  expect(warningsOf(config).map(({ dialog }) => dialog)).toEqual(['receiving'])
})
