import { useSyncExternalStore } from 'react'

/** Returns true while a media query matches. */
export const useMedia = (query: string): boolean =>
  useSyncExternalStore(
    listener => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches
  )
