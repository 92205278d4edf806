import { type Binding, Fault, literal, one, pill, text } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { emptyCatalog } from '../card/catalog.ts'
import { defineCard, specsOf } from '../card/define-card.ts'
import { type InputPort, ports } from '../card/ports.ts'
import { flowOf } from '../testing.ts'
import { readSlots } from './read-slots.ts'

const slot = (id: string, type: InputPort['type'], parts: Partial<InputPort> = {}): InputPort => ({
  id,
  label: `Field ${id}`,
  type,
  required: false,
  sees: ['option'],
  ...parts
})
const spec = defineCard({
  type: 'event',
  title: 'An event',
  group: 'Events',
  config: z.strictObject({}),
  blank: () => ({ config: {} }),
  ports: () =>
    ports({
      inputs: [
        slot('registration.count', one('number')),
        slot('registration.must', one('text'), { required: true }),
        slot('registration.maybe', one('text'), { required: true, mayBeNull: true }),
        slot('deregistration.count', one('text'))
      ]
    })
})

const read = (
  inputs: Record<string, Binding>,
  inner: Record<string, unknown> = {},
  prefix = 'registration.'
) =>
  readSlots({
    flow: flowOf({ id: 'e', type: 'event', config: {}, inputs }),
    cardId: 'e',
    prefix,
    inner,
    specs: specsOf([spec]),
    catalog: emptyCatalog
  })

const faultOf = (act: () => unknown): Fault => {
  try {
    act()
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown
    throw thrown
  }
  throw new Error('Nothing was thrown.')
}

describe('slots of a card', () => {
  const must = { 'registration.must': text('v-', pill('e', 'option')) }

  test('are read with the inner fields, in their types, without the prefix', () => {
    const inputs = { ...must, 'registration.count': pill('e', 'limit'), 'deregistration.count': literal('x') }
    expect(read(inputs, { option: 'a', limit: '12' })).toEqual({ count: 12, must: 'v-a', maybe: null })
    expect(read(inputs, {}, 'deregistration.')).toEqual({ count: 'x' })
  })

  test('that are required and empty are reported by their label', () => {
    expect(faultOf(() => read({ 'registration.must': pill('e', 'none') })).toData()).toMatchObject({
      code: 'card.input-missing',
      details: { card: 'An event', field: 'Field registration.must' }
    })
  })

  test('that do not fit report the found type and place', () => {
    const inputs = { ...must, 'registration.count': pill('e', 'limit') }
    expect(faultOf(() => read(inputs, { limit: ['1'] })).message).toBe(
      'The input “Field registration.count” of the card “An event” expects Number but received a list. Map another value or convert it first.'
    )
  })

  test('of a missing card, or of an unknown type, are empty', () => {
    const flow = flowOf({ id: 'e', type: 'other', config: {}, inputs: {} })
    const params = { flow, prefix: '', inner: {}, specs: specsOf([spec]), catalog: emptyCatalog }
    expect(readSlots({ ...params, cardId: 'e' })).toEqual({})
    expect(readSlots({ ...params, cardId: 'toString' })).toEqual({})
  })
})
