import { createMemoryHistory, createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import { expect, test } from 'vitest'
import { readAlertsSearch } from '../../screens/alerts/alerts-search.ts'
import { readDeliveriesSearch } from '../../screens/deliveries/deliveries-search.ts'
import { readFlowsSearch } from '../../screens/flows/flows-search.ts'
import { readRunsSearch } from '../../screens/runs/runs-search.ts'

test.each([
  ['flows', readFlowsSearch, ['by', 'status']],
  ['deliveries', readDeliveriesSearch, ['status', 'result', 'tab']],
  ['runs', readRunsSearch, ['status']],
  ['alerts', readAlertsSearch, ['kind', 'show']]
] as const)(
  'an unknown choice in the URL is no choice in the list of %s',
  async (path, validateSearch, choices) => {
    const root = createRootRoute()
    const list = createRoute({ getParentRoute: () => root, path, validateSearch })
    const query = choices.map((choice, index) => `${choice}=${index === 0 ? '' : 'unknown'}`).join('&')
    const router = createRouter({
      routeTree: root.addChildren([list]),
      history: createMemoryHistory({ initialEntries: [`/${path}?${query}`] })
    })
    await router.load()
    const search: Record<string, unknown> = router.state.matches.at(-1)?.search ?? {}
    expect(choices.map(choice => search[choice])).toEqual(choices.map(() => undefined))
  }
)
