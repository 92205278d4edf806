// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Canvas } from '../../../features/canvas/canvas.ts'
import { nextProblem } from '../../../features/canvas/commands/problems.ts'
import { put } from '../../../features/canvas/testing/flow-of.ts'
import { offered, openUserCanvas, option } from './testing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  document.body.replaceChildren()
})

/** Opens a flow whose event lacks a connection and two options, with the focus inside that card. */
const opened = (site: string | null): Canvas => {
  const event = offered({ options: [option('team', true), option('region', true)] })
  const { connectorId, eventFlowId, versionId } = event
  const config = { connectorId, eventFlowId, versionId, connectionId: null, runMode: 'each' }
  const canvas = openUserCanvas([event], [put('connector-event', 'start', { config })])
  const card = document.body.appendChild(document.createElement('div'))
  card.dataset.card = 'start'
  const place = card.appendChild(document.createElement('div'))
  if (site !== null) place.dataset.site = site
  place.appendChild(document.createElement('button')).focus()
  return canvas
}

const wished = (canvas: Canvas): string | undefined => canvas.ui.getState().focusRequest?.place

describe('going to problems from the title of a card', () => {
  test('the next problem is the first one of that card', () => {
    const canvas = opened(null)
    nextProblem(canvas, 1)
    expect(wished(canvas)).toBe('start||config.connectionId')
  })

  test('the previous problem is the last one, wrapping around', () => {
    const canvas = opened(null)
    nextProblem(canvas, -1)
    expect(wished(canvas)).toBe('start||region')
  })
})

test('after the connection comes the first option, and after the last option the connection', () => {
  const first = opened('start||config.connectionId')
  nextProblem(first, 1)
  expect(wished(first)).toBe('start||team')
  const last = opened('start||region')
  nextProblem(last, 1)
  expect(wished(last)).toBe('start||config.connectionId')
})
