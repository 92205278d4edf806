import { emptyCatalog } from '@hookwright/engine'
import { runCardAlone } from '@hookwright/engine/testing'
import { expect, test } from 'vitest'
import { assign } from './card.ts'

const config = {
  fields: [
    { id: 'seats', label: 'Seats', dataType: { kind: 'number', list: false } },
    { id: 'names', label: 'Names', dataType: { kind: 'text', list: true } }
  ]
}

test('the outputs are the inputs, in the same order, with the same labels and types', () => {
  const ports = assign.ports(config, emptyCatalog)
  expect(ports?.outputs).toEqual([
    { id: 'seats', label: 'Seats', type: { kind: 'number', list: false } },
    { id: 'names', label: 'Names', type: { kind: 'text', list: true } }
  ])
  expect(ports?.inputs).toEqual(ports?.outputs.map(port => ({ ...port, required: false })))
})

test('a value is converted if its text says it exactly, and a missing one is null', async () => {
  expect(await runCardAlone(assign, config, { seats: '12' })).toEqual({ seats: 12, names: null })
})

test('a value that does not fit fails the card', async () => {
  await expect(runCardAlone(assign, config, { seats: 'a dozen' })).rejects.toThrow(
    'card.input-type: The input “Seats” of the card “Assign” expects Number but received Text'
  )
})

test('two values with one label are refused with a sentence', () => {
  const [first] = config.fields
  expect(
    assign.readConfig({
      fields: [
        { ...first, id: 'a' },
        { ...first, id: 'b' }
      ]
    })
  ).toEqual({
    ok: false,
    problems: [{ message: 'Two values have the same label. Change one of the labels.' }]
  })
})
