// @vitest-environment happy-dom
import { readOnlyBench, WorkbenchContext } from '@hookwright/cards/views'
import { emptyCatalog } from '@hookwright/engine'
import { literal, one, pill, text } from '@hookwright/model'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { choose } from '../../commands/choose.ts'
import { callCard } from '../../commands/run-card.ts'
import { fixedDoc } from '../../flow-doc/fixed-doc.ts'
import { canvasOn } from '../../open-canvas.ts'
import { flowOf, put } from '../../testing/flow-of.ts'
import { CanvasProvider } from '../../use-canvas.tsx'
import { RunCardPanel } from './run-card-panel.tsx'
import type { RunAlone } from './use-run-alone.ts'

afterEach(cleanup)

const inputs = [{ id: 'who', label: 'Who', fieldType: 'text-field', dataType: one('text'), required: true }]
const flow = flowOf([
  put('helper-flow', 'start', { config: { inputs } }),
  put('compose', 'say', { inputs: { text: text('Hello ', pill('start', 'who')) } }),
  put('compose', 'late', { inputs: { text: pill('say', 'output') } }),
  put('raw-request', 'ask', { inputs: { url: literal('/me') } })
])

/**
 * Renders the panel for a flow and records the runs that it requests. With `past: 'known'` the last run is
 * already loaded.
 */
const show = (params: { past: 'asked' | 'known'; who?: string; ran?: string[] }) => {
  const canvas = canvasOn({
    doc: fixedDoc({ id: 'f', name: 'Greet', description: '', doc: flow }),
    kept: { read: async () => null, write: async () => {}, forget: async () => {} },
    catalog: emptyCatalog,
    storage: { getItem: () => null, setItem: () => {} },
    newId: () => '',
    toast: () => {},
    asList: false,
    ownRuns: { values: false }
  })
  const steps = [
    { path: ['start'], status: 'succeeded' as const, from: 0, to: 0, outputs: { who: params.who ?? '' } }
  ]
  const shown = params.who === undefined ? null : { flow, steps, given: {}, result: null, past: 'r1' }
  canvas.run.setState({ past: params.past, shown })
  const start = vi.fn<RunAlone['start']>(async () => {})
  const alone: RunAlone = {
    through: { is: 'named', nameFor: () => 'Acme account' },
    ended: new Map(),
    wasRun: card => params.ran?.includes(card) === true,
    start,
    clear: () => {}
  }
  render(
    <CanvasProvider value={canvas}>
      <WorkbenchContext value={readOnlyBench}>
        <RunCardPanel alone={alone} />
      </WorkbenchContext>
    </CanvasProvider>
  )
  return { canvas, start, call: (card: string) => act(async () => callCard(canvas, card)) }
}

test('a card with all inputs known runs at once with their values', async () => {
  const { start, call } = show({ past: 'known', who: 'Ada' })
  await call('say')
  expect(start.mock.calls).toEqual([
    [{ card: 'say', inputs: { text: 'Hello Ada' }, before: {}, connectionId: null }]
  ])
  expect(screen.getByLabelText(/^Text/)).toHaveProperty('value', 'Hello Ada')
})

test('it waits while the last run is loading', async () => {
  const { canvas, start, call } = show({ past: 'asked' })
  await call('say')
  expect(start).not.toHaveBeenCalled()
  expect(screen.getByText(/Loading the values of the last run/)).toBeTruthy()
  await act(async () => canvas.run.setState({ past: 'known' }))
  expect(start.mock.calls[0]?.[0].inputs).toEqual({ text: 'Hello Who' })
})

test('unknown inputs are asked for first, and typed values are sent', async () => {
  const { start, call } = show({ past: 'known', who: 'Ada' })
  await call('late')
  const field = screen.getByLabelText(/^Text/)
  expect(document.activeElement).toBe(field)
  expect(start).not.toHaveBeenCalled()
  fireEvent.change(field, { target: { value: 'typed' } })
  fireEvent.click(screen.getByRole('button', { name: 'Run card' }))
  expect(start.mock.calls[0]?.[0]).toMatchObject({ card: 'late', inputs: { text: 'typed' } })
})

test('a card that sends requests runs by keyboard only after it was run by button', async () => {
  const first = show({ past: 'known', who: 'Ada' })
  await first.call('ask')
  expect(first.start).not.toHaveBeenCalled()
  expect(
    screen.getByText(/“Raw Request” sends real requests with the connection “Acme account”/)
  ).toBeTruthy()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Run card' }))
  cleanup()
  const again = show({ past: 'known', who: 'Ada', ran: ['ask'] })
  await again.call('ask')
  expect(again.start).toHaveBeenCalledOnce()
  expect(screen.queryByText(/sends real requests/)).toBeNull()
})

test('a sentence explains that no card is selected, or that the card cannot run alone', async () => {
  const { canvas } = show({ past: 'known' })
  expect(screen.getByText('Select the card that you want to run alone.')).toBeTruthy()
  await act(async () => choose(canvas, ['start']))
  expect(
    screen.getByText(/cannot be run alone because it only outputs the start values of the flow/)
  ).toBeTruthy()
})
