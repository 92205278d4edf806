// @vitest-environment happy-dom
import type { AppRouter } from '@hookwright/api'
import { ToastProvider, TooltipProvider } from '@hookwright/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { createTRPCClient } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { act, Suspense } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createActionRegistry } from '../../kit/actions/action-registry.ts'
import { ActionsProvider } from '../../kit/actions/use-actions.tsx'
import type { Api } from '../../kit/api/api.ts'
import { ApiProvider } from '../../kit/api/use-api.tsx'
import { AgentsPage } from './agents-page.tsx'

const client = { key: 'oauth:a', name: 'Acme Agent', host: 'agent.example' }
const approval = {
  ...{ runId: 'r1', toolName: 'tracker_say', flowId: 'f1', flowName: 'Tracker: Say', client, at: Date.now() },
  ...{ status: { is: 'on-hold', why: '' }, askedUntil: Date.now() + 1_000, decision: null },
  ...{ connectorName: 'Tracker', actionName: 'Say', connectionName: 'Mine', effect: 'changes' },
  arguments: [{ label: 'Words', value: '<b>Delete all</b>' }]
}
const tool = {
  ...{ id: 't1', name: 'tracker_say', flowId: 'f1', flowName: 'Tracker: Say', connectorId: 'c1' },
  ...{ connectorName: 'Tracker', actionFlowId: 'a1', actionName: 'Say', connectionId: null },
  ...{ connectionName: null, asksFirst: true, effect: 'changes', arguments: [], isOn: false },
  ...{ versionId: 'v1', fixed: [{ id: 'a', label: 'Place', value: 'hall' }], isAsMade: true }
}
const grant = {
  ...{ id: 'g1', personId: 'ann', clientKey: 'oauth:a', clientName: 'Acme Agent', clientHost: null },
  ...{ scopes: ['tools'], connectorIds: null, createdAt: 1, lastUsedAt: null, ownerName: 'Ann Example' }
}

let role: 'user' | 'viewer'
let approvals: object[]
let root: Root
let place: HTMLElement
/** Mutations that the page has sent, in order: the path and the input of each. */
const sent: [string, unknown][] = []

const answers: Record<string, () => unknown> = {
  'people.me': () => ({ id: 'ann', name: 'Ann Example', role }),
  'installation.get': () => ({ publicUrl: 'https://hooks.acme.example' }),
  'agents.approvals': () => approvals,
  'agents.tools': () => [tool],
  'agents.calls': () => [{ ...approval, decidedBy: null }],
  'agents.clients': () => ({ clients: role === 'viewer' ? [] : [grant] }),
  'agents.subscriptions': () => []
}

const openFakeApi = (): Pick<Api, 'trpc' | 'queryClient'> => {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const trpcClient = createTRPCClient<AppRouter>({
    links: [
      () =>
        ({ op }) =>
          observable(observer => {
            if (op.type === 'mutation') {
              sent.push([op.path, op.input])
              if (op.path === 'agents.approve') approvals = []
            }
            observer.next({ result: { data: answers[op.path]?.() ?? null } })
            observer.complete()
          })
    ]
  })
  return { queryClient, trpc: createTRPCOptionsProxy<AppRouter>({ client: trpcClient, queryClient }) }
}

/**
 * Runs a function in React's `act`. The act environment is otherwise off, since queries can resolve at any
 * time.
 */
const acting = async (body: () => Promise<void>): Promise<void> => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  await act(body)
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
}

const show = async (): Promise<void> => {
  const api = openFakeApi() as Api
  const router = createRouter({
    routeTree: createRootRoute({ component: AgentsPage }),
    history: createMemoryHistory({ initialEntries: ['/'] })
  })
  await acting(async () =>
    root.render(
      <ApiProvider value={api}>
        <QueryClientProvider client={api.queryClient}>
          <TooltipProvider>
            <ToastProvider>
              <ActionsProvider registry={createActionRegistry()}>
                <Suspense>
                  <RouterProvider router={router} />
                </Suspense>
              </ActionsProvider>
            </ToastProvider>
          </TooltipProvider>
        </QueryClientProvider>
      </ApiProvider>
    )
  )
  await vi.waitFor(() => expect(place.textContent).toContain('MCP server'))
}

const press = async (name: string): Promise<void> => {
  const button = [...document.querySelectorAll('button')].find(
    each => (each.getAttribute('aria-label') ?? each.textContent) === name
  )
  if (button === undefined) throw new Error(`There is no button “${name}”.`)
  await acting(async () => button.click())
}

beforeEach(() => {
  role = 'user'
  approvals = [approval]
  sent.length = 0
  place = document.createElement('div')
  document.body.append(place)
  root = createRoot(place)
})
afterEach(async () => {
  await acting(async () => root.unmount())
  place.remove()
  vi.unstubAllGlobals()
})

test('a pending call is shown with its client and values as text, and leaves once it is approved', async () => {
  await show()
  await vi.waitFor(() => expect(place.textContent).toContain('Waiting for approval'))
  expect(place.textContent).toContain('Acme Agent (agent.example)')
  expect(place.textContent).toContain('Changes or deletes data')
  expect(place.textContent).toContain('<b>Delete all</b>')
  await press('Approve Tracker: Say')
  expect(sent).toEqual([['agents.approve', { runId: 'r1' }]])
  await vi.waitFor(() => expect(place.textContent).not.toContain('Waiting for approval'))
})

test('tools and clients are listed with their permissions', async () => {
  await show()
  await vi.waitFor(() => expect(place.textContent).toContain('tracker_say'))
  expect(place.textContent).toMatch(/Tracker: SayOff/)
  expect(place.textContent).toContain('Fixed: Place: hall')
  await vi.waitFor(() => expect(place.textContent).toContain('Tools · All connectors'))
  await press('Refuse Tracker: Say')
  expect(sent).toEqual([['agents.refuse', { runId: 'r1' }]])
})

test('a viewer sees the address for clients, and no tools', async () => {
  role = 'viewer'
  await show()
  await vi.waitFor(() => expect(place.textContent).toContain('https://hooks.acme.example/mcp'))
  expect(place.textContent).not.toContain('Expose action')
  expect(place.textContent).not.toContain('Latest calls')
})
