import { Fault, type SavedView } from '@hookwright/model'
import { and, eq } from 'drizzle-orm'
import { savedViews } from '../schema/schema.ts'
import { MOST_VIEWS, type SavedViewStore } from '../store.ts'
import type { SqliteFile } from './database/sqlite-file.ts'

const keyOf = (name: string): string => name.normalize('NFC').trim().toLowerCase()

const viewOf = ({ uid, list, name, search }: typeof savedViews.$inferSelect): SavedView => ({
  id: uid,
  list,
  name,
  search
})

export const createSavedViewStore = ({ tables, write, list }: SqliteFile): SavedViewStore => {
  const ofPerson = (reading: typeof tables, ownerId: string, of: SavedView['list']): SavedView[] =>
    reading
      .select()
      .from(savedViews)
      .where(and(eq(savedViews.ownerId, ownerId), eq(savedViews.list, of)))
      .all()
      .map(viewOf)
      .sort((one, other) => one.name.localeCompare(other.name))
  return {
    list: (ownerId, of) => list(reading => ofPerson(reading, ownerId, of)),
    put: (ownerId, view) =>
      write(() => {
        const others = ofPerson(tables, ownerId, view.list).filter(({ id }) => id !== view.id)
        const { id, ...about } = view
        if (others.some(({ name }) => keyOf(name) === keyOf(view.name))) {
          throw new Fault('view.name-taken', { name: view.name })
        }
        if (others.length >= MOST_VIEWS) throw new Fault('views.too-many', { most: MOST_VIEWS })
        const kept = tables.select().from(savedViews).where(eq(savedViews.uid, id)).get()
        if (kept === undefined) {
          tables
            .insert(savedViews)
            .values({ uid: id, ownerId, ...about })
            .run()
          return
        }
        if (kept.ownerId !== ownerId) throw new Fault('view.gone')
        tables.update(savedViews).set(about).where(eq(savedViews.uid, id)).run()
      }),
    remove: (ownerId, id) =>
      write(() => {
        const { changes } = tables
          .delete(savedViews)
          .where(and(eq(savedViews.uid, id), eq(savedViews.ownerId, ownerId)))
          .run()
        if (changes === 0) throw new Fault('view.gone')
      })
  }
}
