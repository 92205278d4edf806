import { getRequestStateAsyncLocalStorage } from '@better-auth/core/context'
import { expect, it } from 'vitest'
import { leaveNoHooks } from './leave-no-hooks.ts'

const isOn = async (): Promise<unknown> => Reflect.get(await getRequestStateAsyncLocalStorage(), 'enabled')

it('disables the async storages after the last of several calls, failed ones too', async () => {
  const call = leaveNoHooks(async () => [await getRequestStateAsyncLocalStorage()])
  const storage = await getRequestStateAsyncLocalStorage()
  let goOn = (): void => {}
  const held = new Promise<void>(resolve => {
    goOn = resolve
  })
  const long = call(() => storage.run(new WeakMap(), () => held))
  await expect(call(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await isOn()).toBe(true)
  goOn()
  await long
  expect(await isOn()).toBe(false)
})
