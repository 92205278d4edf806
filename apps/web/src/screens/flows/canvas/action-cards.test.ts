import { literal, pill } from '@hookwright/model'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { CanvasToast } from '../../../features/canvas/canvas.ts'
import { choose } from '../../../features/canvas/commands/choose.ts'
import { copiedText } from '../../../features/canvas/commands/copy-cards.ts'
import { insertAction } from '../../../features/canvas/commands/insert-action.ts'
import { pasteCards } from '../../../features/canvas/commands/paste-cards.ts'
import { replaceAction } from '../../../features/canvas/commands/replace-action.ts'
import type { OfferedAction } from '../../../features/canvas/offered-action.ts'
import { put } from '../../../features/canvas/testing/flow-of.ts'
import { touchAll } from '../../../features/canvas/ui-state/untouched.ts'
import { actionsOf, openUserCanvas, option } from './testing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const start = () => put('helper-flow', 'start')
const text = option('text', true)
const channel = { ...option('channel', true), initial: 'general' }

const pick = (offered: OfferedAction[], at: number): OfferedAction => {
  const found = offered[at]
  if (found === undefined) throw new Error('There is no such action.')
  return found
}

describe('an action inserted from the palette', () => {
  test('becomes a card with its name, its defaults and the only connection, and its fields are known at once', async () => {
    const { source, offered } = actionsOf([{ id: 'post', inputs: [text], options: [channel] }])
    const canvas = openUserCanvas([], [start()], { actions: source })
    const id = await insertAction(canvas, pick(offered, 0), null)
    const { flow, view, problems } = canvas.drawing.getState()
    const card = flow.cards[id ?? '']
    expect(card).toMatchObject({
      type: 'connector-action',
      title: 'Action post',
      config: { connectorId: 'chat', versionId: 'c1', actionFlowId: 'post', connectionId: 'chat-account' },
      inputs: { channel: literal('general') }
    })
    expect(card && view.portsOf(card)?.inputs.map(port => port.id)).toEqual(['channel', 'text'])
    // An empty required field is quiet until somebody leaves it, saves, or turns the flow on.
    expect(problems).toEqual([])
    touchAll(canvas.ui)
    expect(canvas.drawing.getState().problems.map(({ code, field }) => [code, field])).toEqual([
      ['input-required', 'text']
    ])
    canvas.doc.undo()
    expect(canvas.drawing.getState().flow.strip).toEqual(['start'])
    canvas.doc.redo()
    expect(canvas.drawing.getState().problems).toHaveLength(1)
  })

  test('stays known when the flow is loaded again without it', async () => {
    const { source, offered } = actionsOf([{ id: 'post', inputs: [text] }])
    const canvas = openUserCanvas([], [start()], { actions: source })
    await insertAction(canvas, pick(offered, 0), null)
    canvas.setCatalog({ ...canvas.catalog(), actions: new Map() })
    touchAll(canvas.ui)
    expect(canvas.drawing.getState().problems.map(({ code }) => code)).toEqual(['input-required'])
  })

  test('that no longer exists inserts nothing and gives the reason', async () => {
    const said: CanvasToast[] = []
    const { source } = actionsOf([])
    const { offered } = actionsOf([{ id: 'gone' }])
    const canvas = openUserCanvas([], [start()], { actions: source, toast: each => said.push(each) })
    expect(await insertAction(canvas, pick(offered, 0), null)).toBeNull()
    expect(canvas.drawing.getState().flow.strip).toEqual(['start'])
    expect(said).toHaveLength(1)
  })
})

describe('replacing the action of a card', () => {
  const twoActions = () =>
    actionsOf([
      { id: 'post', inputs: [text], options: [channel] },
      { id: 'edit', inputs: [text, option('message', true)] }
    ])

  test('keeps common values, drops the rest, and is one step', async () => {
    const { source, offered } = twoActions()
    const canvas = openUserCanvas([], [start()], { actions: source })
    const id = (await insertAction(canvas, pick(offered, 0), null)) ?? ''
    canvas.doc.change('map', { kind: 'bind', card: id, field: 'text', binding: literal('Hello') })
    const before = canvas.drawing.getState().flow
    await replaceAction(canvas, id, pick(offered, 1))
    expect(canvas.drawing.getState().flow.cards[id]).toMatchObject({
      title: 'Action edit',
      config: { actionFlowId: 'edit', connectionId: 'chat-account' },
      inputs: { text: literal('Hello') }
    })
    expect(canvas.drawing.getState().flow.cards[id]?.inputs).not.toHaveProperty('channel')
    canvas.doc.undo()
    expect(canvas.drawing.getState().flow).toEqual(before)
  })

  test('keeps the name given by the user', async () => {
    const { source, offered } = twoActions()
    const canvas = openUserCanvas([], [start()], { actions: source })
    const id = (await insertAction(canvas, pick(offered, 0), null)) ?? ''
    canvas.doc.change('rename', { kind: 'rename', card: id, title: 'Tell the team' })
    await replaceAction(canvas, id, pick(offered, 1))
    expect(canvas.drawing.getState().flow.cards[id]?.title).toBe('Tell the team')
  })
})

describe('a copied action card', () => {
  const copied = async () => {
    const { source, offered } = actionsOf([{ id: 'post', inputs: [text] }])
    const from = openUserCanvas([], [start()], { actions: source })
    const id = (await insertAction(from, pick(offered, 0), null)) ?? ''
    from.doc.change('map', { kind: 'bind', card: id, field: 'text', binding: literal('Hello') })
    choose(from, [id])
    return copiedText(from) ?? ''
  }
  const paste = async (canvas: ReturnType<typeof openUserCanvas>, words: string): Promise<void> => {
    vi.stubGlobal('document', { activeElement: null })
    pasteCards(canvas, words)
    await vi.advanceTimersByTimeAsync(1)
    vi.unstubAllGlobals()
  }

  test('is pasted into another flow, and its action is loaded first', async () => {
    const words = await copied()
    const { source, asked } = actionsOf([{ id: 'post', inputs: [text] }])
    const canvas = openUserCanvas([], [start()], { actions: source })
    await paste(canvas, words)
    const { flow, problems } = canvas.drawing.getState()
    expect(flow.strip).toHaveLength(2)
    expect(asked).toEqual(['post'])
    expect(problems).toEqual([])
  })

  test('is pasted with a problem if its action no longer exists', async () => {
    const canvas = openUserCanvas([], [start()], { actions: actionsOf([]).source })
    await paste(canvas, await copied())
    expect(canvas.drawing.getState().problems.map(({ code }) => code)).toContain('action')
  })

  test('is refused in a flow that cannot run actions', async () => {
    const said: CanvasToast[] = []
    const canvas = openUserCanvas([], [start()], { toast: each => said.push(each) })
    await paste(canvas, await copied())
    expect(canvas.drawing.getState().flow.strip).toEqual(['start'])
    expect(said[0]?.say).toBe(
      'Connector actions can only be used in users’ flows. Copy the cards without actions, then paste again.'
    )
  })
})

test('outputs stay mapped when the new action has them too', async () => {
  const { source, offered } = actionsOf([{ id: 'post' }, { id: 'edit' }])
  const canvas = openUserCanvas([], [start()], { actions: source })
  const id = (await insertAction(canvas, pick(offered, 0), null)) ?? ''
  const say = put('compose', 'say', { inputs: { text: pill(id, 'ts') } })
  canvas.doc.change('add', {
    kind: 'insert',
    to: { strip: null, index: 2 },
    fragment: { strip: ['say'], cards: { say } }
  })
  await replaceAction(canvas, id, pick(offered, 1))
  const { flow, problems } = canvas.drawing.getState()
  expect(flow.cards.say?.inputs.text).toEqual(pill(id, 'ts'))
  expect(problems).toEqual([])
})
