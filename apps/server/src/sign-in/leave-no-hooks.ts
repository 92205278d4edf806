import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * Wraps calls of a library, and disables the async storages that it leaves enabled. Up to Node 23, an enabled
 * storage makes the process track every promise, which costs each delivery about a sixth of its time. The
 * storages stay enabled during calls; the last concurrent call disables them when it ends.
 */
export const leaveNoHooks = (
  findStorages: () => Promise<readonly object[]>
): (<Result>(call: () => Promise<Result>) => Promise<Result>) => {
  let underWay = 0

  const switchOff = async (): Promise<void> => {
    const storages = await findStorages()
    if (underWay > 0) return
    for (const storage of storages) if (storage instanceof AsyncLocalStorage) storage.disable()
  }

  return async call => {
    underWay++
    try {
      return await call()
    } finally {
      underWay--
      await switchOff()
    }
  }
}
