// @vitest-environment happy-dom
import { noSurroundings } from '@hookwright/engine'
import { emptyFlow } from '@hookwright/model'
import { QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { openApi } from '../../../kit/api/api.ts'
import { ApiProvider } from '../../../kit/api/use-api.tsx'
import type { Said } from '../canvas.ts'
import { openCanvas } from '../open-canvas.ts'
import { useRunHere } from './use-run-here.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('a flow whose changes the server does not have is not run, and a sentence says so', async () => {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (url: URL | string) => {
    asked.push(String(url))
    throw new TypeError('Failed to fetch')
  })
  const said: Said[] = []
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
    surroundings: noSurroundings,
    send: async () => ({ is: 'refused', why: 'The flow is too large.' }),
    kept: { read: async () => null, write: async () => {}, forget: async () => {} },
    clock: () => 0,
    storage: { getItem: () => null, setItem: () => {} },
    newId: () => 'c1',
    toast: toast => void said.push(toast),
    asList: false
  })
  const api = openApi()
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={api.queryClient}>
      <ApiProvider value={api}>{children}</ApiProvider>
    </QueryClientProvider>
  )
  const { result } = renderHook(() => useRunHere(canvas), { wrapper })
  canvas.doc.describe({ description: 'Says hello' })
  await act(() => result.current.start({}, null))
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
