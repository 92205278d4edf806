// @vitest-environment happy-dom
import { act, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { lazyPage } from './lazy-page.ts'

const Deployment = () => 'Deployment'

const here = async () => ({ Deployment })

const gone = (): Promise<never> =>
  Promise.reject(new TypeError('Failed to fetch dynamically imported module: /assets/deployment-tab.js'))

const reload = vi.fn()
beforeEach(() => {
  reload.mockClear()
  sessionStorage.clear()
  vi.spyOn(location, 'reload').mockImplementation(reload)
  vi.stubGlobal('fetch', async () => new Response())
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
})

afterEach(() => {
  vi.restoreAllMocks()
})

/** Renders a lazy page as the router does, `times` times. */
const show = async (load: typeof here, times = 1) => {
  const Page = lazyPage(load, 'Deployment')
  await Page.preload?.()
  const place = document.createElement('div')
  const root = createRoot(place)
  for (let drawn = 0; drawn < times; drawn += 1) {
    await act(async () =>
      root.render(
        <StrictMode>
          <Page />
        </StrictMode>
      )
    )
  }
  return place.textContent
}

test('a page is shown once its code is loaded', async () => {
  expect(await show(here)).toBe('Deployment')
  expect(reload).not.toHaveBeenCalled()
})

test('when its code cannot be loaded the page reloads, and shows no fault meanwhile', async () => {
  expect(await show(gone, 3)).toBe('')
  expect(reload).toHaveBeenCalled()
})

test('preloading from a link does not reload the page', async () => {
  await lazyPage(gone, 'Deployment').preload?.()
  expect(reload).not.toHaveBeenCalled()
})

test('when its code fails again after a reload a fault is shown, and a success resets that', async () => {
  await show(gone)
  reload.mockClear()
  await expect(show(gone)).rejects.toThrow('Part of this page could not be downloaded.')
  expect(reload).not.toHaveBeenCalled()
  await show(here)
  await show(gone)
  expect(reload).toHaveBeenCalled()
})
