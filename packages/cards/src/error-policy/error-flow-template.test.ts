import type { OutputPort } from '@hookwright/engine'
import { anyValue, one } from '@hookwright/model'
import { expect, test } from 'vitest'
import { returnCard } from '../return/card.ts'
import { errorFlowTemplate } from './error-flow-template.ts'

const fieldsFor = (...outputs: Omit<OutputPort, 'id'>[]) => {
  let made = 0
  const flow = errorFlowTemplate(
    outputs.map((output, index) => ({ ...output, id: `out${index}` })),
    () => `c${++made}`
  )
  const config = Object.values(flow.cards).find(({ type }) => type === returnCard.type)?.config ?? {}
  return returnCard.readConfig(config)
}

test('the error flow returns the outputs of the card', () => {
  expect(
    fieldsFor({ label: 'Status Code', type: one('number') }, { label: 'JSON', type: anyValue })
  ).toMatchObject({
    ok: true,
    config: {
      fields: [
        { label: 'Status Code', dataType: one('number') },
        { label: 'JSON', dataType: one('object') }
      ]
    }
  })
})

test('outputs with the same label, in any case, are one field', () => {
  expect(
    fieldsFor(
      { label: 'Id', type: one('text') },
      { label: 'ID', type: one('number') },
      { label: 'Name', type: one('text') },
      { label: 'Id', type: one('boolean') }
    )
  ).toMatchObject({
    ok: true,
    config: { fields: [{ label: 'Id', dataType: one('text') }, { label: 'Name' }] }
  })
})
