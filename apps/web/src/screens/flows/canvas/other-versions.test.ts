import { cardSpecs } from '@hookwright/cards'
import { literal } from '@hookwright/model'
import { expect, test } from 'vitest'
import { insertAction } from '../../../features/canvas/commands/insert-action.ts'
import { planActions } from '../../../features/canvas/commands/replace-action.ts'
import type { OfferedActions } from '../../../features/canvas/offered-action.ts'
import { put } from '../../../features/canvas/testing/flow-of.ts'
import { isCoveredByUpgrade, otherVersionsOf } from './other-versions.ts'
import { actionsOf, openUserCanvas, option } from './testing.ts'

const newest: OfferedActions = {
  connectorId: 'chat',
  connectorName: 'Acme Chat',
  versionId: 'c2',
  versionNumber: 2,
  branding: { logo: null, accent: '#0f766e', docsUrl: null },
  needsConnection: true,
  actions: [{ flowId: 'post', name: 'Action post', description: '' }]
}

const known = [
  { versionId: 'c1', versionNumber: 1 },
  { versionId: 'c2', versionNumber: 2 }
]

test('a card can move to another deployed version of its action and keeps its values', async () => {
  const text = option('text', true)
  const { source, offered } = actionsOf([
    { id: 'post', inputs: [text] },
    { id: 'post', inputs: [text, { ...option('channel', true), initial: 'general' }], versionId: 'c2' }
  ])
  const canvas = openUserCanvas([], [put('helper-flow', 'start')], { actions: source })
  const [older] = offered
  const id = older && (await insertAction(canvas, older, null))
  if (!id) throw new Error('The card was inserted.')
  canvas.doc.change('map', { kind: 'bind', card: id, field: 'text', binding: literal('Hello') })
  const others = () =>
    otherVersionsOf(Object.values(canvas.drawing.getState().flow.cards), {
      specs: cardSpecs,
      offered: [newest],
      known
    })
  const [found] = others()
  expect(found).toMatchObject({ connectorName: 'Acme Chat', to: 2, cards: [{ card: id, from: 1 }] })
  const plan = await planActions(canvas, found?.cards ?? [])
  if (plan === null) throw new Error('The actions can be loaded.')
  const before = canvas.drawing.getState().flow.cards[id]
  canvas.doc.change('use version 2', { kind: 'all', edits: plan.edits })
  expect(canvas.drawing.getState().flow.cards[id]).toMatchObject({
    config: { versionId: 'c2', connectionId: 'chat-account' },
    inputs: { text: literal('Hello'), channel: literal('general') }
  })
  expect(others()).toEqual([])
  canvas.doc.change('go back to version 1', { kind: 'all', edits: plan.back })
  expect(canvas.drawing.getState().flow.cards[id]).toEqual(before)
})

test('the plan of another version names the problems that it brings, before the draft changes', async () => {
  const { source, offered } = actionsOf([
    { id: 'post', inputs: [option('text', true)], versionId: 'c1' },
    { id: 'post', inputs: [option('text', true), option('channel', true)], versionId: 'c2' }
  ])
  const canvas = openUserCanvas([], [put('helper-flow', 'start')], { actions: source })
  const [older, newer] = offered
  const card = older && (await insertAction(canvas, older, null))
  if (!card || newer === undefined) throw new Error('The card was inserted.')
  canvas.doc.change('map', { kind: 'bind', card, field: 'text', binding: literal('Hello') })
  const { flow } = canvas.drawing.getState()
  const plan = await planActions(canvas, [{ card, action: newer }])
  expect(plan?.problems.map(({ code, field }) => [code, field])).toEqual([['input-required', 'channel']])
  expect(canvas.drawing.getState().flow).toBe(flow)
})

test('after a rollback a card with the newer version is offered the older one; one with an unknown version is not', () => {
  const at = (versionId: string) =>
    put('connector-action', 'act', {
      config: { connectorId: 'chat', versionId, actionFlowId: 'post', connectionId: null }
    })
  const othersFor = (versionId: string) =>
    otherVersionsOf([at(versionId)], {
      specs: cardSpecs,
      offered: [{ ...newest, versionId: 'c1', versionNumber: 1 }],
      known
    })
  expect(othersFor('c2')).toMatchObject([{ to: 1, cards: [{ card: 'act', from: 2 }] }])
  expect(othersFor('c1')).toEqual([])
  expect(othersFor('gone')).toEqual([])
})

test('the notice of an upgrade also covers another version, unless the upgrade is impossible', () => {
  const plan = (does: 're-register' | 'in-place' | 'lost') => ({ flows: [{ does }] })
  expect(isCoveredByUpgrade(false, undefined)).toBe(false)
  expect(isCoveredByUpgrade(true, undefined)).toBe(true)
  expect(isCoveredByUpgrade(true, plan('in-place'))).toBe(true)
  expect(isCoveredByUpgrade(true, plan('lost'))).toBe(false)
})
