import { Fault, type SavedView } from '@hookwright/model'
import { and, eq } from 'drizzle-orm'
import { savedViews } from '../schema/schema.ts'
import type { Database } from '../statements/database.ts'
import { all, get, run, type Steps } from '../statements/steps.ts'
import { MOST_VIEWS, type SavedViewStore } from '../store.ts'

const keyOf = (name: string): string => name.normalize('NFC').trim().toLowerCase()

const viewOf = ({ uid, list, name, search }: typeof savedViews.$inferSelect): SavedView => ({
  id: uid,
  list,
  name,
  search
})

export const createSavedViewStore = ({ tables, write, list }: Database): SavedViewStore => {
  function* ofPerson(reading: typeof tables, ownerId: string, of: SavedView['list']): Steps<SavedView[]> {
    return (yield* all(
      reading
        .select()
        .from(savedViews)
        .where(and(eq(savedViews.ownerId, ownerId), eq(savedViews.list, of)))
    ))
      .map(viewOf)
      .sort((one, other) => one.name.localeCompare(other.name))
  }
  return {
    list: (ownerId, of) => list(reading => ofPerson(reading, ownerId, of)),
    put: (ownerId, view) =>
      write(function* () {
        const own = yield* ofPerson(tables, ownerId, view.list)
        const others = own.filter(({ id }) => id !== view.id)
        const { id, ...about } = view
        if (others.some(({ name }) => keyOf(name) === keyOf(view.name))) {
          throw new Fault('view.name-taken', { name: view.name })
        }
        if (others.length >= MOST_VIEWS) throw new Fault('views.too-many', { most: MOST_VIEWS })
        const kept = yield* get(tables.select().from(savedViews).where(eq(savedViews.uid, id)))
        if (kept === undefined) {
          yield* run(tables.insert(savedViews).values({ uid: id, ownerId, ...about }))
          return
        }
        if (kept.ownerId !== ownerId) throw new Fault('view.gone')
        yield* run(tables.update(savedViews).set(about).where(eq(savedViews.uid, id)))
      }),
    remove: (ownerId, id) =>
      write(function* () {
        const { changes } = yield* run(
          tables.delete(savedViews).where(and(eq(savedViews.uid, id), eq(savedViews.ownerId, ownerId)))
        )
        if (changes === 0) throw new Fault('view.gone')
      })
  }
}
