import { Flow } from '@hookwright/model'
import { z } from 'zod'

/** Unsaved edits of a flow, stored in the browser to survive a crash. */
export const UnsavedEdit = z.strictObject({
  baseDraft: z.int(),
  at: z.int(),
  changes: z.int(),
  doc: Flow
})
export type UnsavedEdit = z.infer<typeof UnsavedEdit>

/** Store of unsaved edits in this browser, by flow id. */
export interface UnsavedEdits {
  read: (flowId: string) => Promise<UnsavedEdit | null>
  write: (flowId: string, edit: UnsavedEdit) => Promise<void>
  forget: (flowId: string) => Promise<void>
}

const NAME = 'hookwright'
const STORE = 'unsaved-flows'

const open = (factory: IDBFactory): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = factory.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/**
 * Opens the store of unsaved edits in the browser's database.
 *
 * Without access to the database, it stores nothing and never fails. Edits that the server does not have are
 * then lost in a crash.
 */
export const unsavedEditsIn = (factory: IDBFactory | undefined): UnsavedEdits => {
  let opened: Promise<IDBDatabase> | null = null

  const ask = async <Value>(
    mode: IDBTransactionMode,
    request: (store: IDBObjectStore) => IDBRequest<Value>
  ): Promise<Value | null> => {
    if (factory === undefined) return null
    try {
      opened ??= open(factory)
      const database = await opened
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(STORE, mode)
        const asked = request(transaction.objectStore(STORE))
        transaction.oncomplete = () => resolve(asked.result)
        transaction.onerror = () => reject(transaction.error)
        transaction.onabort = () => reject(transaction.error)
      })
    } catch {
      return null
    }
  }

  return {
    read: async flowId => {
      const kept = UnsavedEdit.safeParse(await ask<unknown>('readonly', store => store.get(flowId)))
      return kept.success ? kept.data : null
    },
    write: async (flowId, edit) => {
      await ask('readwrite', store => store.put(edit, flowId))
    },
    forget: async flowId => {
      await ask('readwrite', store => store.delete(flowId))
    }
  }
}
