import { useMemo } from 'react'
import type { Settling } from './commands/settle.ts'
import type { FlowHome } from './flow-home.ts'

/** Returns the ways to resolve a conflict with someone else's save. */
export const useSettling = (home: FlowHome): Settling =>
  useMemo(
    () => ({
      theirs: home.newest,
      keepAsCopy: async (doc, name) => {
        const copy = await home.create({ name, doc })
        home.relist()
        home.openFlow(copy.id)
      }
    }),
    [home]
  )
