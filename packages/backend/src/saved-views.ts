import type { Id, SavedView } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from './kernel/effects.ts'

/** Saved filters of lists, for each user. */
export interface SavedViews {
  /** Lists the owner's saved views of this list, sorted by name. */
  list: (ownerId: string, list: SavedView['list']) => Promise<SavedView[]>
  /** Stores a new view and returns its id. Throws `view.name-taken`, `views.too-many`. */
  save: (ownerId: string, view: Omit<SavedView, 'id'>) => Promise<Id>
  /** Changes a view. Throws `view.gone`, `view.name-taken`. */
  change: (ownerId: string, view: SavedView) => Promise<void>
  /** Deletes a view. Throws `view.gone`. */
  remove: (ownerId: string, id: Id) => Promise<void>
}

export const createSavedViews = ({ store, effects }: { store: Store; effects: Effects }): SavedViews => ({
  list: (ownerId, list) => store.savedViews.list(ownerId, list),
  save: async (ownerId, view) => {
    const id = effects.newId()
    await store.savedViews.put(ownerId, { id, ...view })
    return id
  },
  change: (ownerId, view) => store.savedViews.put(ownerId, view),
  remove: (ownerId, id) => store.savedViews.remove(ownerId, id)
})
