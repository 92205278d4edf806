import { optionsSection } from '@hookwright/cards/views'
import { type Card, literal } from '@hookwright/model'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Canvas } from '../../../features/canvas/canvas.ts'
import { choose } from '../../../features/canvas/commands/choose.ts'
import { put } from '../../../features/canvas/testing/flow-of.ts'
import { flip } from '../../../features/canvas/ui-state/folds.ts'
import { keepFolding } from './fold-filled.ts'
import { offered, openUserCanvas, option } from './testing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const event = offered({ options: [option('team', true), option('note', false)] })
const { connectorId, eventFlowId, versionId } = event

const start = (inputs: Card['inputs']): Card =>
  put('connector-event', 'start', {
    config: { connectorId, eventFlowId, versionId, connectionId: 'mine', runMode: 'each' },
    inputs
  })

const opened = (inputs: Card['inputs']): Canvas => {
  const canvas = openUserCanvas([event], [start(inputs), put('compose', 'say')])
  keepFolding(canvas)
  return canvas
}

const isFolded = (canvas: Canvas): boolean =>
  canvas.folds.getState().flipped.get('start')?.has(optionsSection) ?? false

const fill = (canvas: Canvas, value: string | null): void =>
  void canvas.doc.change('choose', {
    kind: 'bind',
    card: 'start',
    field: 'team',
    binding: value === null ? null : literal(value)
  })

test('[row 124] options are open while a required one is empty', () => {
  const canvas = opened({ note: literal('hi') })
  choose(canvas, ['say'])
  expect(isFolded(canvas)).toBe(false)
})

test('[row 124] filled options stay open while their card is selected, and fold after it', () => {
  const canvas = opened({})
  choose(canvas, ['start'])
  fill(canvas, 'sales')
  expect(isFolded(canvas)).toBe(false)
  choose(canvas, ['say'])
  expect(isFolded(canvas)).toBe(true)
})

test('[row 124] a flow opened with all options filled has them folded', () => {
  expect(isFolded(opened({ team: literal('sales') }))).toBe(true)
})

test('options opened again by the user stay open', () => {
  const canvas = opened({ team: literal('sales') })
  canvas.folds.setState(folds => flip(folds, 'start', optionsSection))
  choose(canvas, ['start'])
  choose(canvas, ['say'])
  expect(isFolded(canvas)).toBe(false)
})

test('options open when a required one is cleared', () => {
  const canvas = opened({ team: literal('sales') })
  fill(canvas, null)
  expect(isFolded(canvas)).toBe(false)
})

test('the start card of a helper flow is unchanged', () => {
  const canvas = openUserCanvas([event], [put('helper-flow', 'start')])
  keepFolding(canvas)
  expect(canvas.folds.getState().flipped.size).toBe(0)
})
