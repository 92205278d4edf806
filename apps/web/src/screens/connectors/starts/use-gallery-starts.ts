import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useWhyNotMaker } from '../../../kit/page/use-person.ts'
import type { GalleryEntry, GalleryStart } from './connector-start.ts'

/** Heading above the ready connectors. */
const CATEGORY = 'Ready to install'

const startOf = (entry: GalleryEntry): GalleryStart => ({
  is: 'gallery',
  id: `ready-${entry.key}`,
  name: entry.name,
  category: CATEGORY,
  about: entry.description,
  letters: entry.name.slice(0, 2),
  logo: entry.branding.logo,
  entry
})

const none: { starts: GalleryStart[]; damaged: { key: string; why: string }[] } = { starts: [], damaged: [] }

/** Returns the ready connectors of the gallery as starts, and those that are damaged. Empty while they are loaded. */
export const useGalleryStarts = (): typeof none => {
  const isMaker = useWhyNotMaker() === null
  const { data } = useQuery({ ...useTrpc().gallery.list.queryOptions(), enabled: isMaker })
  return useMemo(
    () => (data === undefined ? none : { starts: data.entries.map(startOf), damaged: data.damaged }),
    [data]
  )
}
