import { expect, test } from 'vitest'
import { deliveryList } from '../../../screens/deliveries/deliveries-page.tsx'
import { runList } from '../../../screens/runs/runs-page.tsx'
import { withoutFilters } from '../history-list.ts'
import { isSameView, viewSearchOf } from './view-search.ts'

test('the filters of a view are stored, and parse to the same view', () => {
  const search = {
    result: 'failed',
    path: 'body.user.id = 42',
    from: 1_764_115_320_000,
    to: 1_764_118_920_000
  } as const
  const kept = viewSearchOf(deliveryList, {
    ...search,
    delivery: 'd1',
    tab: 'request',
    live: 'off',
    flow: undefined
  })
  expect(kept).toEqual({ ...search, from: '1764115320000', to: '1764118920000' })
  expect(deliveryList.readSearch(kept)).toEqual(search)
  expect(viewSearchOf(runList, { delivery: 'd1', status: 'failed' })).toEqual({
    delivery: 'd1',
    status: 'failed'
  })
})

test('clearing the filters keeps the selected delivery, and whether the list is paused', () => {
  const search = { status: 'done', last: '1h', delivery: 'd1', tab: 'request', live: 'off' } as const
  expect(withoutFilters(deliveryList, search)).toEqual({ delivery: 'd1', tab: 'request', live: 'off' })
  expect(withoutFilters(runList, { delivery: 'd1', q: 'ada' })).toEqual({})
})

test('two views are the same when their filters are', () => {
  expect(isSameView({ q: 'ada', last: '1h' }, { last: '1h', q: 'ada' })).toBe(true)
  expect(isSameView({ q: 'ada' }, { q: 'ada', last: '1h' })).toBe(false)
})
