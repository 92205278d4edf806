import type { Id, SavedView } from '@hookwright/model'

/** Maximum number of saved views of a list for one person. */
export const MOST_VIEWS = 50

export interface SavedViewStore {
  /** Returns the views of one person and one list, by name. */
  list(ownerId: string, list: SavedView['list']): Promise<SavedView[]>
  /** Adds it, or changes the one with its id. Throws `view.name-taken`, `views.too-many`; `view.gone` for another's. */
  put(ownerId: string, view: SavedView): Promise<void>
  /** Throws `view.gone`. */
  remove(ownerId: string, id: Id): Promise<void>
}
