import { cardSpecs } from '@hookwright/cards'
import type { Store } from '@hookwright/store'
import { openPostgresStore } from '@hookwright/store/postgres'
import { runLimitOf } from '../revisions/start-of-revision.ts'
import { makeFolder, openBackend, type TestBackend } from './open-backend.ts'

/**
 * Opens a backend as one of several processes on a PostgreSQL database. It begins to claim work once
 * `recover` is called. `end` stops it gracefully.
 */
export const openProcess = async (
  url: string,
  {
    service,
    settings,
    changed = store => store
  }: {
    service?: Parameters<typeof openBackend>[1]
    settings?: Parameters<typeof openBackend>[2]
    /** Wraps the store of the process, so that a test can change its behavior. */
    changed?: (store: Store) => Store
  } = {}
): Promise<TestBackend & { end: () => Promise<void> }> => {
  const { folder, remove } = makeFolder()
  const store = await openPostgresStore({ url, atOnceOf: ({ flow }) => runLimitOf(cardSpecs, flow.doc) })
  const opened = await openBackend(folder, service, settings, { store: () => changed(store) })
  await opened.backend.resume()
  return {
    ...opened,
    store,
    end: async () => {
      await opened.backend.stop()
      await store.close()
      await opened.crash()
      remove()
    }
  }
}
