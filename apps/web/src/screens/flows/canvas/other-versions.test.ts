import { cardSpecs } from '@hookwright/cards'
import { literal } from '@hookwright/model'
import { expect, test, vi } from 'vitest'
import { insertAction } from '../../../features/canvas/commands/insert-action.ts'
import { planActions } from '../../../features/canvas/commands/plan-actions.ts'
import type { OfferedActions } from '../../../features/canvas/offered-action.ts'
import { put } from '../../../features/canvas/testing/flow-of.ts'
import { editsOfPresent, isCoveredByUpgrade, otherVersionsOf, versionBefore } from './other-versions.ts'
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

test('the plan of another version names the inputs that it removes with their values, and no empty ones', async () => {
  const [text, email, topic] = [option('text', true), option('email', false), option('topic', false)]
  const { source, offered } = actionsOf([
    { id: 'post', inputs: [text, email, topic] },
    { id: 'post', inputs: [text], versionId: 'c2' }
  ])
  const canvas = openUserCanvas([], [put('helper-flow', 'start')], { actions: source })
  const [older, newer] = offered
  const card = older && (await insertAction(canvas, older, null))
  if (!card || newer === undefined) throw new Error('The card was inserted.')
  for (const [field, value] of Object.entries({ text: 'Hello', email: 'ada@acme.example', topic: '' }))
    canvas.doc.change('map', { kind: 'bind', card, field, binding: literal(value) })
  const plan = await planActions(canvas, [{ card, action: newer }])
  expect(plan).toMatchObject({ problems: [], dropped: ['email'] })
})

test('a card that is deleted while the plan is made refuses it, with the reason', async () => {
  const { source, offered } = actionsOf([{ id: 'post' }, { id: 'post', versionId: 'c2' }])
  const toast = vi.fn()
  let onLoad = () => {}
  const load: typeof source.load = use => {
    onLoad()
    return source.load(use)
  }
  const params = { actions: { ...source, load }, toast }
  const canvas = openUserCanvas([], [put('helper-flow', 'start')], params)
  const [older, newer] = offered
  const first = older && (await insertAction(canvas, older, null))
  const second = older && (await insertAction(canvas, older, null))
  if (!first || !second || newer === undefined) throw new Error('The cards were inserted.')
  let loads = 0
  onLoad = () => {
    // The action of the first card is loaded by then, and its edits are planned.
    if (++loads === 3) canvas.doc.change('delete', { kind: 'remove', card: first })
  }
  const plan = await planActions(canvas, [
    { card: first, action: newer },
    { card: second, action: newer }
  ])
  expect(plan).toBeNull()
  const why = 'The card was not changed because it is no longer in the flow.'
  expect(toast).toHaveBeenCalledExactlyOnceWith({ say: why, tone: 'info' })
  expect(canvas.ui.getState().said).toBe(why)
})

test('a version can be named as the one before only if all cards had it', () => {
  expect(versionBefore([{ from: 1 }, { from: 1 }])).toBe(1)
  expect(versionBefore([{ from: 1 }, { from: 2 }])).toBeNull()
  expect(versionBefore([])).toBeNull()
})

test('the way back leaves out cards that were deleted after the update', () => {
  const renamed = (card: string) => ({ kind: 'rename' as const, card, title: 'Post message' })
  const present = { post: put('connector-action', 'post') }
  expect(editsOfPresent([renamed('gone'), renamed('post')], present)).toEqual([renamed('post')])
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
