import { anyValue, one } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { connectionPorts, deployedKeyOf, emptyCatalog } from './catalog.ts'
import { type CardShape, defineCard, nameOfCard, specsOf } from './define-card.ts'
import { outputPortsOf, ports } from './ports.ts'

const shape: CardShape<{ size: number }> = {
  type: 'box',
  title: 'A box',
  group: 'Text',
  config: z.strictObject({ size: z.number().min(1, 'A box has a size; type one.') }),
  blank: () => ({ config: { size: 1 } }),
  ports: config => ports({ outputs: [{ id: `o${config.size}`, label: 'Out', type: one('text') }] }),
  check: config => (config.size > 9 ? [{ field: 'size', message: 'The box is too large.' }] : []),
  calls: config => [`flow-${config.size}`]
}
const card = (config: Record<string, number | string>) => ({ id: 'b', type: 'box', config, inputs: {} })

describe('a card spec', () => {
  const spec = defineCard(shape)

  test('passes the config to each function in its own type', () => {
    expect(spec.ports({ size: 3 }, emptyCatalog)?.outputs[0]?.id).toBe('o3')
    expect(spec.calls({ size: 3 })).toEqual(['flow-3'])
    expect(spec.readConfig({ size: 3 })).toEqual({ ok: true, config: { size: 3 }, errorPolicy: null })
    expect(spec.check(card({ size: 10 }), emptyCatalog)).toEqual([
      { field: 'size', message: 'The box is too large.' }
    ])
  })

  test('reads a config once, however often it is used', () => {
    let read = 0
    const counted = defineCard({
      ...shape,
      config: shape.config.refine(() => {
        read++
        return true
      })
    })
    const config = { size: 3 }
    counted.ports(config, emptyCatalog)
    counted.check(card(config), emptyCatalog)
    expect([counted.calls(config), counted.listens(config)]).toEqual([['flow-3'], null])
    expect(read).toBe(1)
    counted.calls({ size: 3 })
    expect(read).toBe(2)
  })

  test('does not use an unreadable config, and says in sentences why', () => {
    expect(spec.ports({ size: 'x' }, emptyCatalog)).toBeNull()
    expect(spec.calls({})).toEqual([])
    expect(spec.check(card({ size: 0 }), emptyCatalog)).toEqual([{ message: 'A box has a size; type one.' }])
    expect(spec.check(card({ size: 'x' }), emptyCatalog)).toEqual([
      {
        message:
          'The setting “size” is not valid (Invalid input: expected number, received string). Choose another value, or delete the card and insert it again.'
      }
    ])
    expect(spec.readConfig({ size: 'x' }).ok).toBe(false)
  })

  test('is pure, does not start, return, listen or register, and needs no execute, by default', () => {
    expect(spec).toMatchObject({ sideEffects: 'pure', starts: null, returns: null, execute: null })
    expect(spec).not.toHaveProperty('silent')
    expect([spec.listens({ size: 1 }), spec.registers({ size: 1 })]).toEqual([null, null])
    expect(defineCard({ ...shape, sideEffects: 'effect', silent: true })).toMatchObject({
      sideEffects: 'effect',
      silent: true
    })
  })

  test('that starts or returns declares no signature while its config cannot be read', () => {
    const both = defineCard({
      ...shape,
      starts: {
        kind: 'helper',
        needsReturn: false,
        signature: () => ({ kind: 'helper', inputs: [], options: [] })
      },
      returns: { kinds: ['helper'], signature: config => ({ outputs: [], runMode: config.size > 1 }) }
    })
    expect(both.starts?.signature({ size: 1 })).toEqual({ kind: 'helper', inputs: [], options: [] })
    expect(both.starts?.signature({})).toBeNull()
    expect(both.returns?.signature({ size: 2 })).toEqual({ outputs: [], runMode: true })
    expect(both.returns?.signature({})).toBeNull()
  })
})

test('a card is named by its own title, or that of its spec, or its type', () => {
  const spec = defineCard(shape)
  expect(nameOfCard({ ...card({}), title: 'Mine' }, spec)).toBe('Mine')
  expect(nameOfCard(card({}), spec)).toBe('A box')
  expect(nameOfCard(card({}), undefined)).toBe('box')
})

test('two specs of the same type are refused', () => {
  expect(specsOf([defineCard(shape)]).get('box')?.title).toBe('A box')
  expect(() => specsOf([defineCard(shape), defineCard(shape)])).toThrow('Two card specs have the same type.')
})

test('output groups become ports that keep their group', () => {
  const field = {
    id: 'f1',
    label: 'Name',
    fieldType: 'text-field',
    dataType: one('text'),
    required: true
  } as const
  expect(outputPortsOf([{ id: 'g', name: 'User', fields: [field] }])).toEqual([
    { id: 'f1', label: 'Name', type: one('text'), group: 'User' }
  ])
  expect(outputPortsOf([{ id: 'g', name: 'User', fields: [{ ...field, guessed: true }] }])).toEqual([
    { id: 'f1', label: 'Name', type: anyValue, group: 'User', guess: one('text') }
  ])
})

test('a connection’s fields become ports of their own group', () => {
  expect(connectionPorts({ ...emptyCatalog, connectionFields: [{ id: 'key', label: 'API key' }] })).toEqual([
    { id: 'connection.key', label: 'API key', type: one('text'), group: 'Connection' }
  ])
})

test('the same event flow in another version counts as another event', () => {
  expect(deployedKeyOf('v1', 'f')).not.toBe(deployedKeyOf('v2', 'f'))
})
