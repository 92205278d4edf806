// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider, useSuspenseQuery } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { TRPCClientError } from '@trpc/client'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PageFault } from './page-fault.tsx'

let root: Root
let place: HTMLElement
let isServerUp: boolean
let loads: number
let checks: number
let address: string
let gone: Error | null

const Page = () => {
  const { data } = useSuspenseQuery({
    queryKey: ['connector'],
    queryFn: () => {
      loads++
      if (gone !== null) throw gone
      if (!isServerUp) throw new TRPCClientError('fetch failed')
      return 'Acme HR'
    }
  })
  return <p>{data}</p>
}

beforeEach(() => {
  isServerUp = false
  loads = 0
  checks = 0
  address = '/'
  gone = null
  vi.stubGlobal('fetch', async () => {
    checks++
    if (!isServerUp) throw new TypeError('fetch failed')
    return new Response()
  })
  vi.spyOn(console, 'error').mockReturnValue()
  place = document.createElement('div')
  document.body.append(place)
  root = createRoot(place)
})

afterEach(() => {
  root.unmount()
  place.remove()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const show = async (): Promise<void> => {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const router = createRouter({
    routeTree: createRootRoute({ component: Page }),
    history: createMemoryHistory({ initialEntries: [address] }),
    defaultErrorComponent: PageFault
  })
  root.render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  )
  await vi.waitFor(() => expect(place.textContent).toContain('This page could not be loaded'))
}

test('a page that failed because the server was away loads by itself once the server is back', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  await show()
  await vi.waitFor(() => expect(checks).toBe(1))
  isServerUp = true
  await vi.advanceTimersByTimeAsync(1_000)
  await vi.waitFor(() => expect(place.textContent).toBe('Acme HR'))
})

test('a page whose own request fails while the server answers is not loaded again and again', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  vi.stubGlobal('fetch', async () => new Response())
  await show()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(loads).toBe(1)
})

test('a page that the user has left is not loaded again', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  await show()
  await vi.waitFor(() => expect(checks).toBe(1))
  root.unmount()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(checks).toBe(1)
})

test('"Try again" fetches the data again that a page failed to load', async () => {
  await show()
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('fetch failed')
  })
  isServerUp = true
  place.querySelector('button')?.click()
  await vi.waitFor(() => expect(place.textContent).toBe('Acme HR'))
})

test.each([
  ['/flows/gone/why', 'flow.gone', 'Go to Flows'],
  ['/connectors/gone/flows/gone', 'flow.gone', 'Go to Builder'],
  ['/why', 'page.gone', 'Go to Home']
])('an item that is missing at %s leads to its list', async (path, code, button) => {
  const fault = { code, message: 'This item does not exist.' }
  address = path
  gone = TRPCClientError.from({ error: { message: fault.message, code: -32004, data: { fault } } })
  await show()
  const links = [...place.querySelectorAll('a')].map(({ textContent }) => textContent)
  expect(links).toContain(button)
})
