import { type ActionSignature, outputs } from '@hookwright/engine'
import { type JsonObject, literal, one } from '@hookwright/model'
import { expect, test } from 'vitest'
import { connectorAction } from './card.ts'
import { catalogWithAction, freshActionCard } from './fresh-action-card.ts'
import { createIssue } from './testing.ts'

const added = (id: string, label: string) => ({
  id,
  label,
  fieldType: 'text-field',
  dataType: { ...one('text') },
  required: false
})

const checked = (config: JsonObject) => {
  const card = freshActionCard({
    id: 'c',
    action: createIssue,
    connectorId: 'acme',
    versionId: 'v1',
    connectionId: 'mine'
  })
  return connectorAction.check(
    { ...card, config: { ...card.config, ...config } },
    catalogWithAction(createIssue, 'v1')
  )
}

test('a new card has the name of its action and the defaults of its options and inputs', () => {
  expect(
    freshActionCard({ id: 'c', action: createIssue, connectorId: 'acme', versionId: 'v1' })
  ).toMatchObject({
    type: 'connector-action',
    title: 'Create issue',
    config: { connectorId: 'acme', actionFlowId: 'create-issue', versionId: 'v1', connectionId: null },
    inputs: { project: literal('web') }
  })
})

test('labels of added fields may have any characters, but no two are alike and none is reserved', () => {
  expect(checked({ added: { custom: [added('a', 'customer:tier'), added('b', 'Größe / m²')] } })).toEqual([])
  expect(checked({ added: { custom: [added('a', 'tier'), added('b', 'tier')] } })).toEqual([
    { field: 'b', message: 'Two added fields are named “tier”. Rename one of them.' }
  ])
  expect(checked({ added: { custom: [added('a', '__proto__')] } })).toEqual([
    { field: 'a', message: '“__proto__” cannot be the name of a field. Rename the field.' }
  ])
})

test('a card of an unknown action has a problem and no ports', () => {
  const gone = { connectorId: 'acme', actionFlowId: 'gone', versionId: 'v1', connectionId: null }
  expect(checked(gone)).toMatchObject([{ code: 'action' }])
  expect(connectorAction.ports(gone, catalogWithAction(createIssue, 'v1'))?.inputs).toEqual([])
})

test('the action gets options, inputs, added fields by label and the labels of selected outputs', async () => {
  const action: ActionSignature = { ...createIssue, selectable: true }
  const config = connectorAction.readConfig({
    connectorId: 'acme',
    actionFlowId: 'create-issue',
    versionId: 'v1',
    connectionId: 'mine',
    added: { custom: [added('f1', 'customer:tier')] },
    selected: ['id']
  })
  if (!config.ok) throw new Error('The config is valid.')
  const received: Record<string, unknown>[] = []
  await connectorAction.execute?.({
    config: config.config,
    inputs: { project: 'web', title: 'Broken', f1: 'gold' },
    callAction: async (_: unknown, startValues: (action: ActionSignature) => Record<string, unknown>) => {
      received.push(startValues(action))
      return outputs({})
    }
  } as never)
  expect(received).toEqual([
    {
      'option.project': 'web',
      title: 'Broken',
      priority: null,
      'added.custom': { 'customer:tier': 'gold' },
      'selected-outputs': ['ID']
    }
  ])
})
