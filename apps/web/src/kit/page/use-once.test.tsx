// @vitest-environment happy-dom
import { ToastProvider } from '@hookwright/ui'
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { useOnce } from './use-notifier.ts'

afterEach(cleanup)

test('an action cannot be started twice until it has ended, also when it failed', async () => {
  const { result } = renderHook(() => useOnce(), { wrapper: ToastProvider })
  const begun: { end: () => void; fail: (reason: Error) => void }[] = []
  const click = () => result.current(() => new Promise<void>((end, fail) => begun.push({ end, fail })))
  click()
  click()
  expect(begun).toHaveLength(1)
  await act(async () => begun[0]?.end())
  click()
  click()
  expect(begun).toHaveLength(2)
  await act(async () => begun[1]?.fail(new Error('The flow was not created.')))
  click()
  expect(begun).toHaveLength(3)
})
