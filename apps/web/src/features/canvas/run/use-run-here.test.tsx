// @vitest-environment happy-dom
import { emptyCatalog } from '@hookwright/engine'
import { emptyFlow } from '@hookwright/model'
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { CanvasToast } from '../canvas.ts'
import { openCanvas } from '../open-canvas.ts'
import { useRunHere } from './use-run-here.ts'

afterEach(cleanup)

test('a flow with unsaved changes is not run, and a sentence says why', async () => {
  const asked: string[] = []
  const said: CanvasToast[] = []
  const canvas = openCanvas({
    loaded: {
      id: 'f',
      name: 'Greet',
      description: '',
      active: true,
      saveAll: true,
      doc: emptyFlow,
      draftNo: 1,
      updatedAt: 0
    },
    catalog: emptyCatalog,
    send: async () => ({ is: 'refused', why: 'The flow is too large.' }),
    kept: { read: async () => null, write: async () => {}, forget: async () => {} },
    clock: () => 0,
    storage: { getItem: () => null, setItem: () => {} },
    newId: () => 'c1',
    toast: toast => void said.push(toast),
    asList: false
  })
  const send = async (): Promise<never> => {
    asked.push('run')
    throw new Error('Nothing is sent.')
  }
  const { result } = renderHook(() => useRunHere(canvas, send))
  canvas.doc.describe({ description: 'Says hello' })
  await act(() =>
    result.current.start({ values: {}, connectionId: null, upTo: null, sends: true, stands: {} })
  )
  canvas.doc.close()
  expect(asked).toEqual([])
  expect(said).toEqual([
    {
      say: 'The flow was not run because your last changes are not saved yet. Try again in a moment.',
      tone: 'err'
    }
  ])
  expect(canvas.run.getState().busy).toBe(false)
})
