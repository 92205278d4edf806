import { type Card, type Field, type Flow, one } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineCard, specsOf } from '../card/define-card.ts'
import { ports } from '../card/ports.ts'
import { smallCards } from '../testing/small-cards.ts'
import { flowOf } from '../testing.ts'
import { signatureOf } from './signature-of.ts'

const field = (id: string): Field => ({
  id,
  label: id,
  fieldType: 'text-field',
  dataType: one('text'),
  required: true
})
const common = {
  group: 'Events',
  blank: () => ({ config: { fields: [] } }),
  ports: () => ports({})
} as const
const config = z.strictObject({ fields: z.array(z.string()) })
const takes = defineCard({
  ...common,
  type: 'takes',
  title: 'Takes',
  config,
  starts: {
    kind: 'webhook-event',
    needsReturn: true,
    signature: known => ({
      kind: 'webhook-event',
      inputs: known.fields.map(field),
      options: [field('option')]
    })
  }
})
const gives = defineCard({
  ...common,
  type: 'gives',
  title: 'Gives',
  config,
  returns: {
    kinds: ['webhook-event'],
    signature: known => ({
      outputs: [{ id: 'g', name: 'All', fields: known.fields.map(field) }],
      runMode: true
    })
  }
})
const specs = specsOf([...smallCards, takes, gives])

const card = (id: string, type: string, own: Card['config'] = {}): Card => ({
  id,
  type,
  config: own,
  inputs: {}
})
const of = (doc: Flow) => signatureOf({ id: 'f', name: 'Hire', doc }, specs)

describe('the signature of a flow', () => {
  test('is read from its start card and its return card', () => {
    const start = card('s', 'takes', { fields: ['a'] })
    const end = card('e', 'gives', { fields: ['x', 'y'] })
    expect(of(flowOf(start, card('n', 'echo'), end))).toEqual({
      id: 'f',
      name: 'Hire',
      kind: 'webhook-event',
      options: [field('option')],
      inputs: [field('a')],
      outputs: [{ id: 'g', name: 'All', fields: [field('x'), field('y')] }],
      runMode: true
    })
  })

  test.each<[string, Flow]>([
    ['nothing', flowOf()],
    ['a card that does not start', flowOf(card('a', 'echo'))],
    ['a card of an unknown type', flowOf(card('a', 'toString'))],
    ['a start card that is not set up', flowOf(card('s', 'takes'))]
  ])('is null while the flow begins with %s', (_, doc) => {
    expect(of(doc)).toBeNull()
  })

  test.each<[string, Card]>([
    ['another card', card('e', 'echo')],
    ['a return card that is not set up', card('e', 'gives')]
  ])('has no outputs while the flow ends with %s', (_, end) => {
    expect(of(flowOf(card('s', 'takes', { fields: [] }), end))).toMatchObject({ outputs: [], runMode: false })
  })
})
