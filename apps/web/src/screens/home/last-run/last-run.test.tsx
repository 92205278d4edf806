// @vitest-environment happy-dom
import type { AppRouter } from '@hookwright/api'
import type { RunStatus } from '@hookwright/model'
import { aRun } from '@hookwright/model/testing'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { act, cleanup, render } from '@testing-library/react'
import { createTRPCClient, TRPCClientError } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Api } from '../../../kit/api/api.ts'
import { ApiProvider } from '../../../kit/api/use-api.tsx'
import { LastRun, type RunDelivery } from './last-run.tsx'

afterEach(cleanup)

const names = ['New hire', 'Assign', 'Post']
const cards = names.map(title => ({ type: `type-of-${title}`, title, group: 'events', connectorId: null }))

/**
 * Returns a run as the server returns it, with steps for the first `reached` cards of the flow. If `reached`
 * is null, the run's steps are not stored.
 */
const opened = (run: RunDelivery['run'], reached: number | null) => ({
  run: { ...run, steps: reached === null ? null : [] },
  lines: names.slice(0, reached ?? 0).map(name => ({
    ...{ path: [name], name, type: `type-of-${name}` },
    step: { path: [name], status: 'succeeded', from: 0, to: 40 }
  })),
  flow: { doc: { strip: names, cards: {} } },
  ...{ events: [], actions: [] }
})

const records = { all: 50, succeeded: 10, failed: 40, cancelled: 0, open: 0 }

/** Renders a run with stub responses, and waits until the text `until` is shown. `end` lets the run end. */
const drawn = async (
  status: RunStatus,
  {
    reached = 3,
    over = {},
    until
  }: { reached?: number | null | 'fails'; over?: Partial<RunDelivery>; until: string }
): Promise<{ place: HTMLElement; end: () => void }> => {
  const run = aRun(status, { finishedAt: 2 })
  const newest = {
    ...{
      id: 'd1',
      flowId: run.flowId,
      flowName: 'Welcome',
      event: null,
      subject: 'Ines Abara',
      receivedAt: 0
    },
    ...{ records: null, hasFailed: false, run },
    ...over
  } as RunDelivery
  let end = (): void => {}
  const answers: Record<string, unknown> = {
    'flows.summary': { cards },
    'runs.open': reached === 'fails' ? undefined : opened(newest.run, reached),
    'connectors.list': []
  }
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const client = createTRPCClient<AppRouter>({
    links: [
      () =>
        ({ op }) =>
          observable(observer => {
            const data = answers[op.path]
            if (data === undefined) return observer.error(new TRPCClientError('No answer.'))
            observer.next({ result: { data } })
            observer.complete()
          })
    ]
  })
  const api = { queryClient, trpc: createTRPCOptionsProxy<AppRouter>({ client, queryClient }) } as Api
  const router = createRouter({
    routeTree: createRootRoute({
      component: () => {
        const [delivery, show] = useState(newest)
        end = () => show({ ...newest, run: { ...newest.run, status: { is: 'succeeded' } } })
        return <LastRun newest={delivery} />
      }
    }),
    history: createMemoryHistory({ initialEntries: ['/'] })
  })
  const { container } = render(
    <ApiProvider value={api}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ApiProvider>
  )
  await vi.waitFor(() => expect(container.textContent).toContain(until))
  return { place: container, end: () => act(end) }
}

test('a successful run shows its duration beside its state', async () => {
  const { place } = await drawn({ is: 'succeeded' }, { until: '40 ms' })
  expect(place.querySelectorAll('.run-stop')).toHaveLength(3)
  expect(place.textContent).not.toContain('not reached')
})

test('a run without stored steps shows all its cards as reached', async () => {
  const { place } = await drawn({ is: 'succeeded' }, { reached: null, until: 'Post' })
  await vi.waitFor(() => expect(place.querySelectorAll('.run-stop')).toHaveLength(3))
  expect(place.textContent).not.toContain('not reached')
})

test('a delivery with records shows the result of their runs, which go through the other cards', async () => {
  const over = { records, hasFailed: true }
  const { place } = await drawn({ is: 'succeeded' }, { reached: 1, over, until: '40 ms' })
  expect(place.textContent).toContain('50 records: 40 failed')
  expect(place.querySelector('header')?.textContent).toMatch(/failed$/)
  expect(place.querySelectorAll('.run-stop')).toHaveLength(1)
  expect(place.textContent).not.toContain('not reached')
})

test('a run on hold shows its steps and its reason, and none of its cards as running', async () => {
  const status = { is: 'on-hold', why: 'Acme is down.' } as const
  const { place } = await drawn(status, { reached: 2, until: 'not reached' })
  expect(place.textContent).toContain('The run is on hold: Acme is down.')
  expect(place.querySelector('.run-mark-live')).toBeNull()
})

test('only a running run has a live card', async () => {
  const { place: running } = await drawn({ is: 'running' }, { until: 'Post' })
  expect(running.querySelectorAll('.run-mark-live')).toHaveLength(1)
  cleanup()
  const waitsFor = { is: 'held', card: 'Assign', cause: 'Acme is down.' } as const
  const status = { is: 'waiting', until: Date.now() + 60_000, at: ['Assign'], waitsFor } as const
  const { place: waiting } = await drawn({ ...status, at: [...status.at] }, { until: 'Acme is down.' })
  expect(waiting.querySelector('.run-mark-live')).toBeNull()
})

test('a run that ends while the page is open is animated, and an ended one is not', async () => {
  const { place, end } = await drawn({ is: 'running' }, { until: 'Post' })
  expect(place.querySelector('.run-stops-played')).toBeNull()
  end()
  await vi.waitFor(() => expect(place.querySelector('.run-stops-played')).not.toBeNull())
  cleanup()
  const before = await drawn({ is: 'succeeded' }, { until: '40 ms' })
  expect(before.place.querySelector('.run-stops-played')).toBeNull()
})

test('a run that cannot be read is replaced by the reason', async () => {
  const { place } = await drawn({ is: 'succeeded' }, { reached: 'fails', until: 'cannot be reached' })
  expect(place.querySelector('.run-stops')).toBeNull()
})
