import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { faultOf, type PageFault } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { formatCount } from '../../../kit/page/format-count.ts'
import { useWhyNotMaker } from '../../../kit/page/use-person.ts'
import type { GalleryEntry, GalleryStart } from './connector-start.ts'

const CATEGORY = 'Ready-made connectors'

const firstSentence = (text: string): string => /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text

/** Returns the starting point for a ready-made connector. */
export const startOfEntry = (entry: GalleryEntry): GalleryStart => ({
  is: 'gallery',
  id: `ready-${entry.key}`,
  name: entry.name,
  category: CATEGORY,
  about: firstSentence(entry.description),
  contents: [
    ...(entry.events.length === 0 ? [] : [formatCount(entry.events.length, 'event')]),
    ...(entry.actions.length === 0 ? [] : [formatCount(entry.actions.length, 'action')])
  ].join(' · '),
  letters: entry.name.slice(0, 2),
  logo: entry.branding.logo,
  accent: entry.branding.accent,
  entry
})

/** Ready-made connectors of the gallery as starting points, and the errors of the gallery. */
export interface GalleryStarts {
  /** Starting points; empty while loading. */
  starts: GalleryStart[]
  damaged: { key: string; why: string }[]
  /** Reason why the gallery could not be loaded; null without an error. */
  fault: PageFault | null
  isLoading: boolean
  reload: () => void
}

const none: Pick<GalleryStarts, 'starts' | 'damaged'> = { starts: [], damaged: [] }

/** Returns the ready-made connectors of the gallery as starting points. */
export const useGalleryStarts = (): GalleryStarts => {
  const isMaker = useWhyNotMaker() === null
  const list = useTrpc().gallery.list.queryOptions()
  const { data, error, isFetching, refetch } = useQuery({ ...list, enabled: isMaker })
  const found = useMemo(
    () => (data === undefined ? none : { starts: data.entries.map(startOfEntry), damaged: data.damaged }),
    [data]
  )
  const fault = error === null ? null : faultOf(error)
  return { ...found, fault, isLoading: isFetching, reload: () => void refetch() }
}
