// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { usePanelFlag } from './use-panel-flag.ts'

afterEach(cleanup)

test('a panel opened in another tab stays closed in this one', () => {
  const { result } = renderHook(() => usePanelFlag('side', false))
  expect(result.current[0]).toBe(false)
  act(() => {
    localStorage.setItem('hookwright.side', 'true')
    dispatchEvent(new StorageEvent('storage', { key: 'hookwright.side', newValue: 'true' }))
  })
  expect(result.current[0]).toBe(false)
})

test('a new tab opens the panels as they were last', () => {
  localStorage.setItem('hookwright.foot', 'false')
  expect(renderHook(() => usePanelFlag('foot', true)).result.current[0]).toBe(false)
})

test('opening a panel applies to all its readers, in this tab and in new ones', () => {
  const [one, other] = [
    renderHook(() => usePanelFlag('list', false)),
    renderHook(() => usePanelFlag('list', false))
  ]
  act(() => one.result.current[1](true))
  expect(other.result.current[0]).toBe(true)
  expect([sessionStorage.getItem('hookwright.list'), localStorage.getItem('hookwright.list')]).toEqual([
    'true',
    'true'
  ])
})

test('a panel opens where storage is blocked', () => {
  const blocked = () => {
    throw new DOMException('Access is denied.', 'SecurityError')
  }
  const [read, write] = [
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(blocked),
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(blocked)
  ]
  const { result } = renderHook(() => usePanelFlag('blocked', false))
  act(() => result.current[1](true))
  expect(result.current[0]).toBe(true)
  read.mockRestore()
  write.mockRestore()
})
