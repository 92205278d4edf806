import {
  getCurrentAuthContextAsyncLocalStorage,
  getCurrentDBAdapterAsyncLocalStorage,
  getRequestStateAsyncLocalStorage
} from '@better-auth/core/context'

/**
 * Runs calls of better-auth so that none of its async storages stays switched on behind them. Up to Node 23, a storage
 * that was entered once makes the process track every promise from then on, which costs each delivery about a sixth of
 * its time. While any call is in progress they stay on; the last one to end switches them off.
 */
export const leaveNoHooks = (): (<Result>(call: () => Promise<Result>) => Promise<Result>) => {
  let underWay = 0

  const switchOff = async (): Promise<void> => {
    const storages = await Promise.all([
      getRequestStateAsyncLocalStorage(),
      getCurrentAuthContextAsyncLocalStorage(),
      getCurrentDBAdapterAsyncLocalStorage()
    ])
    if (underWay > 0) return
    for (const storage of storages) if ('disable' in storage) storage.disable()
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
